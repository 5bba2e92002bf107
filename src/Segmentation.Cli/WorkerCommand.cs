using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation worker</c>: one worker.</summary>
static class WorkerCommand
{
    public static Command Create()
    {
        var command = new ProgramCommand(
            "worker", "Runs jobs of a given PostgreSQL.",
            "segmentation worker",
            "segmentation worker --port 9000 --data /srv/segmentation");
        command.SetAction((_, ct) => Task.FromResult(ExitCode.Ok));
        return command;
    }
}
