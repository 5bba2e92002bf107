using Microsoft.Extensions.Logging;

namespace Segmentation.Postgres;

/// <summary>Every line this project can log.</summary>
static partial class Log
{
    [LoggerMessage(100, LogLevel.Debug, "A notification was not sent; its readers poll")]
    public static partial void NotifyLost(this ILogger log, Exception error);

    [LoggerMessage(101, LogLevel.Information, "The schema is ready")]
    public static partial void SchemaReady(this ILogger log);

    [LoggerMessage(102, LogLevel.Warning, "The database cannot be reached; trying again")]
    public static partial void DatabaseAway(this ILogger log, Exception error);

    [LoggerMessage(103, LogLevel.Debug, "The listener receives notifications")]
    public static partial void Listening(this ILogger log);

    [LoggerMessage(104, LogLevel.Warning, "The listener lost its connection; polling until it is back")]
    public static partial void ListenerLost(this ILogger log, Exception error);

    [LoggerMessage(105, LogLevel.Information, "Removed {Folder}: nothing refers to it")]
    public static partial void FolderRemoved(this ILogger log, string folder);

    [LoggerMessage(106, LogLevel.Warning, "A folder could not be removed; the next sweep tries again")]
    public static partial void FolderNotRemoved(this ILogger log, Exception error);

    [LoggerMessage(107, LogLevel.Critical, "The schema cannot be used: {Reason}")]
    public static partial void SchemaRefused(this ILogger log, string reason);

    [LoggerMessage(108, LogLevel.Warning, "Schedule {Schedule} cannot be read here and is left to others: {Reason}")]
    public static partial void ScheduleUnreadable(this ILogger log, ScheduleId schedule, string reason);

    [LoggerMessage(109, LogLevel.Information, "Deleted {Jobs} jobs that ended more than {Age} ago")]
    public static partial void Retired(this ILogger log, int jobs, TimeSpan age);
}
