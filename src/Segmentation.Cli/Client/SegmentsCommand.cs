using System.CommandLine;
using System.Text.Json;
using Segmentation.Json;

namespace Segmentation.Cli;

/// <summary><c>segmentation segments</c>: what a job found.</summary>
static class SegmentsCommand
{
    public static Command Create()
    {
        var command = ClientOptions.Command(
            "segments", "Shows the segments that a job found.",
            "segmentation segments job_01JD8XAMPLE0000000000000000",
            "segmentation segments job_01JD8XAMPLE0000000000000000 --json");
        command.Add(ClientOptions.JobId);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var id = parsed.GetRequiredValue(ClientOptions.JobId);
        if (parsed.GetValue(ClientOptions.Json))
        {
            Console.WriteLine((await server.GetAsync($"{JobWatch.PathOf(id)}/segments", ct)).GetRawText());
            return ExitCode.Ok;
        }

        var result = await server.GetAsync($"{JobWatch.PathOf(id)}/result", ct);
        Console.Write(SegmentTable.Of(result.Deserialize<SegmentationResult>(ResultJson.Reading)!));
        ClientOptions.Say(parsed, $"Next: segmentation download {id} -o segments.csv");
        return ExitCode.Ok;
    }
}
