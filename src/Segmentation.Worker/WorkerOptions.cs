using System.ComponentModel.DataAnnotations;

namespace Segmentation.Worker;

/// <summary>How this process takes and keeps jobs. Section <c>Worker</c>.</summary>
public sealed class WorkerOptions : IValidatableObject
{
    /// <summary>Jobs run at once. Default 2; from 1 to 64.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>Memory one job may use, in bytes. Default 0: three quarters of this machine's, divided by the
    /// slots.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Time a claim holds without a renewal; a worker that is silent for longer is not alive.
    /// Default 15 s; from 1 s to 10 min.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between renewals. Default 3 s; from 0.1 s to a third of <see cref="Lease"/>.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest time until changed progress is stored. Default 1 s; from 0.1 s to 1 min.</summary>
    public TimeSpan Flush { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time between sweeps for jobs of lost workers. Default 3 s; from 0.1 s to 10 min.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time between polls for work while notifications arrive. Default 15 s; from 0.1 s to 10 min.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between polls while it is not known whether notifications arrive.
    /// Default 2 s; from 0.1 s to <see cref="Poll"/>.</summary>
    public TimeSpan UnprovenPoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time between checks of the engines; an answer may take three times as long.
    /// Default 5 s; from 0.1 s to 10 min.</summary>
    public TimeSpan EngineCheck { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time a run has to end once it was asked to; then the process ends itself.
    /// Default 10 s; from 0.1 s to 10 min.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time running jobs have to finish at a shutdown before they are given back.
    /// Default 5 s; from 0 to <see cref="ShutdownGrace"/>.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time a shutdown may take in all. Default 30 s; from 1 s to 10 min.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time without any progress after which a run is ended and tried again.
    /// Default 15 min; from 1 s to 1 day.</summary>
    public TimeSpan NoProgress { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Time after which a run is failed. Default 1 day; from 1 s to 30 days.</summary>
    public TimeSpan MaxRuntime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Longest wait before a second attempt; doubles with each. Default 5 s; from 0 to
    /// <see cref="RetryCap"/>.</summary>
    public TimeSpan RetryBase { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait before any attempt. Default 10 min; from 0 to 1 day.</summary>
    public TimeSpan RetryCap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Lost workers in a row after which a job is failed; they cost it none of its attempts.
    /// Default 3; from 1 to 100.</summary>
    public int CrashLimit { get; init; } = 3;

    /// <summary>Time a job that a worker was lost with waits for an idle worker before one of the others takes no more
    /// jobs until it is idle. Default 10 s; from 0 to 1 day.</summary>
    public TimeSpan AloneAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For tests: a run pauses at a point while this folder has a file named after it: a stage,
    /// <c>claimed</c>,
    /// <c>beforeSucceed</c> or <c>afterCommit</c>; its renewals pause for <c>renew</c>. Default none.</summary>
    public string HoldFolder { get; init; } = "";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Slots is < 1 or > 64) yield return new($"Worker:Slots is {Slots}; allowed: 1 to 64.");
        if (CrashLimit is < 1 or > 100) yield return new($"Worker:CrashLimit is {CrashLimit}; allowed: 1 to 100.");
        if (MemoryBytes < 0) yield return new($"Worker:MemoryBytes is {MemoryBytes}; allowed: 0 or more.");
        var wrong = Ranges().Where(r => r.Value < r.From || r.Value > r.To);
        foreach (var (key, value, from, to) in wrong)
            yield return new($"Worker:{key} is {value}; allowed: {from} to {to}.");
    }

    IEnumerable<(string Key, TimeSpan Value, TimeSpan From, TimeSpan To)> Ranges()
    {
        var (tenth, second) = (TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(1));
        var tenMinutes = TimeSpan.FromMinutes(10);
        yield return (nameof(Lease), Lease, second, tenMinutes);
        yield return (nameof(Renewal), Renewal, tenth, Lease / 3);
        yield return (nameof(Flush), Flush, tenth, TimeSpan.FromMinutes(1));
        yield return (nameof(Sweep), Sweep, tenth, tenMinutes);
        yield return (nameof(Poll), Poll, tenth, tenMinutes);
        yield return (nameof(UnprovenPoll), UnprovenPoll, tenth, Poll);
        yield return (nameof(EngineCheck), EngineCheck, tenth, tenMinutes);
        yield return (nameof(CancelGrace), CancelGrace, tenth, tenMinutes);
        yield return (nameof(Drain), Drain, TimeSpan.Zero, ShutdownGrace);
        yield return (nameof(ShutdownGrace), ShutdownGrace, second, tenMinutes);
        yield return (nameof(NoProgress), NoProgress, second, TimeSpan.FromDays(1));
        yield return (nameof(MaxRuntime), MaxRuntime, second, TimeSpan.FromDays(30));
        yield return (nameof(RetryBase), RetryBase, TimeSpan.Zero, RetryCap);
        yield return (nameof(RetryCap), RetryCap, TimeSpan.Zero, TimeSpan.FromDays(1));
        yield return (nameof(AloneAfter), AloneAfter, TimeSpan.Zero, TimeSpan.FromDays(1));
    }
}
