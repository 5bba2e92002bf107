using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Xunit.Abstractions;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>Cancels that race with the ends of their jobs (F20, F21).</summary>
public sealed class CancelStormTests(ITestOutputHelper output) : ChaosTest
{
    const int Storm = 500;

    FaultProxy? _proxy;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_proxy is not null) await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_cancel_is_answered_by_what_becomes_of_the_job(bool notified)
    {
        var random = new Random(LongRun.Seed);
        output.WriteLine($"seed {LongRun.Seed}");
        _proxy = FaultProxy.Before(new NpgsqlConnectionStringBuilder(ConnectionString).Port);
        var through = new NpgsqlConnectionStringBuilder(ConnectionString) { Port = _proxy.Port }.ConnectionString;
        var worker = StartWorker(
            "a", "Worker__Slots=16", $"Database__ConnectionString={through}", "Worker__UnprovenPoll=00:00:00.2");
        var script = await ScriptAsync("work 40");
        var first = await StartAsync(script);
        await WaitForAsync(first, JobState.Succeeded);
        if (!notified)
            await Eventually.IsAsync(() => Task.FromResult(_proxy.HalfOpen("LISTEN \"")), found => found == 1);

        var answered = new ConcurrentDictionary<JobId, JobState>();
        var due = new ConcurrentQueue<(long At, JobId Id)>();
        for (var i = 0; i < Storm; i++)
        {
            var id = await StartAsync(script);
            due.Enqueue((Stopwatch.GetTimestamp() + (Stopwatch.Frequency * random.Next(200) / 1_000), id));
            await CancelDueAsync(due, answered);
        }

        await Eventually.IsAsync(() => CancelDueAsync(due, answered), left => left == 0, TimeSpan.FromMinutes(1));
        foreach (var (id, state) in answered)
        {
            var job = await WaitForAsync(id, j => j.IsFinished, seconds: 60);
            if (state is not JobState.Running) Assert.Equal(state, job.State);
            else Assert.True(job.State is JobState.Canceled or JobState.Succeeded, $"{id} is {job.State}");
        }

        Assert.Equal(Storm, answered.Count);
        output.WriteLine(
            string.Join(", ", answered.GroupBy(a => a.Value).Select(g => $"{g.Count()} answered with {g.Key}")));
        Assert.DoesNotContain("the run under lease", worker.Said);
    }

    async Task<int> CancelDueAsync(
        ConcurrentQueue<(long At, JobId Id)> due, ConcurrentDictionary<JobId, JobState> answered)
    {
        while (due.TryPeek(out var next) && next.At < Stopwatch.GetTimestamp() && due.TryDequeue(out next))
            answered[next.Id] = (await Jobs.CancelAsync(next.Id, "storm", None))!.After;
        return due.Count;
    }
}
