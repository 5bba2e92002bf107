using System.CommandLine;

namespace Segmentation.Cli;

/// <summary>What every command that talks to a server knows.</summary>
static class ClientOptions
{
    public static Option<string> Server { get; } = new("--server")
    {
        Description = "The server; SEGMENTATION_SERVER when not given, else http://127.0.0.1:8080",
        HelpName = "URL",
    };

    public static Option<string> ApiKey { get; } = new("--api-key")
    {
        Description = "The server's API key, if it asks for one; SEGMENTATION_API_KEY when not given, which other users of this machine do not see",
        HelpName = "KEY",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print the server's answer as JSON" };

    public static Option<bool> Quiet { get; } = new("--quiet") { Description = "Print nothing but what was asked for, and errors" };

    public static Argument<string> JobId { get; } = new("ID") { Description = "The job, as submit and jobs print it" };

    /// <summary>A command with the options above.</summary>
    public static ProgramCommand Command(string name, string description, params string[] examples) =>
        new(name, description, examples) { Server, ApiKey, Json, Quiet };

    /// <summary>A sentence for the person who looks on.</summary>
    public static void Say(ParseResult parsed, string sentence)
    {
        if (!parsed.GetValue(Quiet)) Console.Error.WriteLine(sentence);
    }
}
