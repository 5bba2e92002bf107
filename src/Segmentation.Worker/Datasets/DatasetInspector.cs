using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;
using Segmentation.Spark;
using Segmentation.Spark.Connect;

namespace Segmentation.Worker;

/// <summary>Inspects data on the cluster for the API, which has no Spark. Every worker whose Spark is ready does it,
/// one dataset at a time.</summary>
sealed class DatasetInspector(
    Inspections inspections, ThisWorker worker, EngineWatch engines, FileStore files, SchemaReady schema,
    IOptions<DatasetOptions> datasets, IOptions<WorkerOptions> options, TimeProvider clock,
    ILogger<DatasetInspector> log) : BackgroundService
{
    const int MostAttempts = 3;
    static readonly string Queue = EnumWord.Of(EngineKind.Spark);
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    readonly JobSignal _signal = new();

    /// <summary>There may be something to inspect.</summary>
    public void Wake() => _signal.Set();

    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (datasets.Value.ReadRoots().Count == 0) return;
        if (worker.Engines.GetValueOrDefault(Queue) is not SparkEngine spark) return;

        await schema.WaitAsync(stoppingToken);
        while (true)
        {
            if (engines.Ready.Contains(Queue) && await inspections.ClaimAsync(stoppingToken) is { } lease)
                await InspectAsync(spark, lease, stoppingToken);
            else
                await _signal.WaitAsync(options.Value.Sweep, stoppingToken);
        }
    }

    async Task InspectAsync(SparkEngine spark, InspectionLease lease, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Longest);
        try
        {
            if (lease.Attempt > MostAttempts) throw new TimeoutException("Workers were lost with it, again and again.");
            if (lease.Earlier is { } earlier) await spark.AbandonAsync(new($"{lease.Id}", earlier), limit.Token);
            var uri = datasets.Value.Allowed(lease.Uri);
            var work = spark.InspectAsync(new($"{lease.Id}", lease.Token), uri, files.NewUpload(), limit.Token);
            await KeepAsync(lease, work, limit);
            await inspections.SucceedAsync(lease, await work, stopping);
        }
        catch (InvalidDatasetException invalid)
        {
            await inspections.RefuseAsync(lease, RunFailures.Refused(invalid), stopping);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            log.NotInspected(error, lease.Id, lease.Attempt);
            if (error is SparkException { IsUnavailable: true })
                engines.MarkUnavailable(spark, "It went away while it was asked about a dataset.");
            await GiveUpAsync(lease, error, stopping);
        }
    }

    async Task GiveUpAsync(InspectionLease lease, Exception error, CancellationToken stopping)
    {
        if (lease.Attempt < MostAttempts) await inspections.RenewAsync(lease, stopping, Pause);
        else await inspections.RefuseAsync(lease, RunFailures.OfInspection(error), stopping);
    }

    /// <summary>Renews the lease until the work ends, and ends the work when it is lost.</summary>
    async Task KeepAsync(InspectionLease lease, Task work, CancellationTokenSource limit)
    {
        using var timer = new PeriodicTimer(Inspections.Lease / 3, clock);
        while (!work.IsCompleted)
        {
            var tick = timer.WaitForNextTickAsync(limit.Token).AsTask();
            if (await Task.WhenAny(work, tick) == work) return;
            if (!await inspections.RenewAsync(lease, limit.Token)) await limit.CancelAsync();
        }
    }
}
