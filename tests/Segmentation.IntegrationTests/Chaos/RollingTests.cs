using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>Workers are replaced one after another while jobs come in, and the table gets a column (F22,
/// F23).</summary>
public sealed class RollingTests : ChaosTest
{
    const int Workers = 3;

    [Fact]
    public async Task A_rolling_deploy_loses_nothing_and_charges_nobody()
    {
        var workers = new Queue<RunningService>();
        for (var i = 0; i < Workers; i++) workers.Enqueue(StartWorker($"old{i}", "Worker__Slots=3"));
        var jobs = new List<JobId>();
        for (var i = 0; i < 20; i++) jobs.Add(await StartAsync($"work {500 + i}"));
        await Eventually.IsAsync(() => ScalarAsync<long>("SELECT count(*) FROM worker_sessions"), there =>
            there == Workers);

        // As the migration of a newer version would, in the middle.
        await ExecuteAsync("ALTER TABLE jobs ADD COLUMN of_a_newer_version text NOT NULL DEFAULT 'x'");
        for (var i = 0; i < Workers; i++)
        {
            for (var n = 0; n < 8; n++) jobs.Add(await StartAsync($"work {400 + (i * 8) + n}"));
            StartWorker($"new{i}", "Worker__Slots=3");
            await Eventually.IsAsync(
                () => ScalarAsync<long>("SELECT count(*) FROM worker_sessions WHERE NOT stopping"), there =>
                    there == Workers + 1);
            Assert.Equal(0, await workers.Dequeue().EndAsync());
        }

        foreach (var id in jobs)
        {
            var job = await WaitForAsync(id, JobState.Succeeded, seconds: 60);
            Assert.Equal((1, 0), (job.Attempt, job.CrashCount));
            Assert.DoesNotContain(await Jobs.AttemptsAsync(id, None), attempt => attempt.Outcome == "crashed");
        }

        Assert.Equal(Workers, await ScalarAsync<long>("SELECT count(*) FROM worker_sessions"));
    }
}
