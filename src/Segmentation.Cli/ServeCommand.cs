using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation serve</c>: the whole service on this machine.</summary>
static class ServeCommand
{
    public static Command Create()
    {
        var command = new ProgramCommand(
            "serve", "Runs the page, the API, a worker and, without a connection string, a private PostgreSQL.",
            "segmentation serve",
            "segmentation serve --port 9000 --data /srv/segmentation");
        command.SetAction((_, ct) => Task.FromResult(ExitCode.Ok));
        return command;
    }
}
