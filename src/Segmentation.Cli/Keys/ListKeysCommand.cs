using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation keys list</c>: every key, the revoked ones too.</summary>
static class ListKeysCommand
{
    public static Command Create()
    {
        var command = KeysCommand.Command(
            "list", "Lists the keys, oldest first, without their secrets.", "segmentation keys list");
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var database = await KeyDatabase.OpenAsync(HostSettings.Load(parsed), ct);
        var keys = await database.Keys.ListAsync(ct);
        if (parsed.GetValue(KeysCommand.Json)) Console.WriteLine(KeyReport.Json(keys));
        else if (keys.Count > 0) Console.Write(KeyReport.List(keys));
        else await Console.Error.WriteLineAsync("No keys. Make one: segmentation keys create admin --scope admin");
        return ExitCode.Ok;
    }
}
