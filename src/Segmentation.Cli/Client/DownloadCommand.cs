using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation download</c>: a file of a result.</summary>
static class DownloadCommand
{
    static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "File to write; default, and with -: standard output",
        HelpName = "FILE",
    };

    static readonly Option<string> What = new("--file")
    {
        Description = "assignments (each row with its segment), profiles, excluded or issues",
        HelpName = "WORD",
        DefaultValueFactory = _ => "assignments",
    };

    public static Command Create()
    {
        What.AcceptOnlyFromAmong("assignments", "profiles", "excluded", "issues");
        var command = ClientOptions.Command(
            "download", "Downloads the rows of a job's file with their segment, or another file of its result.",
            "segmentation download job_01JD8XAMPLE0000000000000000 -o segments.csv",
            "segmentation download job_01JD8XAMPLE0000000000000000 --file profiles");
        command.Add(ClientOptions.JobId);
        command.Add(Output);
        command.Add(What);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var extension = parsed.GetValue(ClientOptions.Json) ? "json" : "csv";
        var job = JobWatch.PathOf(parsed.GetRequiredValue(ClientOptions.JobId));
        var path = $"{job}/files/{parsed.GetValue(What)}.{extension}";
        if (parsed.GetValue(Output) is not { Length: > 0 } file || file == "-")
        {
            await using var stdout = Console.OpenStandardOutput();
            await server.CopyAsync(path, stdout, ct);
            return ExitCode.Ok;
        }

        await SaveAsync(server, path, file, ct);
        ClientOptions.Say(parsed, $"Written: {file}");
        return ExitCode.Ok;
    }

    // To a .part file first: a failed download leaves the existing file as it was.
    static async Task SaveAsync(ServerClient server, string path, string file, CancellationToken ct)
    {
        var part = file + ".part";
        try
        {
            await using (var stream = File.Create(part)) await server.CopyAsync(path, stream, ct);
            File.Move(part, file, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failed, $"{file} cannot be written: {failed.Message}", failed);
        }
        finally
        {
            if (File.Exists(part)) File.Delete(part);
        }
    }
}
