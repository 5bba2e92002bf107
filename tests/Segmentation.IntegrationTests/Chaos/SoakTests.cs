using System.Collections.Concurrent;
using System.Diagnostics;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Xunit.Abstractions;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>Jobs without end, and everything that can fail, at random (T20). <c>./test --chaos MINUTES</c> runs it long
/// and at the defaults.</summary>
[Trait("Run", "chaos")]
public sealed class SoakTests(ITestOutputHelper output) : ChaosTest
{
    const int MostJobs = 10_000;
    const int Ahead = 150;

    readonly ConcurrentQueue<JobId> _jobs = new();
    readonly Random _random = new(LongRun.Seed);
    ScratchPostgres _server = null!;

    protected override TimeSpan Patience => TimeSpan.FromMinutes(5);

    protected override IEnumerable<(string, string)> Timings => (LongRun.On ? [] : base.Timings)
        .Append(("Worker__CrashLimit", "20")).Append(("Worker__Slots", "8"));

    static TimeSpan Lease => TimeSpan.FromSeconds(LongRun.On ? 15 : 3);

    static TimeSpan Time => LongRun.On ? LongRun.Time : TimeSpan.FromSeconds(40);

    static TimeSpan Between => TimeSpan.FromSeconds(LongRun.On ? 1.5 : 0.8);

    protected override async Task<string> ServerAsync()
    {
        _server = await ScratchPostgres.StartAsync();
        return _server.ConnectionString;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Every_job_that_was_acknowledged_succeeds_once_whatever_fails()
    {
        output.WriteLine($"seed {LongRun.Seed}");
        var scripts = new List<DatasetId>();
        for (var i = 0; i < 30; i++) scripts.Add(await ScriptAsync($"work {100 + (i * (LongRun.On ? 100 : 25))}"));
        var workers = Enumerable.Range(0, LongRun.On ? 8 : 4)
            .Select(n => new SoakWorker(n, Start, ConnectionString)).ToArray();
        foreach (var worker in workers) worker.Start();
        await Eventually.IsAsync(() => ScalarAsync<long>("SELECT count(*) FROM worker_sessions"), there =>
            there == workers.Length);
        var faults = new Faults(_server, workers, KillAsync, Lease, _random);

        using var over = new CancellationTokenSource();
        var feeding = FeedAsync(scripts, over.Token);
        await BreakAsync(faults);
        await over.CancelAsync();
        await feeding;
        await faults.OverAsync();
        await faults.ReviveAsync();
        var drain = Stopwatch.StartNew();
        await Eventually.IsAsync(OpenAsync, open => open == 0, TimeSpan.FromMinutes(LongRun.On ? 30 : 3));

        Sql.Clear();
        output.WriteLine($"{_jobs.Count} jobs; {faults.Counts.Values.Sum()} faults: "
            + string.Join(", ", faults.Counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"))
            + $"; drained in {drain.Elapsed.TotalSeconds:F0} s");
        output.WriteLine(await ScalarAsync<string>("""
            SELECT 'claims: ' || string_agg(outcome || ' ' || n, ', ' ORDER BY outcome)
                || '; crashes of one job at most: ' ||
                   (SELECT max(max_attempts) - 3 FROM jobs)
            FROM (SELECT outcome, count(*) AS n FROM job_attempts GROUP BY outcome) a
            """));
        Assert.Equal(_jobs.Count, await ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'succeeded'"));
        Assert.Equal(_jobs.Count, await ScalarAsync<long>("SELECT count(*) FROM results"));
        Assert.All(Enum.GetValues<Fault>(), fault =>
            Assert.True(faults.Counts.GetValueOrDefault(fault) > 0 || !LongRun.On, $"{fault} never happened."));
        foreach (var worker in workers) await worker.DisposeAsync();
    }

    // Until the time is over or all jobs were made; the last fault but one ends before.
    async Task BreakAsync(Faults faults)
    {
        using var timer = new PeriodicTimer(Between);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Time && _jobs.Count < MostJobs;)
        {
            await timer.WaitForNextTickAsync();
            await faults.OneAsync();
            await faults.ReviveAsync();
        }
    }

    // As fast as they are done, so that there is always something to be lost.
    async Task FeedAsync(List<DatasetId> scripts, CancellationToken over)
    {
        var random = new Random(LongRun.Seed + 1);
        while (!over.IsCancellationRequested && _jobs.Count < MostJobs)
        {
            var open = await OpenAsync();
            for (var i = open; i < Ahead && _jobs.Count < MostJobs; i++)
                _jobs.Enqueue(await StartAsync(scripts[random.Next(scripts.Count)]));
            await Task.Delay(200, CancellationToken.None);
        }
    }

    // The server may be away just now.
    async Task<long> OpenAsync() => await Transient.RunAsync(
        Db, _ => ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')"), None);

    RunningService Start(string name, string connectionString) =>
        StartWorker(name, $"Database__ConnectionString={connectionString}");
}
