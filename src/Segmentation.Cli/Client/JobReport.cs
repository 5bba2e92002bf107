using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Segmentation.Cli;

/// <summary>Jobs as lines of text.</summary>
static class JobReport
{
    /// <summary>One job, one fact per line.</summary>
    public static string Of(JsonElement job)
    {
        var text = new StringBuilder();
        TextTable.Append(text, ["job", Text(job, "id")], Facts(job).Where(fact => fact[1].Length > 0));
        return text.ToString();
    }

    /// <summary>Many jobs, one per line.</summary>
    public static string List(JsonElement jobs)
    {
        var text = new StringBuilder();
        TextTable.Append(text, ["id", "state", "progress", "k", "silhouette", "created", "file"],
            jobs.EnumerateArray().Select(job => new[]
            {
                Text(job, "id"), Text(job, "state"),
                Starts(job) is { Length: > 0 } starts ? $"at {starts[..16].Replace('T', ' ')}" : Progress(job),
                Summary(job, "k", "0"), Summary(job, "silhouette", "0.0000"),
                Text(job, "createdAt")[..16].Replace('T', ' '), Text(job, "fileName"),
            }));
        return text.ToString();
    }

    /// <summary>Whether the job has ended.</summary>
    public static bool IsFinal(JsonElement job) => Text(job, "state") is "succeeded" or "failed" or "canceled";

    /// <summary>Exit code of a command about this job.</summary>
    public static int ExitCodeOf(JsonElement job) =>
        Text(job, "state") is "failed" or "canceled" ? ExitCode.Failed : ExitCode.Ok;

    public static string Text(JsonElement json, string property) =>
        json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : "";

    static string Progress(JsonElement job) =>
        string.Create(CultureInfo.InvariantCulture, $"{job.GetProperty("progress").GetDouble():0} %");

    static IEnumerable<string[]> Facts(JsonElement job)
    {
        yield return ["file", Text(job, "fileName")];
        yield return ["state", Text(job, "state")];
        yield return ["starts", Starts(job)];
        yield return ["priority", Priority(job)];
        yield return ["stage", Text(job, "stage")];
        yield return ["progress", Progress(job)];
        yield return ["message", Text(job, "message")];
        yield return ["engine", Engine(job.GetProperty("engine"))];
        yield return ["spark page", Text(job, "sparkUi")];
        yield return ["created", Text(job, "createdAt")];
        yield return ["finished", Text(job, "finishedAt")];
        yield return ["segments", Summary(job, "k", "0")];
        yield return ["silhouette", Summary(job, "silhouette", "0.0000")];
        yield return ["on the cluster", Location(job)];
        yield return ["problem", Problem(job)];
    }

    static string Problem(JsonElement job) =>
        job.TryGetProperty("problem", out var problem) && problem.ValueKind == JsonValueKind.Object
            ? Text(problem, "detail") : "";

    // Only of a queued job that is not due yet.
    static string Starts(JsonElement job) =>
        Text(job, "state") == "queued"
        && DateTimeOffset.TryParse(Text(job, "runAt"), CultureInfo.InvariantCulture, out var time)
        && time > DateTimeOffset.UtcNow ? Text(job, "runAt") : "";

    static string Priority(JsonElement job) =>
        job.TryGetProperty("priority", out var priority) && priority.GetInt32() is not 0 and var given
            ? given.ToString(CultureInfo.InvariantCulture) : "";

    static string Location(JsonElement job) =>
        job.TryGetProperty("summary", out var summary) && summary.ValueKind == JsonValueKind.Object
            ? Text(summary, "location") : "";

    static string Engine(JsonElement engine) =>
        Text(engine, "reason") is { Length: > 0 } reason ? $"{Text(engine, "used")}: {reason}" : Text(engine, "used");

    static string Summary(JsonElement job, string property, string format) =>
        job.TryGetProperty("summary", out var summary) && summary.ValueKind == JsonValueKind.Object
        && summary.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble().ToString(format, CultureInfo.InvariantCulture) : "";
}
