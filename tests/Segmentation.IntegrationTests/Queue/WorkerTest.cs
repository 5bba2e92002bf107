using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Segmentation.Worker;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>Workers in this process, with leases of three seconds and an engine that does what the test says.</summary>
public abstract class WorkerTest : QueueTest
{
    readonly List<IHost> _workers = [];

    public override async Task DisposeAsync()
    {
        foreach (var worker in _workers) await StopAsync(worker);
        await base.DisposeAsync();
    }

    /// <summary>Starts a worker; settings are pairs of <c>Name=value</c> of its section.</summary>
    protected Task<IHost> StartWorkerAsync(IEngine? engine, params string[] settings) =>
        StartWorkerAsync(engine is null ? [] : new[] { engine }, settings);

    /// <summary>The same with several engines.</summary>
    protected Task<IHost> StartWorkerAsync(IEngine[] engines, params string[] settings) => StartWorkerAsync(
        services => Array.ForEach(engines, engine => services.AddSingleton(engine)), settings);

    /// <summary>The same with one more kind of job.</summary>
    private protected Task<IHost> StartWorkerAsync(IJobWork work, params string[] settings) =>
        StartWorkerAsync(services => services.AddSingleton(work), settings);

    async Task<IHost> StartWorkerAsync(Action<IServiceCollection> register, string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(Settings(settings));
        register(builder.Services);
        builder.Services.AddSegmentationWorker();
        var worker = builder.Build();
        _workers.Add(worker);
        await worker.StartAsync();
        return worker;
    }

    protected static async Task StopAsync(IHost worker)
    {
        await worker.StopAsync();
        worker.Dispose();
    }

    protected Task<Job> WaitForAsync(JobId id, Func<Job, bool> fits, int seconds = 20) =>
        Eventually.IsAsync(async () => (await Jobs.FindAsync(id, None))!, fits, TimeSpan.FromSeconds(seconds));

    protected Task<Job> WaitForAsync(JobId id, JobState state, int seconds = 20) =>
        WaitForAsync(id, job => job.State == state, seconds);

    /// <summary>Files are removed after the end is stored.</summary>
    protected Task WaitForNoFolderAsync(JobId id) =>
        Eventually.IsAsync(() => Task.FromResult(HasNoFolder(id)), gone => gone);

    protected bool HasNoFolder(JobId id) => !Directory.Exists(Path.GetDirectoryName(Files.JobFolder(id, 1)));

    Dictionary<string, string?> Settings(string[] own)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = ConnectionString,
            ["Storage:DataFolder"] = Files.Root,
            ["Worker:Lease"] = "00:00:03",
            ["Worker:Renewal"] = "00:00:00.5",
            ["Worker:Sweep"] = "00:00:00.5",
            ["Worker:Flush"] = "00:00:00.2",
            ["Worker:Drain"] = "00:00:00",
            ["Worker:RetryBase"] = "00:00:00.1",
        };
        foreach (var pair in own.Select(pair => pair.Split('=')))
            settings[pair[0].Contains(':') ? pair[0] : $"Worker:{pair[0]}"] = pair[1];
        if (settings.Remove("Worker:ApplicationName", out var name))
            settings["Database:ConnectionString"] += $";Application Name={name}";
        return settings;
    }
}

/// <summary>A workload that a test steers: what it tells, how long it takes, how it ends.</summary>
sealed class SteeredEngine(Func<EngineRun, IProgress<EngineEvent>, CancellationToken, Task> work) : IEngine
{
    int _runs;

    /// <summary>What a run does before it ends.</summary>
    public Func<EngineRun, IProgress<EngineEvent>, CancellationToken, Task> Work { get; set; } = work;

    public EngineKind Kind { get; init; } = EngineKind.Local;

    public int Runs => _runs;

    /// <summary>What the worker gave up, in order.</summary>
    public ConcurrentQueue<RunKey> Abandoned { get; } = new();

    /// <summary>What it does when a run is given up.</summary>
    public Func<RunKey, Task> Abandon { get; set; } = _ => Task.CompletedTask;

    /// <summary>What it says when it is asked how it is.</summary>
    public Func<CancellationToken, Task<EngineHealth>> Health { get; set; } = _ => Task.FromResult(EngineHealth.Here);

    /// <summary>Runs until it is told to end, and tells that it moves.</summary>
    public static SteeredEngine Endless { get; } = new(async (_, events, ct) =>
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        events.Report(new EngineEvent.StageStarted(Stage.Load));
        for (var i = 0L; ; i++)
        {
            events.Report(new EngineEvent.Progress(Stage.Load, Math.Min(i, 900), 1_000, "rows", "Reading"));
            await timer.WaitForNextTickAsync(ct);
        }
    });

    public async Task<SegmentationResult> RunAsync(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct)
    {
        Interlocked.Increment(ref _runs);
        await Work(run, events, ct);
        await File.WriteAllTextAsync(Path.Combine(run.OutputFolder, "assignments.csv"), "x", ct);
        return Some.Result(new OutputFile("assignments.csv", 1, 1));
    }

    public Task AbandonAsync(RunKey key, CancellationToken ct)
    {
        Abandoned.Enqueue(key);
        return Abandon(key);
    }

    public Task<EngineHealth> CheckAsync(CancellationToken ct) => Health(ct);
}
