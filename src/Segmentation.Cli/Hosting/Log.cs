using Microsoft.Extensions.Logging;

namespace Segmentation.Cli;

/// <summary>Every line that the hosts log.</summary>
static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Worker started as process {ProcessId}")]
    public static partial void WorkerStarted(this ILogger log, int processId);

    [LoggerMessage(2, LogLevel.Warning, "The worker ended with code {ExitCode}; restarting it in {Seconds} s")]
    public static partial void WorkerDied(this ILogger log, int exitCode, double seconds);
}
