using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class SweepTests : QueueTest
{
    [Fact]
    public async Task A_job_of_a_lost_worker_is_queued_again_at_once()
    {
        var lease = await EnqueueAndClaimAsync();
        await ExpireAsync(lease);

        var swept = Assert.Single(await Work.SweepAsync(None));

        Assert.Equal((lease.Job.Id, JobState.Queued, 1), (swept.Id, swept.State, swept.CrashCount));
        Assert.Equal("crashed", (await Jobs.AttemptsAsync(lease.Job.Id, None))[0].Outcome);
        Assert.Equal(2, (await ClaimAsync(B)).Job.Attempt);
    }

    [Fact]
    public async Task A_lease_that_holds_is_left_alone()
    {
        await EnqueueAndClaimAsync();

        Assert.Empty(await Work.SweepAsync(None));
    }

    [Fact]
    public async Task A_lease_that_was_renewed_is_left_alone()
    {
        var lease = await EnqueueAndClaimAsync();
        await ExpireAsync(lease);

        Assert.Single(Renew(new Renewal(lease, null)));

        Assert.Empty(await Work.SweepAsync(None));
    }

    [Fact]
    public async Task A_job_that_is_being_finished_is_not_waited_for()
    {
        var lease = await EnqueueAndClaimAsync();
        await ExpireAsync(lease);
        await using var connection = await Sql.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT FROM jobs WHERE id = $1 FOR UPDATE", connection);
        command.Parameters.AddWithValue(lease.Job.Key);
        await command.ExecuteNonQueryAsync();

        Assert.Empty(await Work.SweepAsync(None));
    }

    [Fact]
    public async Task Two_sweeps_at_once_take_each_job_once()
    {
        for (var i = 0; i < 20; i++) await ExpireAsync(await EnqueueAndClaimAsync(Worker($"w{i}")));

        var swept = await Task.WhenAll(Work.SweepAsync(None), Work.SweepAsync(None), Work.SweepAsync(None));

        var ids = swept.SelectMany(jobs => jobs).Select(job => job.Id).ToArray();
        Assert.Equal(20, ids.Length);
        Assert.Equal(20, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_job_that_takes_three_workers_along_is_failed_as_poison_with_the_evidence()
    {
        var id = (await EnqueueAsync()).Id;
        for (var crash = 1; crash <= 3; crash++)
        {
            var lease = await ClaimAsync(Worker($"w{crash}"));
            Renew(new Renewal(lease, Some.Report(1, 40)));
            await ExpireAsync(lease);
            var swept = Assert.Single(await Work.SweepAsync(None));
            Assert.Equal(crash < 3 ? JobState.Queued : JobState.Failed, swept.State);
            await ExecuteAsync("UPDATE jobs SET run_at = clock_timestamp() - interval '1 second'");
        }

        var job = (await Jobs.FindAsync(id, None))!;
        Assert.Equal("POISON", job.Problem!.Code);
        Assert.Contains("in the stage cluster", job.Problem.Detail);
        Assert.Equal(3, job.Problem.Numbers["crashes"]);
        Assert.Equal((3, 5), (job.Attempt, job.MaxAttempts));   // two runs more for two crashes, none after the end
        Assert.Equal(["crashed", "crashed", "crashed"], (await Jobs.AttemptsAsync(id, None)).Select(a => a.Outcome));
    }

    [Fact]
    public async Task A_job_that_a_worker_was_lost_with_is_known_to_wait_for_an_empty_one()
    {
        var lease = await EnqueueAndClaimAsync();
        await ExpireAsync(lease);
        await Work.SweepAsync(None);

        var position = (await Jobs.PositionAsync(lease.Job.Id, None))!;
        Assert.Equal((0, true, false, null), (position.Ahead, position.Alone, position.Paused, position.EtaSeconds));
    }

    [Fact]
    public async Task The_second_crash_in_a_row_makes_the_job_wait()
    {
        await EnqueueAsync();
        foreach (var worker in new[] { A, B })
        {
            await ExpireAsync(await ClaimAsync(worker));
            await Work.SweepAsync(None);
        }

        Assert.InRange((await Work.NextDueAsync("local", None))!.Value.TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task A_failure_between_two_crashes_ends_the_row_of_crashes()
    {
        await ExecuteAsync("ALTER TABLE jobs ALTER max_attempts SET DEFAULT 10");
        var lease = await EnqueueAndClaimAsync();
        await ExpireAsync(lease);
        await Work.SweepAsync(None);
        var second = await ClaimAsync(B);

        await Work.FailAsync(second, Some.Crash, ProgressReport.Empty, None);

        Assert.Equal(0, (await FindAsync(second)).CrashCount);
    }

    [Fact]
    public async Task A_job_to_be_canceled_is_canceled_when_its_worker_is_lost()
    {
        var lease = await EnqueueAndClaimAsync();
        await Jobs.CancelAsync(lease.Job.Id, null, None);
        await ExpireAsync(lease);

        Assert.Equal(JobState.Canceled, Assert.Single(await Work.SweepAsync(None)).State);
        Assert.Equal(["state", "state", "state", "done"],
            (await Events.AfterAsync(lease.Job.Id, 0, 100, None)).Select(e => e.Kind));
    }

    [Fact]
    public async Task Nothing_is_swept_in_the_first_lease_after_the_server_started()
    {
        var lease = await EnqueueAndClaimAsync();
        await ExpireAsync(lease);
        var upSince = await ScalarAsync<TimeSpan>("SELECT clock_timestamp() - pg_postmaster_start_time()");

        var early = NewQueue(new QueueTimings { Lease = upSince + TimeSpan.FromMinutes(1) });

        Assert.Empty(await early.SweepAsync(None));
        Assert.Single(await Work.SweepAsync(None));
    }

    [Fact]
    public async Task A_run_long_past_its_deadline_is_failed_although_its_lease_is_renewed()
    {
        var lease = await EnqueueAndClaimAsync();
        await ExecuteAsync("UPDATE jobs SET deadline_at = clock_timestamp() - interval '1 hour'");

        Assert.True(Assert.Single(Renew(new Renewal(lease, null))).PastDeadline);
        Assert.Equal(JobState.Failed, Assert.Single(await Work.SweepAsync(None)).State);
    }
}
