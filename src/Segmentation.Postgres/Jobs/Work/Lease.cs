namespace Segmentation.Postgres;

/// <summary>A worker process, from its start to its end.</summary>
/// <param name="Session">Made at the start, never reused.</param>
/// <param name="Host">For people.</param>
/// <param name="Kinds">Kinds of jobs it knows; it takes no others.</param>
/// <param name="Lease">Time a claim holds without a renewal.</param>
/// <param name="MaxRuntime">Time after which a run is failed, even when it makes progress.</param>
sealed record WorkerIdentity(
    Guid Session, string Host, IReadOnlyList<string> Kinds, TimeSpan Lease, TimeSpan MaxRuntime);

/// <summary>A worker's right to a job until the lease ends. The token fences every write.</summary>
/// <param name="Job">As it was claimed.</param>
/// <param name="Token">Larger than that of every earlier claim; compared by equality only.</param>
/// <param name="Session">Of the worker process.</param>
sealed record Lease(Job Job, long Token, Guid Session);

/// <summary>Another worker has the job now, or it has ended; nothing was written.</summary>
sealed class LeaseLostException(Lease lease) : Exception($"The lease {lease.Token} of {lease.Job.Id} is lost.");

/// <summary>Progress of a run since it was claimed. Numbered, so that a report that arrives twice counts
/// once.</summary>
/// <param name="Seq">Rises with every report of a lease, from 1.</param>
/// <param name="Stage">The present stage.</param>
/// <param name="Progress">0 to 100.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Stages">Every stage begun so far.</param>
/// <param name="Warnings">All so far.</param>
/// <param name="Events">Those the database has not confirmed yet.</param>
sealed record ProgressReport(
    long Seq, Stage? Stage, double Progress, string Message, IReadOnlyList<StageProgress> Stages,
    IReadOnlyList<Issue> Warnings, IReadOnlyList<NewEvent> Events)
{
    /// <summary>The stage as its column has it.</summary>
    public string? StageWord => Stage is { } stage ? EnumWord.Of(stage) : null;

    /// <summary>Nothing was reported yet.</summary>
    public static ProgressReport Empty { get; } = new(0, null, 0, "", [], [], []);
}

/// <summary>Something that happened in a run.</summary>
/// <param name="Seq">Of the report that brings it first.</param>
/// <param name="Kind"><c>stage</c>, <c>k</c> or <c>warning</c>.</param>
/// <param name="Json">An object.</param>
sealed record NewEvent(long Seq, string Kind, string Json);

/// <summary>How a run ended without a result.</summary>
/// <param name="Problem">For users.</param>
/// <param name="Error">For those who run the service.</param>
/// <param name="Retryable">Whether another attempt may help.</param>
sealed record Failure(JobProblem Problem, string Error, bool Retryable)
{
    /// <summary>Wait before the next attempt in addition to the usual one. Default none.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>What happened, in a sentence for users who wait for the next attempt; null when there is nothing to
    /// say.</summary>
    public string? Message { get; init; }

    /// <summary>What was asked for is not understood by this version of the program.</summary>
    public static Failure Unreadable(Exception error) => new(
        JobProblem.Of(
            RunErrors.UnreadableJob,
            "What was asked for is not understood by this version of the service. Start the job anew."),
        error.ToString(), Retryable: false);
}
