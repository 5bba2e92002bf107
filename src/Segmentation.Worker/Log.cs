using Microsoft.Extensions.Logging;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Every line this project can log.</summary>
static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Job {JobId}: lease {Token} was lost, its work is dropped")]
    public static partial void LeaseLost(this ILogger log, JobId jobId, long token);

    [LoggerMessage(2, LogLevel.Error, "Job {JobId}: the run under lease {Token} failed")]
    public static partial void RunFailed(this ILogger log, Exception error, JobId jobId, long token);

    [LoggerMessage(3, LogLevel.Information, "Worker {Session} takes jobs, {Slots} at once")]
    public static partial void Ready(this ILogger log, Guid session, int slots);

    [LoggerMessage(4, LogLevel.Information, "Worker {Session} has stopped")]
    public static partial void Stopped(this ILogger log, Guid session);

    [LoggerMessage(5, LogLevel.Information, "Job {JobId}: attempt {Attempt} begins under lease {Token}")]
    public static partial void Claimed(this ILogger log, JobId jobId, int attempt, long token);

    [LoggerMessage(6, LogLevel.Information, "Job {JobId}: succeeded under lease {Token}")]
    public static partial void Succeeded(this ILogger log, JobId jobId, long token);

    [LoggerMessage(7, LogLevel.Information,
        "Job {JobId}: lease {Token} ended, {Asked} was requested, the job is {State}")]
    public static partial void Ended(this ILogger log, JobId jobId, long token, JobState asked, JobState state);

    [LoggerMessage(8, LogLevel.Warning, "Job {JobId}: its worker was lost ({Crashes} in a row), the job is {State}")]
    public static partial void Swept(this ILogger log, JobId jobId, JobState state, int crashes);

    [LoggerMessage(9, LogLevel.Warning, "The database cannot be reached; the runs continue")]
    public static partial void DatabaseAway(this ILogger log, Exception error);

    [LoggerMessage(10, LogLevel.Information, "The database can be reached again")]
    public static partial void DatabaseBack(this ILogger log);

    [LoggerMessage(11, LogLevel.Error, "Job {JobId}: the run does not end ({Reason})")]
    public static partial void DoesNotEnd(this ILogger log, JobId jobId, EndReason reason);

    [LoggerMessage(12, LogLevel.Critical,
        "Job {JobId}: the run did not end although it was asked to ({Reason}); this process ends")]
    public static partial void EndingProcess(this ILogger log, JobId jobId, EndReason reason);

    [LoggerMessage(13, LogLevel.Warning, "Files of a run could not be removed; the sweep will")]
    public static partial void FilesLeft(this ILogger log, Exception error);

    [LoggerMessage(14, LogLevel.Information, "Engine {Engine}: ready = {Ready} ({Detail})")]
    public static partial void EngineChanged(this ILogger log, string engine, bool ready, string? detail);

    [LoggerMessage(15, LogLevel.Warning, "Engine {Engine} could not be checked")]
    public static partial void CheckFailed(this ILogger log, Exception error, EngineKind engine);

    [LoggerMessage(16, LogLevel.Information, "Job {JobId}: nothing is left of the run under lease {Token}")]
    public static partial void Freed(this ILogger log, string jobId, long token);

    [LoggerMessage(17, LogLevel.Warning,
        "Job {JobId}: what the run under lease {Token} left could not be freed; it is tried again")]
    public static partial void NotFreed(this ILogger log, Exception error, string jobId, long token);

    [LoggerMessage(18, LogLevel.Warning, "Dataset {DatasetId}: attempt {Attempt} to inspect it on the cluster failed")]
    public static partial void NotInspected(this ILogger log, Exception error, DatasetId datasetId, int attempt);

    [LoggerMessage(19, LogLevel.Information, "Schedule {Schedule}: job {JobId} is queued for {DueAt:u}")]
    public static partial void Fired(this ILogger log, ScheduleId schedule, DateTimeOffset dueAt, JobId jobId);

    [LoggerMessage(20, LogLevel.Warning, "Schedule {Schedule} is paused: its dataset was deleted")]
    public static partial void SchedulePaused(this ILogger log, ScheduleId schedule);
}
