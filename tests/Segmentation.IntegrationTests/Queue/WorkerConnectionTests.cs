using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>Connections of a worker: how many it has, and that it goes on when they are lost.</summary>
public sealed class WorkerConnectionTests : WorkerTest
{
    [Fact]
    public async Task A_run_goes_on_when_all_connections_are_cut_and_its_job_is_finished_once()
    {
        using var go = new ManualResetEventSlim();
        var engine = new SteeredEngine((_, _, ct) => Task.Run(() => go.Wait(ct), ct));
        await StartWorkerAsync(engine);
        var id = (await EnqueueAsync()).Id;
        await WaitForAsync(id, JobState.Running);

        for (var cut = 0; cut < 5; cut++)
        {
            await ExecuteAsync("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND application_name LIKE 'segmentation %' AND query LIKE $1
                """, "%lease%");
        }

        go.Set();
        var job = await WaitForAsync(id, JobState.Succeeded);
        Assert.Equal((1, 1), (engine.Runs, job.Attempt));
        Assert.Equal(1, await ScalarAsync<long>("SELECT count(*) FROM results"));
    }

    [Fact]
    public async Task A_worker_has_at_most_five_connections_however_many_slots_it_has()
    {
        var name = $"worker {Guid.NewGuid():N}";
        await StartWorkerAsync(SteeredEngine.Endless, "Slots=8", $"ApplicationName={name}");
        for (var i = 0; i < 8; i++) await EnqueueAsync();
        await Eventually.IsAsync(
            () => ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state = 'running'"), n => n == 8);

        Assert.InRange(await ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE $1", $"{name} %"), 2, 5);
    }
}
