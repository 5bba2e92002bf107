using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Takes jobs while slots are free, and gives them back when the process stops.</summary>
sealed class JobWorker(
    WorkQueue queue, JobRunner runner, ThisWorker worker, WorkerSessions sessions, SchemaReady schema,
    RunningJobs running, JobSignal signal, LeaseThread leases, WorkerListener listener, EngineWatch engines,
    IOptions<WorkerOptions> options, TimeProvider clock, ILogger<JobWorker> log) : BackgroundService
{
    static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(20);

    readonly WorkerOptions _options = options.Value;
    readonly List<Task> _tasks = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await schema.WaitAsync(stoppingToken);
            await engines.Registered.WaitAsync(stoppingToken);
            leases.Start();
            log.Ready(worker.Identity.Session, _options.Slots);
            await TakeJobsAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; StopAsync gives back what runs.
        }
    }

    /// <summary>Ends claiming, leaves the runs some time to finish, then gives the rest back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!schema.IsReady) return;

        using var limit = new CancellationTokenSource(_options.ShutdownGrace);
        await sessions.MarkStoppingAsync(worker.Identity.Session, limit.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndedAsync(_options.Drain);
        foreach (var run in running.All) run.End(EndReason.Shutdown);
        await EndedAsync(_options.ShutdownGrace - _options.Drain);
        leases.StopAndWait();
        await sessions.RemoveAsync(worker.Identity.Session, limit.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        log.Stopped(worker.Identity.Session);
    }

    async Task TakeJobsAsync(CancellationToken stopping)
    {
        while (true)
        {
            await FailedRunsAsync();
            if (HasFreeSlot() && await ClaimAsync(stopping) is { } lease) Begin(lease);
            else await WaitAsync(stopping);
        }
    }

    // A job that a worker was lost with runs alone.
    bool HasFreeSlot()
    {
        var runs = running.All;
        return runs.Count < _options.Slots && !runs.Any(run => run.Alone);
    }

    async Task<Lease?> ClaimAsync(CancellationToken stopping)
    {
        foreach (var name in engines.Ready)
            if (await queue.ClaimAsync(worker.Identity, name, running.Tokens, stopping) is { } lease) return lease;
        return null;
    }

    void Begin(Lease lease)
    {
        var run = new ActiveRun(lease, clock);
        running.Add(run);
        _tasks.Add(Task.Run(() => RunAsync(run), CancellationToken.None));
    }

    async Task RunAsync(ActiveRun run)
    {
        using (run)
        {
            try
            {
                await runner.RunAsync(run);
            }
            finally
            {
                running.Remove(run);
                signal.Set();
            }
        }
    }

    // The runner handles every error of a run; an exception that escapes it is a bug and must end the process.
    async Task FailedRunsAsync()
    {
        foreach (var ended in _tasks.Where(task => task.IsCompleted).ToArray())
        {
            _tasks.Remove(ended);
            await ended;
        }
    }

    async Task WaitAsync(CancellationToken stopping)
    {
        var longest = listener.IsVerified ? _options.Poll : _options.UnprovenPoll;
        if (HasFreeSlot())
        {
            foreach (var name in engines.Ready)
                if (await queue.NextDueAsync(name, stopping) is { } due && due < longest) longest = due;
        }

        await signal.WaitAsync(longest, stopping);
        await Task.Delay(Jitter * Random.Shared.NextDouble(), stopping);
    }

    async Task EndedAsync(TimeSpan longest) => await Task.WhenAll(_tasks)
        .WaitAsync(longest, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
