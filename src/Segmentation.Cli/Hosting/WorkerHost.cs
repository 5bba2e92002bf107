using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Segmentation.Worker;

namespace Segmentation.Cli;

/// <summary>A worker in this process.</summary>
static class WorkerHost
{
    // A parent that stops normally waits until jobs are given back; one that was killed has taken the database with it.
    static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(40);
    static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(HostSettings settings, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.Services.AddSegmentationWorker();
        HostLogging.Configure(builder.Logging);
        using var tracing = Tracing.Start(settings.Configuration, "segmentation-worker");
        using var host = builder.Build();
        await host.StartAsync(ct);
        using (ct.Register(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication))
            await host.WaitForShutdownAsync(CancellationToken.None);
        return Environment.ExitCode;
    }

    /// <summary>Canceled when the parent closes this process's standard input, which also happens when it is
    /// killed.</summary>
    public static CancellationTokenSource ParentGone(CancellationToken ct)
    {
        var gone = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // A thread of its own: the thread pool may be blocked.
        var watch = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            var patience = AfterKill;
            while (input.ReadByte() >= 0) patience = AfterStop;
            gone.Cancel();
            Thread.Sleep(patience);
            Environment.Exit(ExitCode.Failed);
        })
        {
            IsBackground = true,
            Name = "parent watch",
        };
        watch.Start();
        return gone;
    }
}
