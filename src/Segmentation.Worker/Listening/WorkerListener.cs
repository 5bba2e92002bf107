using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Hears of new jobs and of cancels. Both are found without it too, only later.</summary>
sealed class WorkerListener : BackgroundService
{
    readonly SchemaReady _schema;
    readonly WorkerSelf _self;
    readonly RunningJobs _running;
    readonly JobSignal _signal;
    readonly LeaseThread _leases;
    readonly DatasetInspector _inspector;
    readonly Listener _listener;

    public WorkerListener(
        Database db, SchemaReady schema, WorkerSelf self, RunningJobs running, JobSignal signal, LeaseThread leases, DatasetInspector inspector,
        ILogger<WorkerListener> log)
    {
        (_schema, _self, _running, _signal, _leases, _inspector) = (schema, self, running, signal, leases, inspector);
        _listener = new(db, [Channel.Jobs, Channel.Cancel, Channel.Datasets], log) { Heard = Hear };
    }

    /// <summary>Hints arrive, so that polling may be slow.</summary>
    public bool Proven => _listener.Proven;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _schema.WaitAsync(stoppingToken);
        await _listener.RunAsync(stoppingToken);
    }

    // An empty payload: hints may have been missed. A cancel only asks for an early renewal, whose answer decides.
    void Hear(Channel channel, string payload)
    {
        if (channel == Channel.Jobs && (payload.Length == 0 || _self.Engines.ContainsKey(payload))) _signal.Ring();
        if (channel == Channel.Datasets) _inspector.Wake();
        if (channel == Channel.Cancel && (payload.Length == 0 || _running.All.Any(run => run.Lease.Job.Id.ToString() == payload)))
            _leases.Wake(urgent: true);
    }
}
