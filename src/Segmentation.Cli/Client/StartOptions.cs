using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Segmentation.Cli;

/// <summary>When a job starts and which goes first.</summary>
static class StartOptions
{
    public static Option<string?> At { get; } = new("--at")
    {
        Description = "Start no earlier than this time, such as 2026-12-01T06:00 (this machine's clock) or "
            + "2026-12-01T06:00Z; default: at once",
        HelpName = "TIME",
    };

    public static Option<int?> Priority { get; } = new("--priority")
    {
        Description = "-100 to 100; of the jobs that are due, larger ones run first; default: 0",
        HelpName = "N",
    };

    /// <summary>Adds the options that were given to the body of a request.</summary>
    /// <exception cref="CommandFailedException">The time cannot be read.</exception>
    public static void AddTo(JsonObject body, ParseResult parsed)
    {
        if (parsed.GetValue(Priority) is { } priority) body["priority"] = priority;
        if (parsed.GetValue(At) is not { } at) return;
        if (!DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time))
            throw new CommandFailedException(
                ExitCode.Usage, $"--at is {at}; allowed: a time such as 2026-12-01T06:00 or 2026-12-01T06:00Z.");
        body["runAt"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
