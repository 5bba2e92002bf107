using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Why a run was told to end.</summary>
enum EndReason
{
    /// <summary>It was not.</summary>
    None,
    /// <summary>Somebody canceled the job.</summary>
    Canceled,
    /// <summary>Another worker has the job, or it has ended.</summary>
    LeaseLost,
    /// <summary>The worker stops.</summary>
    Shutdown,
    /// <summary>It ran longer than a run may.</summary>
    Deadline,
    /// <summary>It has not moved for too long.</summary>
    NoProgress,
}

/// <summary>One job that this process runs under one lease.</summary>
sealed class ActiveRun(Lease lease, TimeProvider clock) : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock _gate = new();
    long _toldAt;
    bool _over;

    public Lease Lease { get; } = lease;

    public RunProgress Progress { get; } = new(clock);

    /// <summary>Fires when the run shall end.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Completes when the run did not end although it was told to.</summary>
    public Task Abandoned => _abandoned.Task;

    /// <summary>The first reason it was given.</summary>
    public EndReason Reason { get; private set; }

    /// <summary>Its end is being stored: the renewals would only stand behind that.</summary>
    public bool Ending { get; set; }

    /// <summary>A worker was lost with this job before: it runs without company.</summary>
    public bool Alone => Lease.Job.CrashCount > 0;

    /// <summary>Tells the run to end. The first reason stays, but a lost lease outdoes all: nothing may be written then.</summary>
    public void End(EndReason reason)
    {
        lock (_gate)
        {
            if (Reason == EndReason.None) _toldAt = clock.GetTimestamp();
            if (Reason == EndReason.None || reason == EndReason.LeaseLost) Reason = reason;

            // On another thread: what the engine does when it hears of it must not hold up the leases.
            if (!_over) _ = _stop.CancelAsync();
        }
    }

    /// <summary>It was told to end longer ago than this.</summary>
    public bool Overdue(TimeSpan grace)
    {
        lock (_gate) return Reason != EndReason.None && clock.GetElapsedTime(_toldAt) > grace;
    }

    public void Abandon() => _abandoned.TrySetResult();

    public void Dispose()
    {
        lock (_gate) _over = true;
        _stop.Dispose();
    }
}
