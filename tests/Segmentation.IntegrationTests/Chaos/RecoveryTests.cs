using System.Diagnostics;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Xunit.Abstractions;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>How long a killed worker's job waits, at the defaults of the product (G8), and how many connections a
/// worker has (G14).</summary>
[Trait("Run", "chaos")]
public sealed class RecoveryTests(ITestOutputHelper output) : ChaosTest
{
    protected override IEnumerable<(string, string)> Timings => [];

    [Fact]
    public async Task A_job_of_a_killed_worker_runs_elsewhere_within_twenty_seconds()
    {
        Hold("a", "cluster");
        Hold("b", "cluster");
        var a = StartWorker("a");
        var id = await StartAsync("work 100");
        var lost = (await WaitForAsync(id, "cluster")).LeaseToken!.Value;
        StartWorker("b");
        await WaitForWorkersAsync(2);

        await KillAsync(a);
        var watch = Stopwatch.StartNew();
        await WaitForAsync(id, "cluster", after: lost);

        output.WriteLine($"kill -9 of a worker: its job runs elsewhere after {watch.Elapsed.TotalSeconds:F1} s");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        LetGo("b", "cluster");
        await WaitForAsync(id, JobState.Succeeded);
    }

    [Fact]
    public async Task A_worker_with_many_slots_has_five_connections_at_most()
    {
        StartWorker("a", "Worker__Slots=16", $"Database__ConnectionString={ConnectionString};Application Name=counted");
        var jobs = new List<JobId>();
        for (var i = 0; i < 64; i++) jobs.Add(await StartAsync($"work {200 + i}"));
        long most = 0;
        await Eventually.IsAsync(async () =>
        {
            most = Math.Max(most, await ScalarAsync<long>(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'counted %'"));
            return await ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'succeeded'");
        }, done => done == jobs.Count, TimeSpan.FromMinutes(1));

        output.WriteLine($"16 slots: {most} connections at most");
        Assert.InRange(most, 2, 5);
    }

    Task<long> WaitForWorkersAsync(int count) => Eventually.IsAsync(
        () => ScalarAsync<long>("SELECT count(*) FROM worker_sessions"), there => there == count);
}
