using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class CancelTests : QueueTest
{
    [Fact]
    public async Task A_queued_job_is_canceled_at_once_and_never_claimed()
    {
        var job = await EnqueueAsync();

        var outcome = (await Jobs.CancelAsync(job.Id, "changed my mind", None))!;

        Assert.Equal((JobState.Queued, JobState.Canceled), (outcome.Before, outcome.After));
        Assert.Null(await Work.ClaimAsync(A, "local", [], None));
    }

    [Fact]
    public async Task A_running_job_is_asked_to_end_once()
    {
        var lease = await EnqueueAndClaimAsync();

        var first = (await Jobs.CancelAsync(lease.Job.Id, null, None))!;
        var at = await ScalarAsync<DateTime>("SELECT cancel_requested_at FROM jobs");
        var second = (await Jobs.CancelAsync(lease.Job.Id, null, None))!;

        Assert.Equal(
            (JobState.Running, JobState.Running, true), (first.Before, first.After, first.Job.CancelRequested));
        Assert.Equal((JobState.Running, JobState.Running), (second.Before, second.After));
        Assert.Equal(at, await ScalarAsync<DateTime>("SELECT cancel_requested_at FROM jobs"));
        Assert.Equal(JobState.Canceled, await Work.ConfirmCancelAsync(lease, ProgressReport.Empty, None));
    }

    [Fact]
    public async Task Canceling_again_or_too_late_changes_nothing()
    {
        var canceled = await EnqueueAsync();
        await Jobs.CancelAsync(canceled.Id, null, None);
        var finished = await EnqueueAndClaimAsync();
        await Work.SucceedAsync(finished, Some.JobResult(), ProgressReport.Empty, None);

        Assert.Equal(JobState.Canceled, (await Jobs.CancelAsync(canceled.Id, null, None))!.Before);
        Assert.Equal((JobState.Succeeded, JobState.Succeeded), await StatesAsync(finished.Job.Id));
        Assert.Null(await Jobs.CancelAsync(JobId.New(), null, None));
    }

    [Fact]
    public async Task A_cancel_and_a_success_at_once_leave_one_of_the_two()
    {
        for (var round = 0; round < 10; round++)
        {
            var lease = await EnqueueAndClaimAsync();
            var cancel = Jobs.CancelAsync(lease.Job.Id, null, None);
            await Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None);
            await cancel;

            Assert.Equal(JobState.Succeeded, (await FindAsync(lease)).State);
            Assert.NotNull(await Results.FindAsync(lease.Job.Id, None));
        }
    }

    [Fact]
    public async Task A_cancel_and_a_claim_at_once_never_leave_a_canceled_job_running()
    {
        for (var round = 0; round < 10; round++)
        {
            var job = await EnqueueAsync();
            var claim = Work.ClaimAsync(Worker("w"), "local", [], None);
            var outcome = (await Jobs.CancelAsync(job.Id, null, None))!;
            var lease = await claim;

            Assert.Equal(lease is null ? JobState.Canceled : JobState.Running, outcome.After);
            Assert.True(lease is null || (await FindAsync(lease)).CancelRequested);
            if (lease is not null) await Work.ConfirmCancelAsync(lease, ProgressReport.Empty, None);
        }
    }

    [Fact]
    public async Task A_running_job_is_not_deleted_and_a_finished_one_is_gone_with_everything()
    {
        var lease = await EnqueueAndClaimAsync();
        Directory.CreateDirectory(Files.JobFolder(lease.Job.Id, lease.Token));
        Assert.Equal(Deletion.InUse, await Jobs.DeleteAsync(lease.Job.Id, None));
        await Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None);

        Assert.Equal(Deletion.Deleted, await Jobs.DeleteAsync(lease.Job.Id, None));

        Assert.Equal(Deletion.NotFound, await Jobs.DeleteAsync(lease.Job.Id, None));
        Assert.NotNull(await Jobs.DeletedAtAsync(lease.Job.Id, None));
        Assert.Null(await Results.FindAsync(lease.Job.Id, None));
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM job_events"));
        Assert.False(Directory.Exists(Path.GetDirectoryName(Files.JobFolder(lease.Job.Id, 1))));
    }

    [Fact]
    public async Task Only_legal_transitions_are_ever_told()
    {
        string[] legal =
        [
            "→queued", "queued→running", "running→succeeded", "running→failed", "running→canceled", "running→queued",
            "queued→canceled",
        ];
        var random = new Random(20);
        for (var i = 0; i < 60; i++) await StepAsync(random);

        var told = await ColumnAsync<string>(
            "SELECT concat(data ->> 'from', '→', data ->> 'to') FROM job_events WHERE kind = 'state' ORDER BY id");

        Assert.True(told.Count > 60);
        Assert.Subset(legal.ToHashSet(), told.ToHashSet());
        Assert.Equal(0, await ScalarAsync<long>("""
            SELECT count(*) FROM job_events e JOIN job_events later ON later.job_id = e.job_id AND later.id > e.id
            WHERE e.kind = 'done'
            """));
        Assert.Equal(0, await ScalarAsync<long>("""
            SELECT count(*) FROM job_events e JOIN job_events later ON later.job_id = e.job_id AND later.id > e.id
            WHERE later.token < e.token
            """));
        Assert.Equal(0, await ScalarAsync<long>("""
            SELECT count(*) FROM jobs j WHERE state <> (
                SELECT data ->> 'to' FROM job_events WHERE job_id = j.id AND kind = 'state' ORDER BY id DESC LIMIT 1)
            """));
    }

    async Task StepAsync(Random random)
    {
        var lease = await EnqueueAndClaimAsync(Worker("w"));
        if (random.Next(3) == 0) await Jobs.CancelAsync(lease.Job.Id, null, None);
        await (random.Next(6) switch
        {
            0 => Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None),
            1 => Work.FailAsync(lease, Some.Crash, ProgressReport.Empty, None),
            2 => Work.FailAsync(lease, Some.Crash with { Retryable = false }, ProgressReport.Empty, None),
            3 => Work.ReleaseAsync(lease, ProgressReport.Empty, None),
            4 => Work.ConfirmCancelAsync(lease, ProgressReport.Empty, None),
            _ => ExpireAsync(lease),
        });
        await Work.SweepAsync(None);
        await Jobs.CancelAsync(lease.Job.Id, null, None);
    }

    async Task<(JobState, JobState)> StatesAsync(JobId id)
    {
        var outcome = (await Jobs.CancelAsync(id, null, None))!;
        return (outcome.Before, outcome.After);
    }
}
