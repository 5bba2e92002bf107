namespace Segmentation.Postgres;

/// <summary>A job to be queued.</summary>
/// <param name="Kind">What is to be done; any word, since the workers that know it may be started later.</param>
/// <param name="DatasetId">Must exist.</param>
/// <param name="Spec">What is asked for, as JSON that the kind reads; every default filled in that is known.</param>
/// <param name="Engine">Decided before; <see cref="EngineUse.Used"/> names the queue.</param>
public sealed record NewJob(string Kind, DatasetId DatasetId, string Spec, EngineUse Engine)
{
    /// <summary>What the user calls it.</summary>
    public string? Name { get; init; }
    /// <summary>W3C traceparent.</summary>
    public string? TraceContext { get; init; }
    /// <summary>Runs before others with a smaller number. Default 0.</summary>
    public short Priority { get; init; }
    /// <summary>Not before this time; null: as soon as a worker is free.</summary>
    public DateTimeOffset? RunAt { get; init; }
    /// <summary>The API key it is made with, whose limit on open jobs holds; null without one.</summary>
    public ApiKeyId? ApiKey { get; init; }
    /// <summary>The same key gives the same job for 24 hours.</summary>
    public IdempotencyKey? Idempotency { get; init; }

    /// <summary>The job that this one repeats; set by <see cref="Jobs.RetryAsync"/>.</summary>
    internal JobId? RetryOf { get; init; }
    /// <summary>The schedule that makes it.</summary>
    internal ScheduleId? Schedule { get; init; }
    /// <summary>A queue has the name of its engine.</summary>
    internal string Queue => EnumWord.Of(Engine.Used);
}

/// <summary>The caller's name for a request, and a hash of the request's body.</summary>
/// <param name="Key">1 to 255 characters.</param>
/// <param name="BodyHash">SHA-256 of the body.</param>
public sealed record IdempotencyKey(string Key, byte[] BodyHash);

/// <summary>What became of a job that was to be queued.</summary>
public enum EnqueueOutcome
{
    /// <summary>It is queued.</summary>
    Created,
    /// <summary>The same request made this job before.</summary>
    Replayed,
    /// <summary>Another request has used the idempotency key.</summary>
    KeyReused,
    /// <summary>There is no such dataset.</summary>
    NoDataset,
    /// <summary>The API key has as many open jobs as it may have.</summary>
    TooManyOpen,
}

/// <summary>What became of a job that was to be queued.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Job">Null unless created or replayed.</param>
public sealed record Enqueued(EnqueueOutcome Outcome, Job? Job)
{
    /// <summary>How many open jobs the API key may have, where that was the reason.</summary>
    public int? OpenLimit { get; init; }
}

/// <summary>A cancel: the state before and after. Unchanged and final before: it came too late.</summary>
public sealed record CancelOutcome(JobState Before, JobState After, Job Job);

/// <summary>What became of a deletion.</summary>
public enum Deletion
{
    /// <summary>It is gone; its id is known as deleted for 30 days.</summary>
    Deleted,
    /// <summary>There is none, or it was deleted before.</summary>
    NotFound,
    /// <summary>A job runs with it (or is it): cancel first.</summary>
    InUse,
}

/// <summary>Which jobs to list. All conditions hold together.</summary>
public sealed record JobQuery
{
    /// <summary>Only these states; empty: all.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];
    /// <summary>Part of the name or the file name, or the whole id, in either case.</summary>
    public string? Text { get; init; }
    /// <summary>Only jobs of this dataset.</summary>
    public DatasetId? DatasetId { get; init; }
    /// <summary>Only jobs of this schedule.</summary>
    public ScheduleId? ScheduleId { get; init; }
    /// <summary>Only jobs made later.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }
    /// <summary>Oldest first; default newest first.</summary>
    public bool OldestFirst { get; init; }
    /// <summary>Jobs a page, 1 to 1,000. Default 50.</summary>
    public int PageSize { get; init; } = 50;
    /// <summary><see cref="JobPage.NextPageToken"/> of the page before; null: the first page.</summary>
    public string? PageToken { get; init; }
}

/// <summary>A page of jobs.</summary>
/// <param name="NextPageToken">Null at the end.</param>
/// <param name="Total">How many jobs fit the query, over all pages; up to five seconds old when counting took
/// long.</param>
public sealed record JobPage(IReadOnlyList<Job> Jobs, string? NextPageToken, long Total);

/// <summary>The page token was not made by this service.</summary>
public sealed class PageTokenException() : Exception("The page token is not one of this service.");

/// <summary>How long a queued job may wait.</summary>
/// <param name="Ahead">Jobs that run or will be claimed before it.</param>
/// <param name="EtaSeconds">Ahead × the mean time of the last 20 jobs / slots of live workers; null when
/// unknown.</param>
public sealed record QueuePosition(int Ahead, double? EtaSeconds)
{
    /// <summary>Nothing is taken from its queue.</summary>
    public bool Paused { get; init; }
    /// <summary>A worker was lost with it: it waits for one that runs nothing else.</summary>
    public bool Alone { get; init; }
    /// <summary>Its kind, when there are live workers with its engine but none of them knows the kind; null
    /// otherwise.</summary>
    public string? UnknownKind { get; init; }
}
