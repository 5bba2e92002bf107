using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Asks which engines can be used now and publishes it in the worker's row: only jobs for those are
/// taken.</summary>
sealed class EngineWatch(
    ThisWorker worker, WorkerSessions sessions, SchemaReady schema, JobSignal signal, IOptions<WorkerOptions> options,
    TimeProvider clock, ILogger<EngineWatch> log) : BackgroundService
{
    // A busy engine may answer late; one that is gone refuses at once.
    const int ChecksToAnswer = 3;
    static readonly EngineHealth NotAsked = new(false, null, null, "It was not asked yet.");
    static readonly string Version =
        typeof(EngineWatch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    readonly ConcurrentDictionary<string, EngineHealth> _health = new(worker.Engines.ToDictionary(
        engine => engine.Key, engine => engine.Value.Kind == EngineKind.Local ? EngineHealth.Here : NotAsked));
    readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile string[] _published = [];

    /// <summary>Completes when the worker's row is there.</summary>
    public Task Registered => _registered.Task;

    /// <summary>Queues whose engine is ready and is in the worker's row, from which a claim copies the address of
    /// Spark's page.</summary>
    public IReadOnlyList<string> Ready => [.. _published.Where(queue => _health[queue].Ready)];

    /// <summary>What an engine runs on went away during a run: no other job begins there before it has answered
    /// again.</summary>
    public void MarkUnavailable(IEngine engine, string problem) =>
        _health[EnumWord.Of(engine.Kind)] = new(false, null, null, problem);

    // The row is written before any engine is asked: jobs of the local engine do not wait for Spark.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        await PublishAsync(stoppingToken);
        _registered.SetResult();
        using var timer = new PeriodicTimer(options.Value.EngineCheck, clock);
        do
        {
            await Task.WhenAll(worker.Engines.Select(engine => AskAsync(engine.Key, engine.Value, stoppingToken)));
            await PublishAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task PublishAsync(CancellationToken stopping)
    {
        string[] ready = [.. worker.Engines.Keys.Where(queue => _health[queue].Ready)];
        await sessions.RegisterAsync(Session(ready), stopping);
        var more = ready.Except(_published).Any();
        _published = ready;
        if (more) signal.Set();
    }

    async Task AskAsync(string queue, IEngine engine, CancellationToken stopping)
    {
        var health = await HealthAsync(engine, stopping);
        var before = _health[queue];
        _health[queue] = health;
        if (health.Ready != before.Ready) log.EngineChanged(queue, health.Ready, health.Problem ?? health.Version);
    }

    // An engine that neither answers nor observes the token must not delay the others.
    async Task<EngineHealth> HealthAsync(IEngine engine, CancellationToken stopping)
    {
        var longest = options.Value.EngineCheck * ChecksToAnswer;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(longest);
        try
        {
            return await engine.CheckAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(false, null, null, $"It did not answer within {longest.TotalSeconds:0.#} s.");
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            log.CheckFailed(error, engine.Kind);
            return new(false, null, null, "It could not be asked; the worker's log says why.");
        }
    }

    WorkerSession Session(string[] ready) => new(
        worker.Identity.Session, worker.Identity.Host, Environment.ProcessId, Version,
        [.. ready.Select(queue => worker.Engines[queue].Kind)], worker.Identity.Kinds, options.Value.Slots,
        worker.MemoryBytes)
    {
        Lease = options.Value.Lease,
        Spark = _health.GetValueOrDefault(EnumWord.Of(EngineKind.Spark)),
    };
}
