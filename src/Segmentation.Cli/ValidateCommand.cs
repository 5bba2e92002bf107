using System.CommandLine;
using System.Text.Json;
using Segmentation.Json;

namespace Segmentation.Cli;

/// <summary><c>segmentation validate</c>: what a file contains, and whether it can be segmented.</summary>
static class ValidateCommand
{
    static readonly Argument<string> Source = new("FILE")
    {
        Description = "Customers: a CSV, workbook, Parquet, .gz or .zip; - reads standard input",
    };

    static readonly Option<bool> Json = new("--json") { Description = "Print everything found as JSON" };

    static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "Print nothing but errors (and the JSON, if asked for)",
    };

    public static Command Create()
    {
        var command = new ProgramCommand(
            "validate", "Shows what a file contains and whether it can be segmented.",
            "segmentation validate customers.csv",
            "segmentation validate customers.csv --encoding windows-1250",
            "segmentation validate customers.csv --json") { Source, Json, Quiet };
        ReadingOptions.AddTo(command);
        command.SetAction(ValidateAsync);
        return command;
    }

    static async Task<int> ValidateAsync(ParseResult parsed, CancellationToken ct)
    {
        try
        {
            using var input = await InputFile.OpenAsync(parsed.GetRequiredValue(Source), ct);
            using var scratch = new OutputFolder(null);
            var csv = await input.ReadAsync(scratch.Working, ReadingOptions.Read(parsed), ct);
            var info = await csv.InspectAsync(ct);
            if (parsed.GetValue(Json))
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(info, ResultJson.Default.DatasetInfo));
            else if (!parsed.GetValue(Quiet)) await Console.Out.WriteAsync(SegmentTable.Of(info, input.Name));
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
}
