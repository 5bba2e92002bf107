using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Segmentation.Postgres;
using Segmentation.Worker;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>This assembly as a program: a worker as the product has it, whose engine does what the dataset's file
/// says.</summary>
/// <remarks>So the product needs no workload for tests, and a test can kill, freeze and starve a real
/// process.</remarks>
static class ScriptedWorker
{
    public static async Task Main()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddEnvironmentVariables("SEGMENTATION_");
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton<IEngine>(
            all => new ScriptedEngine(Name(all), Folder(all), all.GetRequiredService<Database>()));
        if (builder.Configuration.GetValue<TimeSpan?>("Script:ClockShift") is { } shift)
            builder.Services.AddSingleton<TimeProvider>(new ShiftedClock(shift));
        builder.Services.AddSegmentationWorker();
        using var host = builder.Build();
        await host.RunAsync();
    }

    static string Name(IServiceProvider all) => all.GetRequiredService<IConfiguration>()["Script:Name"]!;

    static string Folder(IServiceProvider all) => all.GetRequiredService<IConfiguration>()["Script:Folder"]!;

    /// <summary>A machine whose clock is wrong.</summary>
    sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
