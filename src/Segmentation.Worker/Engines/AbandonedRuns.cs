using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Frees what runs of lost workers left outside their processes. Every worker with the engine does it:
/// freeing twice is harmless.</summary>
sealed class AbandonedRuns(
    WorkQueue queue, Jobs jobs, ThisWorker worker, EngineWatch engines, SchemaReady schema,
    IOptions<WorkerOptions> options, TimeProvider clock, ILogger<AbandonedRuns> log) : BackgroundService
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly string Local = EnumWord.Of(EngineKind.Local);

    /// <summary>Before an attempt begins: frees what earlier attempts left. The attempt begins also when that
    /// fails.</summary>
    public async Task FreeEarlierAsync(Lease lease, IEngine engine, CancellationToken ct)
    {
        if (engine.Kind == EngineKind.Local) return;

        var attempts = await jobs.AttemptsAsync(lease.Job.Id, ct);
        var earlier = attempts.Where(attempt => attempt.Token < lease.Token)
            .Select(attempt => new RunKey(lease.Job.Id.ToString(), attempt.Token));
        await Task.WhenAll(earlier.Select(run => FreeAsync(engine, run, ct)));
    }

    /// <summary>One run that did not end by itself.</summary>
    /// <returns>Whether nothing is left of it.</returns>
    public async Task<bool> FreeAsync(IEngine engine, RunKey run, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await engine.AbandonAsync(run, limit.Token).WaitAsync(limit.Token);
            log.Freed(run.JobId, run.Token);
            return true;
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            log.NotFreed(error, run.JobId, run.Token);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (worker.Engines.Keys.All(name => name == Local)) return;

        await schema.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.Sweep, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var name in engines.Ready.Where(name => name != Local)) await FreeAllAsync(name, stoppingToken);
        }
    }

    async Task FreeAllAsync(string name, CancellationToken stopping)
    {
        foreach (var run in await queue.AbandonedAsync(name, stopping))
            if (await FreeAsync(worker.Engines[name], run, stopping)) await queue.ForgetAbandonedAsync(run, stopping);
    }
}
