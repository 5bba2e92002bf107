using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>A worker is alive as long as its own claims would hold, wherever that counts.</summary>
public sealed class AliveTests : WorkerTest
{
    WorkerSessions Sessions => new(Db);

    [Theory]
    [InlineData(2, 3, false)]
    [InlineData(60, 30, true)]
    public async Task A_silent_worker_is_alive_for_its_own_lease_and_no_longer(int lease, int silent, bool alive)
    {
        var worker = A with { Lease = TimeSpan.FromSeconds(lease) };
        var spark = new EngineHealth(true, "4.3.0", "http://spark:4040", null);
        await Sessions.RegisterAsync(Some.Session(worker) with { Spark = spark }, None);
        await ExecuteAsync(
            "UPDATE worker_sessions SET last_seen_at = clock_timestamp() - $1", TimeSpan.FromSeconds(silent));
        using var figures = new QueueFigures(Db);

        Assert.Equal(alive, (await Sessions.LiveAsync(None)).Count == 1);
        Assert.Equal(alive ? 1 : 0, (await figures.ReadAsync(None)).Workers);
        Assert.Equal(alive, await ShowsItsSparkAsync());
        Assert.Equal(alive, await HasAnEtaAsync());
        Assert.Equal(alive, await TakesNoMoreJobsAsync(worker));
    }

    [Fact]
    public async Task A_worker_whose_renewals_stop_is_not_alive_after_its_lease()
    {
        var pauses = Directory.CreateTempSubdirectory("segmentation-alive-").FullName;
        await StartWorkerAsync(
            new SteeredEngine((_, _, _) => Task.CompletedTask), "Lease=00:00:02", "Renewal=00:00:00.3",
            "EngineCheck=00:10:00", $"HoldFolder={pauses}");
        await LiveAsync(1);

        await File.WriteAllTextAsync(Path.Combine(pauses, "renew"), "");

        await LiveAsync(0);
        var silence = await ScalarAsync<TimeSpan>("SELECT clock_timestamp() - last_seen_at FROM worker_sessions");
        Assert.InRange(silence.TotalSeconds, 2, 14);
        Directory.Delete(pauses, recursive: true);
        await LiveAsync(1);
    }

    Task<int> LiveAsync(int count) =>
        Eventually.IsAsync(async () => (await Sessions.LiveAsync(None)).Count, live => live == count);

    async Task<bool> ShowsItsSparkAsync()
    {
        var job = await EnqueueAsync();
        await ExecuteAsync("UPDATE jobs SET spark_ui = 'http://spark:4040' WHERE id = $1", job.Key);
        return (await Jobs.FindAsync(job.Id, None))!.SparkUi is not null;
    }

    async Task<bool> HasAnEtaAsync()
    {
        await Work.SucceedAsync(await ClaimAsync(B), Some.JobResult(), ProgressReport.Empty, None);
        return (await Jobs.PositionAsync((await EnqueueAsync()).Id, None))!.EtaSeconds is not null;
    }

    // A job that a worker was lost with has waited too long: the worker that started first takes nothing else.
    async Task<bool> TakesNoMoreJobsAsync(WorkerIdentity worker)
    {
        var lost = await ClaimAsync(B);
        await ExpireAsync(lost);
        await Work.SweepAsync(None);
        await ExecuteAsync("UPDATE jobs SET run_at = clock_timestamp() - interval '11 s' WHERE id = $1", lost.Job.Key);
        await EnqueueAsync();
        return await Work.ClaimAsync(worker, "local", held: [4711], None) is null;
    }
}
