using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>What workers do for jobs that wait: for a time, for a schedule, for a place in their queue, or for an idle
/// worker.</summary>
public sealed class WorkerScheduleTests : WorkerTest
{
    static SteeredEngine Quick => new((_, _, _) => Task.CompletedTask);

    [Fact]
    public async Task A_job_for_later_begins_when_it_is_due()
    {
        await StartWorkerAsync(Quick, "Poll=00:10:00", "UnprovenPoll=00:10:00");
        await WaitForAsync((await EnqueueAsync()).Id, JobState.Succeeded);
        var due = DateTimeOffset.UtcNow.AddSeconds(2);

        var job = await WaitForAsync(
            (await Jobs.EnqueueAsync(Some.NewJob(Dataset) with { RunAt = due }, None)).Job!.Id, JobState.Succeeded);

        Assert.InRange((job.StartedAt!.Value - due).TotalSeconds, 0, 1);
    }

    [Fact]
    public async Task Two_workers_run_the_jobs_of_a_schedule_once_each()
    {
        await StartWorkerAsync(Quick);
        await StartWorkerAsync(Quick);
        var schedules = new Schedules(Db);
        var everySecond = new NewSchedule(
            Dataset, new() { K = 2 }, new(EngineKind.Local, EngineKind.Local, "asked for"), "* * * * * ?", "UTC");
        var schedule = (await schedules.CreateAsync(everySecond, None)).Schedule!;

        await Eventually.IsAsync(
            () => ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'succeeded'"), n => n >= 4);
        await schedules.PauseAsync(schedule.Id, None);

        Assert.Equal(
            await ScalarAsync<long>("SELECT count(*) FROM schedule_fires"),
            await ScalarAsync<long>("SELECT count(*) FROM jobs"));
        Assert.True(await ScalarAsync<bool>(
            "SELECT bool_and(fired_at - due_at BETWEEN interval '0 s' AND interval '5 s') FROM schedule_fires"));
    }

    [Fact]
    public async Task A_queue_with_a_limit_runs_that_many_and_the_next_at_once_when_one_has_ended()
    {
        using var go = new SemaphoreSlim(0);
        await new Queues(Db, Sender).SetMaxRunningAsync("local", 2, None);
        for (var worker = 0; worker < 3; worker++)
            await StartWorkerAsync(
                new SteeredEngine((_, _, ct) => go.WaitAsync(ct)), "Poll=00:10:00", "UnprovenPoll=00:10:00");
        for (var i = 0; i < 4; i++) await EnqueueAsync();

        await Eventually.IsAsync(RunningAsync, n => n == 2);
        for (var ended = 1; ended <= 4; ended++)
        {
            go.Release();
            await Eventually.IsAsync(
                () => ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'succeeded'"), n => n == ended);
            Assert.InRange(await RunningAsync(), 0, 2);
        }
    }

    [Fact]
    public async Task A_job_that_crashed_runs_although_the_only_worker_always_has_something_else()
    {
        using var enough = new CancellationTokenSource();
        var runs = new SteeredEngine(async (_, _, ct) => await Task.Delay(TimeSpan.FromMilliseconds(300), ct));
        var crashed = await EnqueueAndClaimAsync();
        await ExpireAsync(crashed);
        await Work.SweepAsync(None);
        await ExecuteAsync("UPDATE jobs SET priority = -1");
        for (var i = 0; i < 40; i++) await EnqueueAsync();

        await StartWorkerAsync(runs, "Slots=4", "AloneAfter=00:00:01");

        await WaitForAsync(crashed.Job.Id, JobState.Succeeded);
        Assert.NotEqual(0, await ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'queued'"));
        Assert.Equal(0, await ScalarAsync<long>("""
            SELECT count(*) FROM job_attempts other
            JOIN job_attempts alone ON alone.job_id = $1 AND alone.outcome = 'succeeded'
                AND other.job_id <> alone.job_id
            WHERE other.started_at < alone.ended_at AND coalesce(other.ended_at, clock_timestamp()) > alone.started_at
            """, crashed.Job.Key));
    }

    [Fact]
    public async Task Old_jobs_go_while_the_worker_runs()
    {
        var job = await EnqueueAsync();
        await Jobs.CancelAsync(job.Id, null, None);
        await ExecuteAsync("UPDATE jobs SET finished_at = clock_timestamp() - interval '1 hour'");

        await StartWorkerAsync(Quick, "Retention:FinishedJobs=00:30:00");

        await Eventually.IsAsync(async () => await Jobs.FindAsync(job.Id, None), gone => gone is null);
    }

    Task<long> RunningAsync() => ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'running'");
}
