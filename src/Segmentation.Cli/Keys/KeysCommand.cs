using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation keys</c>: who may call the API. Works on the database directly, so that the first key can
/// be made.</summary>
static class KeysCommand
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON" };

    public static Command Create() => new ProgramCommand(
        "keys", "Makes, lists and revokes the API keys of a service on this machine, or of a given PostgreSQL.",
        "segmentation keys create nightly-import --scope read-write --max-open-jobs 10",
        "segmentation keys list",
        "segmentation keys revoke nightly-import")
    {
        CreateKeyCommand.Create(),
        ListKeysCommand.Create(),
        RevokeKeyCommand.Create(),
    };

    /// <summary>A command with the options that say where the database is.</summary>
    public static ProgramCommand Command(string name, string description, params string[] examples) =>
        new(name, description, examples) { HostOptions.Data, HostOptions.Connection, Json };
}
