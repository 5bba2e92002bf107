using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation worker</c>: one worker.</summary>
static class WorkerCommand
{
    static readonly Option<bool> UntilStdinCloses = new("--until-stdin-closes") { Hidden = true };

    public static Command Create()
    {
        var command = new ProgramCommand(
            "worker", "Runs jobs of a given PostgreSQL; any number of workers, on any machine.",
            "segmentation worker --connection \"Host=db;Username=me;Password=…;Database=segmentation\" "
            + "--data /shared/segmentation")
        {
            HostOptions.Data,
            HostOptions.Connection,
            UntilStdinCloses,
        };
        command.SetAction((parsed, ct) => RunAsync(HostSettings.Load(parsed), parsed.GetValue(UntilStdinCloses), ct));
        return command;
    }

    static async Task<int> RunAsync(HostSettings settings, bool untilStdinCloses, CancellationToken ct)
    {
        settings.RequireConnection("worker");
        SettingsCheck.Run(settings);
        using var ending = untilStdinCloses
            ? WorkerHost.ParentGone(ct) : CancellationTokenSource.CreateLinkedTokenSource(ct);
        return await WorkerHost.RunAsync(settings, ending.Token);
    }
}
