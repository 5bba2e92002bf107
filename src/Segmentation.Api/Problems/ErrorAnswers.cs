using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Segmentation.Postgres;
using Segmentation.Settings;

namespace Segmentation.Api;

/// <summary>Turns exceptions, and answers without a body, into problems. Of an exception, only its message for users
/// leaves the process.</summary>
static partial class ErrorAnswers
{
    const string JsonBody = "a JSON body with Content-Type: application/json";
    const int RegexMilliseconds = 1_000;

    public static Task OfExceptionAsync(HttpContext context)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        if (error is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
            return Task.CompletedTask;

        var problem = Of(error, context);
        if (problem.StatusCode >= 500)
        {
            var log = context.RequestServices.GetRequiredService<ILogger<Problem>>();
            // An unreachable database or folder is not a fault of this program: a stack would not help.
            if (problem.StatusCode == 503)
                Log.Unavailable(log, context.Request.Method, problem.Code, TraceIds.Of(context), error.Message);
            else Log.Failed(log, error, context.Request.Method, problem.Code, TraceIds.Of(context));
        }

        return problem.ExecuteAsync(context);
    }

    public static Task OfStatusAsync(StatusCodeContext status)
    {
        var (context, response) = (status.HttpContext, status.HttpContext.Response);
        return (response.StatusCode switch
        {
            404 => Problems.NoSuchPath(context.Request.Path),
            405 => Problems.WrongMethod(context.Request.Method, response.Headers.Allow.ToString()),
            413 => Problems.RequestTooLarge(Limits(context)),
            415 => Problems.UnsupportedMediaType(JsonBody),
            412 => new Problem(RequestErrors.PreconditionFailed, RequestErrors.PreconditionFailed.Meaning),
            >= 500 => Problems.Internal(),
            var other => new Problem(
                RequestErrors.MalformedRequest with { Status = other }, "The request cannot be answered as it is."),
        }).ExecuteAsync(context);
    }

    /// <param name="context">The request that failed; null when it was answered before.</param>
    public static Problem Of(Exception error, HttpContext? context) => error switch
    {
        ProblemException refused => refused.Problem,
        InvalidDatasetException invalid => Problems.OfFile(invalid),
        PageTokenException =>
            Problems.Malformed("The page token is not valid. Begin with the first page.", "pageToken"),
        JsonException json => OfJson(json),
        BadHttpRequestException bad when context is not null => OfBadRequest(bad, context),
        PostgresException away when SqlErrors.IsUnavailable(away) => Problems.DatabaseUnavailable(),
        PostgresException => Problems.Internal(),
        NpgsqlException or SocketException or TimeoutException => Problems.DatabaseUnavailable(),
        _ when DiskFull.Is(error) => Problems.StorageFull(),
        IOException or UnauthorizedAccessException => Problems.StorageUnavailable(),
        _ => Problems.Internal(),
    };

    static Problem OfBadRequest(BadHttpRequestException bad, HttpContext context)
    {
        if (bad.StatusCode == 413) return Problems.RequestTooLarge(Limits(context));
        if (bad.StatusCode == 415) return Problems.UnsupportedMediaType(JsonBody);
        if (bad.InnerException is JsonException json) return OfJson(json);
        if (BadParameter().Match(bad.Message) is { Success: true } parameter)
        {
            var name = Camel(parameter.Groups["name"].Value);
            return Problems.Malformed($"The parameter {name} cannot be «{parameter.Groups["value"].Value}».", name);
        }

        if (MissingParameter().Match(bad.Message) is { Success: true } missing)
            return Problems.Malformed($"The request needs {missing.Groups["name"].Value}; see /swagger.");
        return Problems.Malformed("The request is not valid HTTP, or its body ended early.");
    }

    static Problem OfJson(JsonException json)
    {
        if (MissingMember().Match(json.Message) is { Success: true } missing)
            return Problems.Malformed(
                $"The body needs {missing.Groups["name"].Value}; see /swagger.", "/" + missing.Groups["name"].Value);

        var where = json.LineNumber is { } line ? $"line {line + 1}, byte {json.BytePositionInLine + 1}" : "the body";
        var path = json.Path is null or "$" ? null : Pointer(json.Path);
        var what = UnknownMember().Match(json.Message) is { Success: true } unknown
            ? $"There is no setting «{unknown.Groups["name"].Value}» here; /swagger lists them."
            : json.InnerException is JsonException || path is null ? "The body is not valid JSON."
            : SettingAt(path) is { } setting ? $"The value at {path} does not fit: {setting.Name} is {setting.Allowed}."
            : $"The value at {path} has the wrong type.";
        return Problems.Malformed($"{what} ({where})", path);
    }

    // The path of a setting, or of a part of one; a schedule has the settings of its jobs under /job.
    static Setting? SettingAt(string path) => RunSettings.All.FirstOrDefault(
        setting => (path + "/").Replace("/job/", "/").StartsWith(setting.Pointer + "/", StringComparison.Ordinal));

    static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    static string Pointer(string jsonPath) => jsonPath[1..].Replace('.', '/').Replace("[", "/").Replace("]", "");

    static LimitsOptions Limits(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<LimitsOptions>>().Value;

    [GeneratedRegex(
        "^Failed to bind parameter \"\\S+ (?<name>\\w+)\" from \"(?<value>.{0,100}?)\"\\.$",
        RegexOptions.ExplicitCapture, RegexMilliseconds)]
    private static partial Regex BadParameter();

    [GeneratedRegex(
        "^Required parameter \"\\S+ (?<name>\\w+)\" was not provided",
        RegexOptions.ExplicitCapture, RegexMilliseconds)]
    private static partial Regex MissingParameter();

    [GeneratedRegex(
        "^The JSON property '(?<name>.{1,100}?)' could not be mapped",
        RegexOptions.ExplicitCapture, RegexMilliseconds)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("missing required properties[^']*'(?<name>\\w+)'", RegexOptions.ExplicitCapture, RegexMilliseconds)]
    private static partial Regex MissingMember();
}
