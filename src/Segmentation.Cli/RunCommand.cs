using System.CommandLine;
using Segmentation.Json;

namespace Segmentation.Cli;

/// <summary><c>segmentation run</c>: from a file to its segments in this process, without a server or a
/// database.</summary>
static class RunCommand
{
    static readonly Argument<string> Source =
        new("FILE") { Description = "Customers: a CSV, workbook, Parquet, .gz or .zip; - reads standard input" };
    static readonly Option<string?> Out = new("--out")
    {
        Description = $"Folder for {string.Join(", ", OutputFolder.Kept)}",
        HelpName = "DIR",
    };

    static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON" };
    static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "Print nothing but errors (and the JSON, if asked for)",
    };

    public static Command Create()
    {
        var options = new RunOptions(inProcess: true);
        var command = new ProgramCommand(
            "run", "Finds the segments of a file, without a server.",
            "segmentation run customers.csv --out segments",
            "segmentation run customers.csv --features Income,Score --k 5",
            "segmentation run customers.xlsx --sheet Customers",
            "cat customers.csv | segmentation run - --json") { Source };
        options.AddTo(command);
        ReadingOptions.AddTo(command);
        command.Add(Out);
        command.Add(Json);
        command.Add(Quiet);
        command.SetAction((parsed, ct) => RunAsync(parsed, options.Read(parsed), ct));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, SegmentationSpec spec, CancellationToken ct)
    {
        try
        {
            using var input = await InputFile.OpenAsync(parsed.GetRequiredValue(Source), ct);
            using var output = new OutputFolder(parsed.GetValue(Out));
            var quiet = parsed.GetValue(Quiet);
            var csv = await input.ReadAsync(output.Working, ReadingOptions.Read(parsed), ct);
            if (!quiet && FormatText.Of(csv.Format) is { } format) await Console.Error.WriteLineAsync(format);
            var run = new EngineRun(csv.Path, input.Name, output.Working, spec) { Reading = csv.Reading };
            var result = await RunAsync(run, quiet, ct);
            var json = ResultWriter.ToUtf8(result);
            await File.WriteAllBytesAsync(Path.Combine(output.Working, "result.json"), json, ct);
            var written = output.Publish();
            await PrintAsync(result, json, parsed.GetValue(Json), quiet);
            if (!quiet)
                await Console.Error.WriteLineAsync(written ?? "To keep the customers with their segment: --out DIR");
            return ExitCode.Ok;
        }
        catch (InvalidDatasetException invalid)
        {
            throw new CommandFailedException(ExitCode.DataInvalid, invalid.Message, invalid);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failed, failure.Message, failure);
        }
    }

    // The progress bar and its assembly are loaded only for a terminal.
    static Task<SegmentationResult> RunAsync(EngineRun run, bool quiet, CancellationToken ct) =>
        quiet || Console.IsErrorRedirected
            ? new LocalEngine().RunAsync(run, Silence.Instance, ct) : RunProgress.ShowAsync(run, ct);

    static async Task PrintAsync(SegmentationResult result, ReadOnlyMemory<byte> json, bool asJson, bool quiet)
    {
        if (!asJson)
        {
            if (!quiet) await Console.Out.WriteAsync(SegmentTable.Of(result));
            return;
        }
        await using var stdout = Console.OpenStandardOutput();
        await stdout.WriteAsync(json);
        await stdout.WriteAsync("\n"u8.ToArray());
    }

    sealed class Silence : IProgress<EngineEvent>
    {
        public static readonly Silence Instance = new();

        public void Report(EngineEvent value)
        {
        }
    }
}
