using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Takes jobs as long as slots are free, and gives them back when the process stops.</summary>
sealed class JobWorker(
    JobQueue queue, JobRunner runner, WorkerSelf self, WorkerSessions sessions, SchemaReady schema, RunningJobs running,
    JobSignal signal, LeaseThread leases, WorkerListener listener, EngineWatch engines, IOptions<WorkerOptions> options, TimeProvider clock,
    ILogger<JobWorker> log) : BackgroundService
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
            log.Ready(self.Identity.Session, _options.Slots);
            await TakeJobsAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; StopAsync gives back what runs.
        }
    }

    /// <summary>No more claims; then time to finish; then the rest is given back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!schema.IsReady) return;

        using var limit = new CancellationTokenSource(_options.ShutdownGrace);
        await sessions.MarkStoppingAsync(self.Identity.Session, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndedAsync(_options.Drain);
        foreach (var run in running.All) run.End(EndReason.Shutdown);
        await EndedAsync(_options.ShutdownGrace - _options.Drain);
        leases.StopAndWait();
        await sessions.RemoveAsync(self.Identity.Session, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        log.Stopped(self.Identity.Session);
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

    // A job that a worker was lost with runs without company.
    bool HasFreeSlot()
    {
        var runs = running.All;
        return runs.Count < _options.Slots && !runs.Any(run => run.Alone);
    }

    async Task<Lease?> ClaimAsync(CancellationToken stopping)
    {
        foreach (var name in engines.Ready)
            if (await queue.ClaimAsync(self.Identity, name, running.Tokens, stopping) is { } lease) return lease;
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
                signal.Ring();
            }
        }
    }

    // A run ends by itself in every case that is known; what escapes is a bug and must end the process, not one slot.
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
        var longest = listener.Proven ? _options.Poll : _options.UnprovenPoll;
        if (HasFreeSlot())
        {
            foreach (var name in engines.Ready)
                if (await queue.NextDueAsync(name, stopping) is { } due && due < longest) longest = due;
        }

        await signal.WaitAsync(longest, stopping);
        await Task.Delay(Jitter * Random.Shared.NextDouble(), stopping);
    }

    async Task EndedAsync(TimeSpan longest) => await Task.WhenAll(_tasks).WaitAsync(longest, clock, CancellationToken.None)
        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
