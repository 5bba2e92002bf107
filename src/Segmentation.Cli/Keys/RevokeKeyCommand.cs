using System.CommandLine;
using Segmentation.Postgres;

namespace Segmentation.Cli;

/// <summary><c>segmentation keys revoke</c>: revokes a key.</summary>
static class RevokeKeyCommand
{
    static readonly Argument<string> Key = new("KEY") { Description = "Name or id of the key" };

    public static Command Create()
    {
        var command = KeysCommand.Command(
            "revoke", "Revokes a key for good, within a second. Its jobs continue. Revoking it again does no harm.",
            "segmentation keys revoke nightly-import");
        command.Add(Key);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var named = parsed.GetRequiredValue(Key);
        await using var database = await KeyDatabase.OpenAsync(HostSettings.Load(parsed), ct);
        var keys = await database.Keys.ListAsync(ct);
        // A name may have been used before: the key in use is meant.
        var key = keys.FirstOrDefault(key => ApiKeyId.TryParse(named, out var id) && key.Id == id)
            ?? keys.LastOrDefault(key => key.Name == named && key.RevokedAt is null)
            ?? keys.LastOrDefault(key => key.Name == named)
            ?? throw new CommandFailedException(
                ExitCode.Usage, $"There is no key {named}. See: segmentation keys list");
        var revoked = await database.Keys.RevokeAsync(key.Id, ct);
        Console.WriteLine(parsed.GetValue(KeysCommand.Json) ? KeyReport.Json(revoked) : "revoked");
        return ExitCode.Ok;
    }
}
