using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;
using Segmentation.Spark;

namespace Segmentation.Worker;

/// <summary>A worker: takes jobs from the queue and runs them; the commands <c>serve</c> and <c>worker</c> host
/// it.</summary>
public static class SegmentationWorker
{
    // With two for the queue, one for the leases and one that listens that makes five, however many slots there are.
    const int WorkConnections = 1;

    /// <summary>Name of the source of the spans of runs and stages.</summary>
    public const string TraceSource = RunTrace.SourceName;

    /// <summary>Registers the worker; an engine that was registered before replaces the local one.</summary>
    public static IServiceCollection AddSegmentationWorker(this IServiceCollection services)
    {
        services.AddOptions<WorkerOptions>().BindConfiguration("Worker").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<WorkerOptions>>(
            (host, worker) => host.ShutdownTimeout = worker.Value.ShutdownGrace);
        services.AddSegmentationPostgres(WorkConnections, Timeout.InfiniteTimeSpan);
        services.AddWorkQueue(all => Timings(all.GetRequiredService<IOptions<WorkerOptions>>().Value));
        services.TryAddSingleton<IEngine, LocalEngine>();
        services.AddSegmentationSpark();
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<IJobWork, SegmentWork>()
            .AddSingleton<ThisWorker>().AddSingleton<RunningJobs>().AddSingleton<DatabaseContact>()
            .AddSingleton<TestPause>().AddSingleton<JobSignal>().AddSingleton<JobRunner>().AddSingleton<JobEnding>()
            .AddSingleton<LeaseThread>()
            .AddHostedService<JobWorker>()
            // Services stop in reverse order: this one must stop before the worker, whose row it would write again.
            .AddSingleton<EngineWatch>().AddHostedService(all => all.GetRequiredService<EngineWatch>())
            .AddSingleton<AbandonedRuns>().AddHostedService(all => all.GetRequiredService<AbandonedRuns>())
            .AddSingleton<DatasetInspector>().AddHostedService(all => all.GetRequiredService<DatasetInspector>())
            .AddSingleton<WorkerListener>().AddHostedService(all => all.GetRequiredService<WorkerListener>())
            .AddHostedService<Sweeper>()
            .AddHostedService<Scheduler>()
            .AddHostedService<Watchdog>();
    }

    static QueueTimings Timings(WorkerOptions options) =>
        new()
        {
            Lease = options.Lease,
            RetryBase = options.RetryBase,
            RetryCap = options.RetryCap,
            AloneAfter = options.AloneAfter,
            CrashLimit = options.CrashLimit,
        };
}
