using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation api</c>: the page and the API alone.</summary>
static class ApiCommand
{
    public static Command Create()
    {
        var command = new ProgramCommand(
            "api", "Runs the page and the API on a given PostgreSQL.",
            "segmentation api",
            "segmentation api --port 9000 --data /srv/segmentation");
        command.SetAction((_, ct) => Task.FromResult(ExitCode.Ok));
        return command;
    }
}
