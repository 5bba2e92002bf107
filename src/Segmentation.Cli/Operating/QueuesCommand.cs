using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Segmentation.Cli;

/// <summary><c>segmentation queues</c>: what is waiting and running, and how many jobs may run.</summary>
static class QueuesCommand
{
    static readonly Argument<string> Name = new("QUEUE") { Description = "local or spark" };

    static readonly Argument<string> Most = new("N")
    {
        Description = "How many jobs of the queue may run at once, 1 to 10000; none: as many as the workers have slots",
    };

    public static Command Create()
    {
        var command = ClientOptions.Command(
            "queues", "Lists the queues of a server; pauses, resumes and limits them.",
            "segmentation queues",
            "segmentation queues pause local",
            "segmentation queues resume local",
            "segmentation queues limit spark 1");
        command.SetAction(ListAsync);
        command.Add(Command("pause", "Stops jobs from starting; running jobs continue.", [], (parsed, server, ct) =>
            server.PostAsync($"{PathOf(parsed)}:pause", null, ct)));
        command.Add(Command("resume", "Lets jobs start again.", [], (parsed, server, ct) =>
            server.PostAsync($"{PathOf(parsed)}:resume", null, ct)));
        command.Add(Command("limit", "Limits how many jobs run at once on all workers.", [Most], (parsed, server, ct) =>
            server.SendAsync(HttpMethod.Patch, PathOf(parsed), new() { ["maxRunning"] = MostOf(parsed) }, ct)));
        return command;
    }

    static ProgramCommand Command(
        string name, string description, Argument[] more,
        Func<ParseResult, ServerClient, CancellationToken, Task<JsonElement>> change)
    {
        var command = ClientOptions.Command(
            name, description, $"segmentation queues {name} local{(more.Length > 0 ? " 2" : "")}");
        command.Add(Name);
        foreach (var argument in more) command.Add(argument);
        command.SetAction(async (parsed, ct) =>
        {
            using var server = ServerClient.For(parsed);
            var queue = await change(parsed, server, ct);
            Console.Write(parsed.GetValue(ClientOptions.Json) ? queue.GetRawText() + "\n" : Table([queue]));
            return ExitCode.Ok;
        });
        return command;
    }

    static async Task<int> ListAsync(ParseResult parsed, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var list = await server.GetAsync("api/v1/queues", ct);
        Console.Write(parsed.GetValue(ClientOptions.Json)
            ? list.GetRawText() + "\n"
            : Table(list.GetProperty("queues").EnumerateArray()));
        return ExitCode.Ok;
    }

    static string PathOf(ParseResult parsed) => $"api/v1/queues/{Uri.EscapeDataString(parsed.GetRequiredValue(Name))}";

    static JsonNode? MostOf(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(Most);
        if (text == "none") return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            ? most
            : throw new CommandFailedException(ExitCode.Usage, $"The limit is {text}; allowed: 1 to 10000, or none.");
    }

    static string Table(IEnumerable<JsonElement> queues)
    {
        var text = new StringBuilder();
        TextTable.Append(text, ["queue", "state", "waiting", "for later", "running", "at most"],
            queues.Select(queue => new[]
            {
                JobReport.Text(queue, "name"), queue.GetProperty("paused").GetBoolean() ? "paused" : "open",
                Number(queue, "queued"), Number(queue, "delayed"),
                Number(queue, "running"), Number(queue, "maxRunning"),
            }));
        return text.ToString();
    }

    static string Number(JsonElement queue, string property) =>
        queue.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetRawText() : "any";
}
