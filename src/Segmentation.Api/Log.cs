using Microsoft.Extensions.Logging;

namespace Segmentation.Api;

/// <summary>Every line the API can log.</summary>
static partial class Log
{
    [LoggerMessage(101, LogLevel.Error, "{Method} was answered with {Code}")]
    public static partial void Failed(ILogger log, Exception error, string method, string code);

    [LoggerMessage(102, LogLevel.Warning, "The database is not ready: {Reason} Trying again every {Seconds} s")]
    public static partial void DatabaseNotReady(ILogger log, string reason, double seconds);

    [LoggerMessage(103, LogLevel.Information, "The database is ready")]
    public static partial void DatabaseReady(ILogger log);
}
