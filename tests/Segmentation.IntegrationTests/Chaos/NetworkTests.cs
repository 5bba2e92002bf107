using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Segmentation.IntegrationTests.Queue;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Xunit.Abstractions;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>The network between workers and PostgreSQL fails (F3, F8, F9, F28).</summary>
public sealed class NetworkTests(ITestOutputHelper output) : ChaosTest
{
    FaultProxy _proxy = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _proxy = FaultProxy.Before(new NpgsqlConnectionStringBuilder(ConnectionString).Port);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_worker_behind_a_black_hole_loses_its_job_to_another_and_learns_it_when_it_is_back()
    {
        Hold("a", "cluster");
        var a = StartThrough("a");
        var id = await StartAsync("work 100");
        var lost = (await WaitForAsync(id, "cluster")).LeaseToken!.Value;
        StartWorker("b");

        _proxy.Blackhole = true;
        LetGo("a", "cluster");   // it finishes, and cannot say so
        var job = await WaitForAsync(id, JobState.Succeeded);
        _proxy.Blackhole = false;

        await SaysAsync(a, said => said.Contains($"lease {lost} was lost"));
        Assert.True(job.LeaseToken > lost);
        Assert.Equal(job.LeaseToken, (await Jobs.FindAsync(id, None))!.LeaseToken);
    }

    [Fact]
    public async Task A_black_hole_shorter_than_a_lease_and_resets_cost_nothing()
    {
        // Far longer than the holes: on a busy machine a renewal after each takes its time.
        StartThrough("a", "Worker__Lease=00:00:12");
        StartWorker("b", "Worker__Lease=00:00:12", "Worker__Slots=1");
        var jobs = new List<JobId>();
        for (var i = 0; i < 20; i++) jobs.Add(await StartAsync($"work {300 + i}"));
        for (var time = 0; time < 3; time++)
        {
            _proxy.Blackhole = true;
            await PassAsync(TimeSpan.FromSeconds(0.7));
            _proxy.Blackhole = false;
            await PassAsync(TimeSpan.FromSeconds(0.5));
            _proxy.Reset();
        }

        foreach (var id in jobs) Assert.Equal((1, 0), Charged(await WaitForAsync(id, JobState.Succeeded, seconds: 60)));
    }

    [Theory]
    [InlineData(250, 0)]
    [InlineData(0, 20_000)]
    public async Task A_slow_network_makes_jobs_late_and_nothing_worse(int latency, int bytesPerSecond)
    {
        StartThrough("a", "Worker__Lease=00:00:15", "Worker__Renewal=00:00:03");
        await WaitForAsync(await StartAsync("work 1"), JobState.Succeeded);
        (_proxy.Latency, _proxy.BytesPerSecond) = (TimeSpan.FromMilliseconds(latency), bytesPerSecond);
        var jobs = new List<JobId>();
        for (var i = 0; i < 3; i++) jobs.Add(await StartAsync($"work {100 + i}"));

        foreach (var id in jobs) Assert.Equal((1, 0), Charged(await WaitForAsync(id, JobState.Succeeded, seconds: 90)));
    }

    [Fact]
    public async Task A_listener_that_hears_nothing_any_more_is_noticed_and_work_is_found_by_looking()
    {
        var worker = StartThrough("a", "Worker__Poll=00:00:15", "Worker__UnprovenPoll=00:00:02");
        await WaitForAsync(await StartAsync("work 1"), JobState.Succeeded);
        await Eventually.IsAsync(() => Task.FromResult(_proxy.HalfOpen("LISTEN \"")), found => found == 1);

        var first = await PickupAsync();
        await SaysAsync(worker, said => said.Contains("does not receive its own notifications"));
        var later = await PickupAsync();

        output.WriteLine($"listener half open: the first job was found after {first.TotalSeconds:F1} s, "
            + $"one after the watchdog saw it after {later.TotalSeconds:F1} s");
        Assert.InRange(first.TotalSeconds, 0, 16);
        Assert.InRange(later.TotalSeconds, 0, 2.5);
    }

    [Theory]
    [InlineData("nextval('lease_tokens')", "a claim")]
    [InlineData("COMMIT", "a success")]
    [InlineData("progress_seq = greatest", "a renewal")]
    public async Task A_worker_whose_answer_is_cut_off_does_the_job_once(string text, string what)
    {
        Hold("a", "cluster");
        StartThrough("a");
        var jobs = new List<JobId> { await StartAsync("work 1") };
        await WaitForAsync(jobs[0], job => job.State == JobState.Running);
        if (text != "COMMIT") LetGo("a", "cluster");
        _proxy.CutAfter(text);
        LetGo("a", "cluster");
        for (var i = 0; i < 5; i++) jobs.Add(await StartAsync($"work {50 + i}"));

        foreach (var id in jobs) Assert.Equal((1, 0), Charged(await WaitForAsync(id, JobState.Succeeded)));
        await Eventually.IsAsync(() => Task.FromResult(_proxy.Cuts), cuts => cuts == 1);
        output.WriteLine($"cut off: the answer to {what}");
    }

    [Fact]
    public async Task A_client_whose_answer_is_cut_off_has_queued_canceled_and_deleted_once()
    {
        var through =
            new NpgsqlConnectionStringBuilder(ConnectionString) { Port = _proxy.Port, Pooling = true }.ConnectionString;
        await using var db = new Database(through, workConnections: 2, patience: TimeSpan.FromSeconds(10));
        await using var sender = new NotifySender(db, NullLogger<NotifySender>.Instance);
        var jobs = new Jobs(db, sender, Files);

        var queued = await CutAsync("INSERT INTO jobs", () => jobs.EnqueueAsync(Some.NewJob(Dataset), None));
        Assert.Equal(EnqueueOutcome.Created, queued.Outcome);
        Assert.Equal(1, await ScalarAsync<long>("SELECT count(*) FROM jobs"));

        var canceled = await CutAsync("COMMIT", () => jobs.CancelAsync(queued.Job!.Id, null, None));
        Assert.Equal(JobState.Canceled, canceled!.After);

        Assert.Equal(Deletion.Deleted, await CutAsync("COMMIT", () => jobs.DeleteAsync(queued.Job!.Id, None)));
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM jobs"));
    }

    [Fact]
    public async Task Sessions_that_are_ended_at_random_ten_times_a_second_cost_nothing()
    {
        var random = new Random(LongRun.Seed);
        output.WriteLine($"seed {LongRun.Seed}");
        StartWorker("a", $"Database__ConnectionString={ConnectionString};Application Name=victim", "Worker__Slots=4");
        var jobs = new List<JobId>();
        for (var i = 0; i < 40; i++) jobs.Add(await StartAsync($"work {500 + i}"));
        // Before the worker has connected there is nothing to end.
        await Eventually.IsAsync(
            () => ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'victim %'"),
            sessions => sessions > 0, TimeSpan.FromSeconds(60));
        const int Fewest = 20;
        var ended = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var end = TimeSpan.FromSeconds(8);
        // On a busy machine a round takes longer than a tenth of a second: it goes on until enough were ended.
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < end || ended <= Fewest)
        {
            await timer.WaitForNextTickAsync();
            ended += await ScalarAsync<long>("""
                SELECT count(pg_terminate_backend(pid)) FROM (
                    SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'victim %'
                    ORDER BY md5(pid::text || $1) LIMIT 1) v
                """, $"{random.Next()}");
        }

        foreach (var id in jobs) Assert.Equal((1, 0), Charged(await WaitForAsync(id, JobState.Succeeded, seconds: 60)));
        output.WriteLine($"{ended} sessions ended");
    }

    RunningService StartThrough(string name, params string[] settings)
    {
        var through = new NpgsqlConnectionStringBuilder(ConnectionString) { Port = _proxy.Port, MaxAutoPrepare = 0 };
        return StartWorker(name, [$"Database__ConnectionString={through.ConnectionString}", .. settings]);
    }

    async Task<T> CutAsync<T>(string text, Func<Task<T>> statement)
    {
        var before = _proxy.Cuts;
        _proxy.CutAfter(text);
        var outcome = await statement();
        Assert.Equal(before + 1, _proxy.Cuts);
        return outcome;
    }

    async Task<TimeSpan> PickupAsync()
    {
        var job = await WaitForAsync(await StartAsync("work 1"), j => j.IsFinished);
        return job.StartedAt!.Value - job.CreatedAt;
    }

    static (int, int) Charged(Job job) => (job.Attempt, job.CrashCount);
}
