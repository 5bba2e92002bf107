using System.CommandLine;

namespace Segmentation.Cli;

/// <summary><c>segmentation api</c>: the page and the API alone.</summary>
static class ApiCommand
{
    public static Command Create()
    {
        var command = new ProgramCommand(
            "api", "Runs the page and the API on a given PostgreSQL; workers run elsewhere.",
            "segmentation api --connection \"Host=db;Username=me;Password=…;Database=segmentation\" "
            + "--data /shared/segmentation")
        {
            HostOptions.Host,
            HostOptions.Port,
            HostOptions.AllowRemote,
            HostOptions.Data,
            HostOptions.Connection,
        };
        command.SetAction((parsed, ct) => RunAsync(HostSettings.Load(parsed), ct));
        return command;
    }

    static async Task<int> RunAsync(HostSettings settings, CancellationToken ct)
    {
        settings.CheckReach();
        settings.RequireConnection("api");
        SettingsCheck.Run(settings);
        using var tracing = Tracing.Start(settings.Configuration, "segmentation-api");
        await using var app = ApiHost.Build(settings);
        var address = await ApiHost.StartAsync(app, settings, ct);
        Console.WriteLine($"Listening on {address}");
        return await ApiHost.RunAsync(app, ct);
    }
}
