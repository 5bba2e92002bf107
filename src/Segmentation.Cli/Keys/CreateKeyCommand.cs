using System.CommandLine;
using Segmentation.Postgres;

namespace Segmentation.Cli;

/// <summary><c>segmentation keys create</c>: makes a key and shows its secret, once.</summary>
static class CreateKeyCommand
{
    const int LongestName = 100;

    static readonly Argument<string> Name = new("NAME")
    {
        Description = "Name of the key; no two keys in use have the same name",
    };

    static readonly Option<string> Scope = new("--scope")
    {
        Description = "read: look and download; read-write: also upload, start, cancel and delete; "
            + "admin: also manage keys and queues",
        HelpName = "WORD",
        Required = true,
    };

    static readonly Option<int?> MaxOpenJobs = new("--max-open-jobs")
    {
        Description = "Most queued and running jobs at once; default: any number",
        HelpName = "N",
    };

    public static Command Create()
    {
        Scope.AcceptOnlyFromAmong([.. KeyScopes.Words]);
        var command = KeysCommand.Command(
            "create", "Makes a key and prints its secret, which is not shown again.",
            "segmentation keys create admin --scope admin",
            "segmentation keys create nightly-import --scope read-write --max-open-jobs 10");
        command.Add(Name);
        command.Add(Scope);
        command.Add(MaxOpenJobs);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var wanted = Wanted(parsed);
        var settings = HostSettings.Load(parsed);
        await using var database = await KeyDatabase.OpenOrMakeAsync(settings, ct);
        var made = await database.Keys.CreateAsync(wanted, ct)
            ?? throw new CommandFailedException(
                ExitCode.Usage, $"A key in use is called {wanted.Name}. Take another name, or revoke that one first.");
        if (parsed.GetValue(KeysCommand.Json)) Console.WriteLine(KeyReport.Json(made));
        else Console.WriteLine(made.Secret);
        if (settings.Connection is null)
            await Console.Error.WriteLineAsync($"The key is for the service whose data is in {settings.DataFolder}.");
        await Console.Error.WriteLineAsync(
            "The secret is not shown again. Callers send it as  Authorization: Bearer …; "
            + "the commands read it from SEGMENTATION_API_KEY.");
        return ExitCode.Ok;
    }

    static NewApiKey Wanted(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(Name).Trim();
        if (name.Length is < 1 or > LongestName)
            throw new CommandFailedException(ExitCode.Usage, $"A name has 1 to {LongestName} characters.");
        var most = parsed.GetValue(MaxOpenJobs);
        if (most is < 1 or > 1_000_000)
            throw new CommandFailedException(
                ExitCode.Usage, $"--max-open-jobs is {most}; allowed: 1 to 1000000, or none for any number.");
        return KeyScopes.TryParse(parsed.GetValue(Scope), out var scope)
            ? new(name, scope, most)
            : throw new CommandFailedException(ExitCode.Usage, "--scope is read, read-write or admin.");
    }
}
