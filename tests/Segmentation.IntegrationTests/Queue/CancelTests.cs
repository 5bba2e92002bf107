using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class CancelTests : QueueTest
{
    [Fact]
    public async Task A_queued_job_is_canceled_at_once_and_never_claimed()
    {
        var job = await EnqueueAsync();

        var outcome = (await Queue.CancelAsync(job.Id, "changed my mind", None))!;

        Assert.Equal((JobState.Queued, JobState.Canceled), (outcome.Before, outcome.After));
        Assert.Null(await Queue.ClaimAsync(A, "local", [], None));
    }

    [Fact]
    public async Task A_running_job_is_asked_to_end_once()
    {
        var lease = await EnqueueAndClaimAsync();

        var first = (await Queue.CancelAsync(lease.Job.Id, null, None))!;
        var at = await ScalarAsync<DateTime>("SELECT cancel_requested_at FROM jobs");
        var second = (await Queue.CancelAsync(lease.Job.Id, null, None))!;

        Assert.Equal((JobState.Running, JobState.Running, true), (first.Before, first.After, first.Job.CancelRequested));
        Assert.Equal((JobState.Running, JobState.Running), (second.Before, second.After));
        Assert.Equal(at, await ScalarAsync<DateTime>("SELECT cancel_requested_at FROM jobs"));
        Assert.Equal(JobState.Canceled, await Queue.ConfirmCancelAsync(lease, JobReport.Empty, None));
    }

    [Fact]
    public async Task Canceling_again_or_too_late_changes_nothing()
    {
        var canceled = await EnqueueAsync();
        await Queue.CancelAsync(canceled.Id, null, None);
        var finished = await EnqueueAndClaimAsync();
        await Queue.SucceedAsync(finished, Some.Result(), JobReport.Empty, None);

        Assert.Equal(JobState.Canceled, (await Queue.CancelAsync(canceled.Id, null, None))!.Before);
        Assert.Equal((JobState.Succeeded, JobState.Succeeded), await StatesAsync(finished.Job.Id));
        Assert.Null(await Queue.CancelAsync(JobId.New(), null, None));
    }

    [Fact]
    public async Task A_cancel_and_a_success_at_once_leave_one_of_the_two()
    {
        for (var round = 0; round < 10; round++)
        {
            var lease = await EnqueueAndClaimAsync();
            var cancel = Queue.CancelAsync(lease.Job.Id, null, None);
            await Queue.SucceedAsync(lease, Some.Result(), JobReport.Empty, None);
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
            var claim = Queue.ClaimAsync(Worker("w"), "local", [], None);
            var outcome = (await Queue.CancelAsync(job.Id, null, None))!;
            var lease = await claim;

            Assert.Equal(lease is null ? JobState.Canceled : JobState.Running, outcome.After);
            Assert.True(lease is null || (await FindAsync(lease)).CancelRequested);
            if (lease is not null) await Queue.ConfirmCancelAsync(lease, JobReport.Empty, None);
        }
    }

    [Fact]
    public async Task A_running_job_is_not_deleted_and_a_finished_one_is_gone_with_everything()
    {
        var lease = await EnqueueAndClaimAsync();
        Directory.CreateDirectory(Files.JobFolder(lease.Job.Id, lease.Token));
        Assert.Equal(Deletion.InUse, await Queue.DeleteAsync(lease.Job.Id, None));
        await Queue.SucceedAsync(lease, Some.Result(), JobReport.Empty, None);

        Assert.Equal(Deletion.Deleted, await Queue.DeleteAsync(lease.Job.Id, None));

        Assert.Equal(Deletion.NotFound, await Queue.DeleteAsync(lease.Job.Id, None));
        Assert.NotNull(await Queue.DeletedAtAsync(lease.Job.Id, None));
        Assert.Null(await Results.FindAsync(lease.Job.Id, None));
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM job_events"));
        Assert.False(Directory.Exists(Path.GetDirectoryName(Files.JobFolder(lease.Job.Id, 1))));
    }

    [Fact]
    public async Task Only_legal_transitions_are_ever_told()
    {
        string[] legal =
        [
            "→queued", "queued→running", "running→succeeded", "running→failed", "running→canceled", "running→queued", "queued→canceled",
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
        if (random.Next(3) == 0) await Queue.CancelAsync(lease.Job.Id, null, None);
        await (random.Next(6) switch
        {
            0 => Queue.SucceedAsync(lease, Some.Result(), JobReport.Empty, None),
            1 => Queue.FailAsync(lease, Some.Crash, JobReport.Empty, None),
            2 => Queue.FailAsync(lease, Some.Crash with { Retryable = false }, JobReport.Empty, None),
            3 => Queue.ReleaseAsync(lease, JobReport.Empty, None),
            4 => Queue.ConfirmCancelAsync(lease, JobReport.Empty, None),
            _ => ExpireAsync(lease),
        });
        await Queue.SweepAsync(None);
        await Queue.CancelAsync(lease.Job.Id, null, None);
    }

    async Task<(JobState, JobState)> StatesAsync(JobId id)
    {
        var outcome = (await Queue.CancelAsync(id, null, None))!;
        return (outcome.Before, outcome.After);
    }
}
