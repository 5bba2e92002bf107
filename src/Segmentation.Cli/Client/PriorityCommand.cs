using System.CommandLine;
using System.Text.Json.Nodes;

namespace Segmentation.Cli;

/// <summary><c>segmentation priority</c>: changes the priority of a queued job.</summary>
static class PriorityCommand
{
    static readonly Argument<int> Priority = new("N") { Description = "-100 to 100; larger ones run first" };

    public static Command Create()
    {
        var command = ClientOptions.Command(
            "priority", "Changes the priority of a queued job.",
            "segmentation priority job_01JD8XAMPLE0000000000000000 50");
        command.Add(ClientOptions.JobId);
        command.Add(Priority);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var body = new JsonObject { ["priority"] = parsed.GetValue(Priority) };
        var job = await server.SendAsync(
            HttpMethod.Patch, JobWatch.PathOf(parsed.GetRequiredValue(ClientOptions.JobId)), body, ct);
        Console.Write(parsed.GetValue(ClientOptions.Json) ? job.GetRawText() + "\n" : JobReport.Of(job));
        return ExitCode.Ok;
    }
}
