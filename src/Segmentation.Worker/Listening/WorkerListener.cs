using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Receives notifications of new jobs and of cancels. Both are found without it too, only later.</summary>
sealed class WorkerListener : BackgroundService
{
    readonly SchemaReady _schema;
    readonly ThisWorker _worker;
    readonly RunningJobs _running;
    readonly JobSignal _signal;
    readonly LeaseThread _leases;
    readonly DatasetInspector _inspector;
    readonly Listener _listener;

    public WorkerListener(
        Database db, SchemaReady schema, ThisWorker worker, RunningJobs running, JobSignal signal, LeaseThread leases,
        DatasetInspector inspector, ILogger<WorkerListener> log)
    {
        (_schema, _worker, _running, _signal, _leases, _inspector) =
            (schema, worker, running, signal, leases, inspector);
        _listener = new(db, [Channel.Jobs, Channel.Cancel, Channel.Datasets], log) { OnNotify = OnNotify };
    }

    /// <summary>Notifications arrive, so that polling may be slow.</summary>
    public bool IsVerified => _listener.IsVerified;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _schema.WaitAsync(stoppingToken);
        await _listener.RunAsync(stoppingToken);
    }

    // An empty payload: notifications may have been missed. A cancel only asks for an early renewal, whose answer
    // decides.
    void OnNotify(Channel channel, string payload)
    {
        var any = payload.Length == 0;
        if (channel == Channel.Jobs && (any || _worker.Engines.ContainsKey(payload))) _signal.Set();
        if (channel == Channel.Datasets) _inspector.Wake();
        if (channel == Channel.Cancel && (any || _running.All.Any(run => run.Key.JobId == payload)))
            _leases.Wake(urgent: true);
    }
}
