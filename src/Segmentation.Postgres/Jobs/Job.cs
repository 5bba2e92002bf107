namespace Segmentation.Postgres;

/// <summary>Where a job stands. Nothing leaves the last three: a retry is a new job.</summary>
public enum JobState
{
    /// <summary>Waits for a worker, or for the time of its next attempt.</summary>
    Queued,
    /// <summary>A worker has it.</summary>
    Running,
    /// <summary>Its result is stored.</summary>
    Succeeded,
    /// <summary>It has no result; <see cref="Job.Problem"/> says why.</summary>
    Failed,
    /// <summary>Somebody asked it to end.</summary>
    Canceled,
}

/// <summary>A job, as its row stands.</summary>
public sealed record Job
{
    /// <summary>The row; rises with every job.</summary>
    internal long Key { get; init; }
    /// <summary>The id that callers know.</summary>
    public required JobId Id { get; init; }
    /// <summary>What is to be done. Only workers that know the kind take it.</summary>
    public required string Kind { get; init; }
    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }
    /// <summary>What the user calls it; null when not said.</summary>
    public string? Name { get; init; }
    /// <summary>May be deleted by now when the job is finished.</summary>
    public required DatasetId DatasetId { get; init; }
    /// <summary>What the user calls the file.</summary>
    public required string FileName { get; init; }
    /// <summary>What was asked for, as JSON that its kind reads.</summary>
    public required string Spec { get; init; }
    /// <summary>Engine asked for, used, and why.</summary>
    public required EngineUse Engine { get; init; }
    /// <summary>Address of the page of the Spark that ran it, while a live worker reports that Spark; null
    /// otherwise.</summary>
    public string? SparkUi { get; init; }
    /// <summary>Name of the API key it was made with; null without one.</summary>
    public string? CreatedBy { get; init; }
    /// <summary>W3C traceparent of the request that made it.</summary>
    public string? TraceContext { get; init; }
    /// <summary>The job that this one repeats.</summary>
    public JobId? RetryOf { get; init; }
    /// <summary>The schedule that made it; may be deleted by now. Null when somebody made it.</summary>
    public ScheduleId? ScheduleId { get; init; }
    /// <summary>Runs before others with a smaller number.</summary>
    public short Priority { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Not before this time; later than now while it waits for its next attempt.</summary>
    public required DateTimeOffset RunAt { get; init; }
    /// <summary>When it was first claimed.</summary>
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>The database's clock when the row was read: durations up to now are measured against it.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Attempts charged so far; a release at shutdown is not charged.</summary>
    public required int Attempt { get; init; }
    /// <summary>Attempts allowed.</summary>
    public required int MaxAttempts { get; init; }
    /// <summary>Workers in a row that were lost with it.</summary>
    public int CrashCount { get; init; }
    /// <summary>Of the last claim; kept after the end. Names the folder of the result.</summary>
    public long? LeaseToken { get; init; }
    /// <summary>Somebody asked it to end; its worker has a limited time to do so.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>The present stage; the last one when it ended; null before the first.</summary>
    public Stage? Stage { get; init; }
    /// <summary>0 to 100, never falling within an attempt.</summary>
    public required double Progress { get; init; }
    /// <summary>One sentence for people.</summary>
    public string? Message { get; init; }
    /// <summary>Every stage begun so far, in order.</summary>
    public IReadOnlyList<StageProgress> Stages { get; init; } = [];
    /// <summary>What a user should know that did not stop the job.</summary>
    public IReadOnlyList<Issue> Warnings { get; init; } = [];
    /// <summary>Why it failed; null otherwise.</summary>
    public JobProblem? Problem { get; init; }
    /// <summary>The result in a line, as JSON that its kind reads; null before it succeeded.</summary>
    public string? Summary { get; init; }

    /// <summary>In one of the three states that nothing leaves.</summary>
    public bool IsFinished => State is JobState.Succeeded or JobState.Failed or JobState.Canceled;

    /// <summary>Seconds a running job still needs at its present speed; null under 5 % and when it does not
    /// run.</summary>
    public double? EtaSeconds
    {
        get
        {
            if (State != JobState.Running || Progress < 5 || Stages is not [{ StartedAt: { } begun }, ..]) return null;
            return Math.Max(0, (ReadAt - begun).TotalSeconds * (100 - Progress) / Progress);
        }
    }
}

/// <summary>One stage of a job, as the page's stepper shows it.</summary>
/// <param name="State"><c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
/// <param name="StartedAt">By the worker's clock; for display only.</param>
/// <param name="DurationMs">Null while it runs.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 when unknown.</param>
/// <param name="Unit">What is counted; null when nothing was.</param>
/// <param name="Warnings">How many warnings the stage gave.</param>
public sealed record StageProgress(
    Stage Name, JobState State, DateTimeOffset StartedAt, long? DurationMs, long Done, long Total, string? Unit,
    int Warnings);

/// <summary>Why a job failed, in the words of a problem document.</summary>
/// <param name="Code">Upper snake.</param>
/// <param name="Title">A few words.</param>
/// <param name="Detail">What, where, and what to do. Never a path, a type name or a stack.</param>
/// <param name="Status">The HTTP status that fits.</param>
/// <param name="Numbers">Numbers that belong to the code.</param>
public sealed record JobProblem(
    string Code, string Title, string Detail, int Status, IReadOnlyDictionary<string, long> Numbers)
{
    /// <summary>A case of a kind of failure.</summary>
    public static JobProblem Of(ErrorCode error, string detail, IReadOnlyDictionary<string, long>? numbers = null) =>
        new(error.Code, error.Title, detail, error.Status, numbers ?? new Dictionary<string, long>());
}

/// <summary>One claim of a job and how it ended. For people: nothing is decided by it.</summary>
/// <param name="Outcome"><c>succeeded failed canceled released crashed</c>; null while it runs.</param>
/// <param name="Error">The whole error for those who run the service; never shown to users.</param>
sealed record JobAttempt(
    long Token, int Attempt, Guid Session, string Host, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    string? Outcome, string? Error, Stage? Stage, double? Progress);
