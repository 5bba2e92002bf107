using System.CommandLine;

namespace Segmentation.Cli;

/// <summary>Options of every command that talks to a server.</summary>
static class ClientOptions
{
    public static Option<string> Server { get; } = new("--server")
    {
        Description = "Address of the server; default: SEGMENTATION_SERVER, else http://127.0.0.1:8080",
        HelpName = "URL",
    };

    public static Option<string> ApiKey { get; } = new("--api-key")
    {
        Description = "API key, if the server asks for one; default: SEGMENTATION_API_KEY, "
            + "which other users of this machine cannot see",
        HelpName = "KEY",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print the server's answer as JSON" };

    public static Option<bool> Quiet { get; } = new("--quiet")
    {
        Description = "Print only what was asked for, and errors",
    };

    public static Argument<string> JobId { get; } = new("ID") { Description = "The job, as submit and jobs print it" };

    /// <summary>A command with the options above.</summary>
    public static ProgramCommand Command(string name, string description, params string[] examples) =>
        new(name, description, examples) { Server, ApiKey, Json, Quiet };

    /// <summary>Writes a sentence to standard error, unless --quiet was given.</summary>
    public static void Say(ParseResult parsed, string sentence)
    {
        if (!parsed.GetValue(Quiet)) Console.Error.WriteLine(sentence);
    }
}
