using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Segmentation.Cli;

/// <summary>Everything that <c>serve</c> runs, in the order of its start; it stops in reverse order.</summary>
/// <param name="withSpark">Whether to run a private Spark too.</param>
sealed class Service(HostSettings settings, bool withSpark)
{
    public async Task<int> RunAsync(CancellationToken ct)
    {
        settings.CheckReach();
        SettingsCheck.Run(settings);
        ApiHost.CheckPort(settings);
        var plan = withSpark ? await PrivateSparkPlan.MakeAsync(settings.Configuration, ct) : null;
        try
        {
            using var folder = settings.Connection is null || withSpark
                ? PrivatePostgresLock.Take(settings.DataFolder) : null;
            await using var spark = plan is null ? null : await PrepareSparkAsync(plan, ct);
            using var tracing = Tracing.Start(settings.Configuration, "segmentation-api");
            // The two slow parts of the start run in parallel.
            var building = Task.Run(() => ApiHost.Build(settings), ct);
            await using var database = await StartDatabaseAsync(ct);
            await using var app = await building;
            return await RunOnAsync(app, folder, spark, ct);
        }
        catch (PrivatePostgresException failed)
        {
            throw new CommandFailedException(ExitCode.Failed, failed.Message, failed);
        }
    }

    async Task<PrivateSpark> PrepareSparkAsync(PrivateSparkPlan plan, CancellationToken ct)
    {
        var spark = await PrivateSpark.PrepareAsync(plan, settings.DataFolder, Say, ct);
        settings.Configuration[PrivateSparkPlan.AddressKey] = spark.Address;
        if (settings.Configuration[PrivateSparkPlan.UiKey] is not { Length: > 0 })
            settings.Configuration[PrivateSparkPlan.UiKey] = spark.Ui;
        return spark;
    }

    async Task<PrivatePostgres?> StartDatabaseAsync(CancellationToken ct)
    {
        if (settings.Connection is not null) return null;

        Say($"Data folder {settings.DataFolder}");
        var options = settings.Configuration.GetSection("PrivateServer").Get<PrivatePostgresOptions>() ?? new();
        var server = await PrivatePostgres.StartAsync(settings.DataFolder, options, Say, ct);
        Say($"PostgreSQL {server.Version} runs");
        settings.Configuration[HostSettings.ConnectionKey] = server.ConnectionString;
        return server;
    }

    async Task<int> RunOnAsync(
        WebApplication app, PrivatePostgresLock? folder, PrivateSpark? spark, CancellationToken ct)
    {
        var address = await ApiHost.StartAsync(app, settings, ct);
        folder?.Announce(address);
        Console.WriteLine($"Segmentation is at {address}");
        Say("Press Ctrl-C to stop");
        // Not earlier: Spark's start would slow down what the user waits for.
        spark?.Begin();

        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Segmentation.Serve");
        var worker = new WorkerProcess(WorkerEnvironment(), log).RunAsync(app.Lifetime.ApplicationStopping);
        var exitCode = await ApiHost.RunAsync(app, ct);
        await worker;
        Say("Stopped");
        return exitCode;
    }

    Dictionary<string, string> WorkerEnvironment()
    {
        var environment = new Dictionary<string, string>
        {
            ["SEGMENTATION_Database__ConnectionString"] = settings.Connection!,
            ["SEGMENTATION_Storage__DataFolder"] = settings.DataFolder,
        };
        if (!withSpark) return environment;

        foreach (var key in (string[])[PrivateSparkPlan.AddressKey, PrivateSparkPlan.UiKey])
            environment["SEGMENTATION_" + key.Replace(":", "__")] = settings.Configuration[key]!;
        return environment;
    }

    static void Say(string sentence) => Console.Error.WriteLine(sentence);
}
