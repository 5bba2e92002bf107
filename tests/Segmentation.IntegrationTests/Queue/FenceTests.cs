using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>A worker that lost its lease writes nothing, while its rival still runs the job.</summary>
public sealed class FenceTests : QueueTest
{
    [Fact]
    public async Task A_lost_lease_cannot_store_a_result()
    {
        var (slow, quick) = await TakeOverAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() =>
            Work.SucceedAsync(slow, Some.JobResult(), ProgressReport.Empty, None));

        Assert.Null(await Results.FindAsync(slow.Job.Id, None));
        await Work.SucceedAsync(quick, Some.JobResult(), ProgressReport.Empty, None);
        Assert.Equal(quick.Token, await ScalarAsync<long>("SELECT token FROM results"));
        Assert.Equal(JobState.Succeeded, (await FindAsync(quick)).State);
    }

    [Fact]
    public async Task A_lost_lease_cannot_fail_the_job()
    {
        var (slow, quick) = await TakeOverAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() =>
            Work.FailAsync(slow, Some.Crash, ProgressReport.Empty, None));

        await AssertUndisturbedAsync(quick);
    }

    [Fact]
    public async Task A_lost_lease_cannot_give_the_job_back()
    {
        var (slow, quick) = await TakeOverAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() => Work.ReleaseAsync(slow, ProgressReport.Empty, None));

        await AssertUndisturbedAsync(quick);
    }

    [Fact]
    public async Task A_lost_lease_cannot_confirm_a_cancel()
    {
        var (slow, quick) = await TakeOverAsync();
        await Jobs.CancelAsync(slow.Job.Id, null, None);

        await Assert.ThrowsAsync<LeaseLostException>(() => Work.ConfirmCancelAsync(slow, ProgressReport.Empty, None));

        await AssertUndisturbedAsync(quick);
    }

    [Fact]
    public async Task A_lost_lease_cannot_be_renewed_nor_tell_progress()
    {
        var (slow, quick) = await TakeOverAsync();

        var held = Renew(new Renewal(slow, Some.Report(1, 77, new NewEvent(1, "k", "{}"))));

        Assert.Empty(held);
        Assert.Equal(0, (await FindAsync(quick)).Progress);
        Assert.DoesNotContain("k", (await Events.AfterAsync(slow.Job.Id, 0, 100, None)).Select(e => e.Kind));
    }

    [Fact]
    public async Task Tokens_rise_with_every_claim()
    {
        var (slow, quick) = await TakeOverAsync();
        await Work.ReleaseAsync(quick, ProgressReport.Empty, None);
        var third = await ClaimAsync();

        Assert.True(slow.Token < quick.Token && quick.Token < third.Token);
        Assert.Equal(2, third.Job.Attempt);   // the release was not charged, its token is new all the same
    }

    [Fact]
    public async Task An_end_that_was_stored_already_counts_as_stored_when_it_is_sent_again()
    {
        var lease = await EnqueueAndClaimAsync();
        await Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None);

        await Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None);

        Assert.Equal(1, await ScalarAsync<long>("SELECT count(*) FROM results"));
        Assert.Equal(1, await ScalarAsync<long>("SELECT count(*) FROM job_events WHERE kind = 'done'"));
    }

    [Fact]
    public async Task A_failure_that_is_sent_again_charges_nothing_more()
    {
        var lease = await EnqueueAndClaimAsync();

        Assert.Equal(JobState.Queued, await Work.FailAsync(lease, Some.Crash, ProgressReport.Empty, None));
        Assert.Equal(JobState.Queued, await Work.FailAsync(lease, Some.Crash, ProgressReport.Empty, None));

        Assert.Equal(1, (await FindAsync(lease)).Attempt);
    }

    [Fact]
    public async Task Nothing_is_stored_when_storing_the_result_fails()
    {
        var lease = await EnqueueAndClaimAsync();
        var twice = new OutputFile("assignments.csv", 1, 1);

        await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => Work.SucceedAsync(lease, Some.JobResult(twice, twice), ProgressReport.Empty, None));

        Assert.Equal(JobState.Running, (await FindAsync(lease)).State);
        Assert.Null(await Results.FindAsync(lease.Job.Id, None));
    }

    // A's lease ended, the sweep took the job, B runs it now.
    async Task<(Lease Slow, Lease Quick)> TakeOverAsync()
    {
        var slow = await EnqueueAndClaimAsync(A);
        await ExpireAsync(slow);
        Assert.Single(await Work.SweepAsync(None));
        return (slow, await ClaimAsync(B));
    }

    async Task AssertUndisturbedAsync(Lease lease)
    {
        var job = await FindAsync(lease);
        Assert.Equal(JobState.Running, job.State);
        Assert.Equal(lease.Token, job.LeaseToken);
        Assert.Null((await Jobs.AttemptsAsync(job.Id, None))[^1].Outcome);
    }
}
