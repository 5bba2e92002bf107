using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Why a run was asked to end.</summary>
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
    long _endRequestedAt;
    bool _disposed;

    public Lease Lease { get; } = lease;

    public Job Job => Lease.Job;

    /// <summary>Names the run outside this process.</summary>
    public RunKey Key => new(Job.Id.ToString(), Lease.Token);

    public ProgressRecorder Progress { get; } = new(clock);

    /// <summary>Fires when the run shall end.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Completes when the run did not end although it was asked to.</summary>
    public Task Abandoned => _abandoned.Task;

    /// <summary>The first reason that was given.</summary>
    public EndReason Reason { get; private set; }

    /// <summary>Its end is being stored: a renewal would only wait for the row's lock.</summary>
    public bool Ending { get; set; }

    /// <summary>A worker was lost with this job before: it runs alone.</summary>
    public bool Alone => Job.CrashCount > 0;

    /// <summary>Asks the run to end. The first reason stays, except that a lost lease replaces any other: nothing may
    /// be written then.</summary>
    public void End(EndReason reason)
    {
        lock (_gate)
        {
            if (Reason == EndReason.None) _endRequestedAt = clock.GetTimestamp();
            if (Reason == EndReason.None || reason == EndReason.LeaseLost) Reason = reason;

            // Callbacks run on another thread: the engine's must not delay renewals.
            if (!_disposed) _ = _stop.CancelAsync();
        }
    }

    /// <summary>It was asked to end longer ago than this.</summary>
    public bool IsOverdue(TimeSpan grace)
    {
        lock (_gate) return Reason != EndReason.None && clock.GetElapsedTime(_endRequestedAt) > grace;
    }

    public void Abandon() => _abandoned.TrySetResult();

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _stop.Dispose();
    }
}
