using Microsoft.Extensions.Logging;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Every line the API can log.</summary>
static partial class Log
{
    [LoggerMessage(101, LogLevel.Error, "{Method} was answered with {Code}, trace id {TraceId}")]
    public static partial void Failed(ILogger log, Exception error, string method, string code, string traceId);

    [LoggerMessage(103, LogLevel.Error, "The file of dataset {Dataset} was not read: {Code}")]
    public static partial void NotRead(ILogger log, Exception error, DatasetId dataset, string code);

    [LoggerMessage(102, LogLevel.Warning, "{Method} was answered with {Code}, trace id {TraceId}: {Reason}")]
    public static partial void Unavailable(ILogger log, string method, string code, string traceId, string reason);
}
