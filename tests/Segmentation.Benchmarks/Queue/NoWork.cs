using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Segmentation.Postgres;
using Segmentation.Worker;

namespace Segmentation.Benchmarks;

/// <summary>An engine that only notes when a run begins and, when runs are to stay, when their tokens fire.</summary>
sealed class NoWork(bool stays) : IEngine
{
    readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _begun = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _canceled = new();

    public EngineKind Kind => EngineKind.Local;

    /// <summary>The result that nothing was done for.</summary>
    public static SegmentationResult Result { get; } = new()
    {
        Parameters = new() { K = 2 },
        Engine = EngineKind.Local,
        Rows = new(3, 3, 0, 0, []),
        Dialect = new(),
        Columns = [],
        Issues = [],
        Features = [],
        Sweep = new() { Candidates = [], Chosen = 2, Reason = "k was given." },
        Structure = new() { Tested = false },
        Metrics = new()
        {
            K = 2,
            Inertia = 1,
            Iterations = 1,
            Starts = 1,
            Silhouette = 0.5,
            SilhouetteMethod = "exact",
            SilhouetteRows = 3,
            CalinskiHarabasz = 1,
            DaviesBouldin = 1,
            BetweenShare = 0.5,
        },
        Segments = [],
        Pca = new([], [], []),
        Files = [],
        Timings = [],
    };

    /// <summary>The same as the queue stores it.</summary>
    public static JobResult JobResult { get; } = SegmentJob.Result(Result);

    /// <summary>When the job was begun, as <see cref="Stopwatch"/> counts.</summary>
    public Task<long> BegunAsync(string job) => Of(_begun, job).Task;

    /// <summary>When its token fired.</summary>
    public Task<long> CanceledAsync(string job) => Of(_canceled, job).Task;

    public async Task<SegmentationResult> RunAsync(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct)
    {
        Of(_begun, run.Key.JobId).TrySetResult(Stopwatch.GetTimestamp());
        if (!stays) return Result;

        var canceled = Of(_canceled, run.Key.JobId);
        await using (ct.Register(() => canceled.TrySetResult(Stopwatch.GetTimestamp()))) await canceled.Task;
        throw new OperationCanceledException(ct);
    }

    public Task AbandonAsync(RunKey key, CancellationToken ct) => Task.CompletedTask;

    public Task<EngineHealth> CheckAsync(CancellationToken ct) => Task.FromResult(EngineHealth.Here);

    /// <summary>A worker as the product hosts it, with this engine in place of the local one.</summary>
    public async Task<IHost> StartWorkerAsync(
        QueueSchema queue, int slots, string? connectionString = null, TimeSpan? poll = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = connectionString ?? queue.ConnectionString,
            ["Storage:DataFolder"] = queue.Files.Root,
            ["Worker:Slots"] = $"{slots}",
            ["Worker:MemoryBytes"] = "1000000000",
            ["Worker:Drain"] = "00:00:00",
        });
        if (poll is { } often)
            builder.Configuration.AddInMemoryCollection(
                new Dictionary<string, string?> { ["Worker:Poll"] = $"{often}", ["Worker:UnprovenPoll"] = $"{often}" });
        builder.Services.AddSingleton<IEngine>(this);
        builder.Services.AddSegmentationWorker();
        var worker = builder.Build();
        await worker.StartAsync();
        return worker;
    }

    public static async Task StopAsync(IHost worker)
    {
        await worker.StopAsync();
        worker.Dispose();
    }

    static TaskCompletionSource<long> Of(ConcurrentDictionary<string, TaskCompletionSource<long>> all, string job) =>
        all.GetOrAdd(job, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
