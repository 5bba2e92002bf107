namespace Segmentation.Postgres;

/// <summary>A worker's right to a job until the lease ends. The token fences every write.</summary>
/// <param name="Job">As it was claimed.</param>
/// <param name="Token">Larger than that of every earlier claim; compared by equality only.</param>
/// <param name="Session">Of the worker process.</param>
public sealed record Lease(Job Job, long Token, Guid Session);

/// <summary>Another worker has the job now, or it has ended; nothing was written.</summary>
public sealed class LeaseLostException(Lease lease)
    : Exception($"The lease {lease.Token} of {lease.Job.Id} is lost.");

/// <summary>What a run has told since it was claimed. Numbered, so that a report that arrives twice counts once.</summary>
/// <param name="Seq">Rises with every report of a lease, from 1.</param>
/// <param name="Stage">The present stage.</param>
/// <param name="Progress">0 to 100.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Stages">Every stage begun so far.</param>
/// <param name="Warnings">All so far.</param>
/// <param name="Events">Those the database has not confirmed yet.</param>
public sealed record JobReport(
    long Seq, Stage? Stage, double Progress, string Message, IReadOnlyList<StageProgress> Stages,
    IReadOnlyList<Issue> Warnings, IReadOnlyList<NewEvent> Events)
{
    /// <summary>Nothing was told yet.</summary>
    public static JobReport Empty { get; } = new(0, null, 0, "", [], [], []);
}

/// <summary>Something that happened in a run.</summary>
/// <param name="Seq">Of the report that brings it first.</param>
/// <param name="Kind"><c>stage</c>, <c>k</c> or <c>warning</c>.</param>
/// <param name="Json">An object.</param>
public sealed record NewEvent(long Seq, string Kind, string Json);

/// <summary>A lease to be renewed, with what its run has told; null when nothing is new.</summary>
public sealed record Renewal(Lease Lease, JobReport? Report);

/// <summary>A lease that still holds.</summary>
public sealed record Renewed(long Token, bool CancelRequested, bool PastDeadline);

/// <summary>How long things last in the queue. Workers set them; all processes of a service should agree.</summary>
public sealed record QueueTimings
{
    /// <summary>Time a claim holds without a renewal. Default 15 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>Longest wait before the second attempt; doubles with each. Default 5 s.</summary>
    public TimeSpan RetryBase { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>Longest wait before any attempt. Default 10 min.</summary>
    public TimeSpan RetryCap { get; init; } = TimeSpan.FromMinutes(10);
    /// <summary>First wait after a second lost worker in a row; doubles with each, at most a minute. Default 2 s.</summary>
    public TimeSpan CrashBase { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>Time a job that a worker was lost with waits for an idle worker before one of the others empties itself for it. Default 10 s.</summary>
    public TimeSpan AloneAfter { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Workers in a row that a job may take along before it is failed. Default 3.</summary>
    public int CrashLimit { get; init; } = 3;
}

/// <summary>How a run ended without a result.</summary>
/// <param name="Problem">For users.</param>
/// <param name="Error">For those who run the service.</param>
/// <param name="Retryable">Whether another attempt may help.</param>
public sealed record Failure(JobProblem Problem, string Error, bool Retryable)
{
    /// <summary>Wait before the next attempt beside the usual one. Default none.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>What happened, in a sentence that users read while they wait for the next attempt; null when there is nothing to say.</summary>
    public string? Hint { get; init; }
}
