using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class QueueControlTests : QueueTest
{
    Queues Queues => new(Db, Sender);

    [Fact]
    public async Task The_queues_are_listed_with_what_waits_and_runs()
    {
        await EnqueueAndClaimAsync();
        await EnqueueAsync();
        await EnqueueAsync();
        await Jobs.EnqueueAsync(Some.NewJob(Dataset) with { RunAt = DateTimeOffset.UtcNow.AddHours(1) }, None);

        var queues = await Queues.ListAsync(None);

        Assert.Equal(["local", "spark"], queues.Select(queue => queue.Name));
        Assert.Equal((2, 1, 1), (queues[0].Queued, queues[0].Delayed, queues[0].Running));
        Assert.Equal(
            await ScalarAsync<DateTime>("SELECT min(run_at) FROM jobs WHERE state = 'queued'"),
            queues[0].OldestDueAt!.Value.UtcDateTime);
        Assert.Equal((0, 0, 0, null), (queues[1].Queued, queues[1].Delayed, queues[1].Running, queues[1].OldestDueAt));
    }

    [Fact]
    public async Task A_paused_queue_gives_nothing_until_it_is_resumed()
    {
        await EnqueueAsync();

        var paused = await Queues.PauseAsync("local", None);
        Assert.NotNull(paused!.PausedAt);
        Assert.Equal(paused.PausedAt, (await Queues.PauseAsync("local", None))!.PausedAt);
        Assert.Null(await Work.ClaimAsync(A, "local", [], None));

        Assert.Null((await Queues.ResumeAsync("local", None))!.PausedAt);
        Assert.NotNull(await Work.ClaimAsync(A, "local", [], None));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_cannot_be_changed()
    {
        Assert.Null(await Queues.PauseAsync("other", None));
        Assert.Null(await Queues.SetMaxRunningAsync("other", 1, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queues.SetMaxRunningAsync("local", 0, None));
    }

    [Fact]
    public async Task Never_more_jobs_run_than_the_limit_however_many_workers_claim_at_once()
    {
        for (var i = 0; i < 20; i++) await EnqueueAsync();
        Assert.Equal(3, (await Queues.SetMaxRunningAsync("local", 3, None))!.MaxRunning);

        var claims = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(n => Work.ClaimAsync(Worker($"w{n}"), "local", [], None)));
        Assert.Equal(3, claims.Count(lease => lease is not null));

        await Work.ReleaseAsync(claims.First(lease => lease is not null)!, ProgressReport.Empty, None);
        Assert.NotNull(await Work.ClaimAsync(B, "local", [], None));
        Assert.Null(await Work.ClaimAsync(Worker("c"), "local", [], None));

        Assert.Null((await Queues.SetMaxRunningAsync("local", null, None))!.MaxRunning);
        Assert.NotNull(await Work.ClaimAsync(Worker("c"), "local", [], None));
    }

    [Fact]
    public async Task Claims_of_a_queue_without_a_limit_do_not_wait_for_each_other()
    {
        await EnqueueAsync();
        await using var connection = await Sql.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT FROM queues FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();

        Assert.NotNull(await Work.ClaimAsync(A, "local", [], None));
    }

    [Fact]
    public async Task A_queued_job_gets_another_priority_and_is_claimed_by_it()
    {
        var first = await EnqueueAsync();
        var second = await EnqueueAsync();

        var changed = await Jobs.SetPriorityAsync(second.Id, 5, None);

        Assert.Equal((JobState.Queued, 5), (changed!.State, (int)changed.Priority));
        Assert.Equal(second.Id, (await ClaimAsync()).Job.Id);
        Assert.Equal(first.Id, (await ClaimAsync(B)).Job.Id);
    }

    [Fact]
    public async Task The_priority_of_a_job_that_runs_stays_and_there_must_be_a_job()
    {
        var lease = await EnqueueAndClaimAsync();

        var same = await Jobs.SetPriorityAsync(lease.Job.Id, 5, None);

        Assert.Equal((JobState.Running, 0), (same!.State, (int)same.Priority));
        Assert.Null(await Jobs.SetPriorityAsync(JobId.New(), 5, None));
    }

    [Fact]
    public async Task A_job_for_later_is_given_when_it_is_due_and_not_before()
    {
        var later = await Jobs.EnqueueAsync(
            Some.NewJob(Dataset) with { RunAt = DateTimeOffset.UtcNow.AddMinutes(10) }, None);

        Assert.Null(await Work.ClaimAsync(A, "local", [], None));
        Assert.InRange((await Work.NextDueAsync("local", None))!.Value.TotalMinutes, 9, 10);
        await DueNowAsync(later.Job!);
        Assert.Equal(later.Job!.Id, (await ClaimAsync()).Job.Id);
    }

    [Fact]
    public async Task A_job_that_crashed_has_its_turn_although_no_worker_is_ever_idle()
    {
        var crashed = await CrashedAsync(TimeSpan.FromSeconds(11));
        await RegisterAsync(A, B);
        await EnqueueAsync();

        // A is there longest: it empties itself; B goes on.
        Assert.Null(await Work.ClaimAsync(A, "local", held: [4711], None));
        Assert.NotNull(await Work.ClaimAsync(B, "local", held: [4712], None));
        await EnqueueAsync(priority: 9);
        Assert.Equal(crashed.Id, (await ClaimAsync(A)).Job.Id);
    }

    [Fact]
    public async Task A_job_that_crashed_waits_a_while_for_an_idle_worker_before_a_busy_one_stops_for_it()
    {
        await CrashedAsync(TimeSpan.FromSeconds(5));
        await RegisterAsync(A, B);
        await EnqueueAsync();

        Assert.NotNull(await Work.ClaimAsync(A, "local", held: [4711], None));
    }

    async Task<Job> CrashedAsync(TimeSpan ago)
    {
        var lease = await EnqueueAndClaimAsync();
        await ExpireAsync(lease);
        await Work.SweepAsync(None);
        await ExecuteAsync("UPDATE jobs SET run_at = clock_timestamp() - $1 WHERE id = $2", ago, lease.Job.Key);
        return await FindAsync(lease);
    }

    async Task RegisterAsync(params WorkerIdentity[] workers)
    {
        var sessions = new WorkerSessions(Db);
        foreach (var worker in workers)
            await sessions.RegisterAsync(Some.Session(worker), None);
    }
}
