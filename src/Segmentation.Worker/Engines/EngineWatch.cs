using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Knows which engines can be used now, and says so in the worker's row: jobs are taken for those alone.</summary>
sealed class EngineWatch(
    WorkerSelf self, WorkerSessions sessions, SchemaReady schema, JobSignal signal, IOptions<WorkerOptions> options,
    TimeProvider clock, ILogger<EngineWatch> log) : BackgroundService
{
    // A busy engine may be slow; one that is gone refuses at once.
    const int Patience = 3;
    static readonly EngineHealth NotAsked = new(false, null, null, "It was not asked yet.");
    static readonly string Version =
        typeof(EngineWatch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    readonly ConcurrentDictionary<string, EngineHealth> _health = new(self.Engines.Select(
        engine => KeyValuePair.Create(engine.Key, engine.Value.Kind == EngineKind.Local ? EngineHealth.Here : NotAsked)));
    readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile string[] _published = [];

    /// <summary>The worker's row is there.</summary>
    public Task Registered => _registered.Task;

    /// <summary>Queues whose engine is ready, and of which the worker's row says so: a claim takes from there where Spark's page is.</summary>
    public IReadOnlyList<string> Ready => [.. _published.Where(queue => _health[queue].Ready)];

    /// <summary>What an engine runs on went away in the middle of a run: no other job is begun there before it has answered again.</summary>
    public void Doubt(IEngine engine, string problem) => _health[WorkerSelf.QueueOf(engine.Kind)] = new(false, null, null, problem);

    // The row is written before anybody is asked: jobs of the local engine do not wait for another one.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        await PublishAsync(stoppingToken);
        _registered.SetResult();
        using var timer = new PeriodicTimer(options.Value.EngineCheck, clock);
        do
        {
            await Task.WhenAll(self.Engines.Select(engine => AskAsync(engine.Key, engine.Value, stoppingToken)));
            await PublishAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task PublishAsync(CancellationToken stopping)
    {
        string[] ready = [.. self.Engines.Keys.Where(queue => _health[queue].Ready)];
        await sessions.RegisterAsync(Session(ready), stopping);
        var more = ready.Except(_published).Any();
        _published = ready;
        if (more) signal.Ring();
    }

    async Task AskAsync(string queue, IEngine engine, CancellationToken stopping)
    {
        var health = await HealthAsync(engine, stopping);
        var before = _health[queue];
        _health[queue] = health;
        if (health.Ready != before.Ready) log.EngineChanged(queue, health.Ready, health.Problem ?? health.Version);
    }

    // An engine that neither answers nor heeds the token must not hold up the others.
    async Task<EngineHealth> HealthAsync(IEngine engine, CancellationToken stopping)
    {
        var patience = options.Value.EngineCheck * Patience;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(patience);
        try
        {
            return await engine.CheckAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(false, null, null, $"It did not answer within {patience.TotalSeconds:0.#} s.");
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            log.CheckFailed(error, engine.Kind);
            return new(false, null, null, "It could not be asked; the worker's log says why.");
        }
    }

    WorkerSession Session(string[] ready) => new(
        self.Identity.Session, self.Identity.Host, Environment.ProcessId, Version,
        [.. ready.Select(queue => self.Engines[queue].Kind)], options.Value.Slots, self.MemoryBytes, default, default)
    {
        Spark = _health.GetValueOrDefault(WorkerSelf.QueueOf(EngineKind.Spark)),
    };
}
