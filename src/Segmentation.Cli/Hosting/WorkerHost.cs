using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Segmentation.Cli;

/// <summary>A worker in this process.</summary>
static class WorkerHost
{
    // Time to give jobs back after the parent has gone; a worker that hangs is ended then.
    static readonly TimeSpan LastWill = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(HostSettings settings, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddConfiguration(settings.Configuration);
        HostLogging.Configure(builder.Logging);
        using var host = builder.Build();
        try
        {
            await host.StartAsync(ct);
        }
        catch (OptionsValidationException wrong)
        {
            throw new CommandFailedException(ExitCode.Usage, string.Join(Environment.NewLine, wrong.Failures), wrong);
        }

        using (ct.Register(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication))
            await host.WaitForShutdownAsync(CancellationToken.None);
    }

    /// <summary>Canceled when the parent closes this process's standard input, which also happens when it is killed.</summary>
    public static CancellationTokenSource ParentGone(CancellationToken ct)
    {
        var gone = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // A thread of its own: the pool may be what hangs.
        var watch = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }
            gone.Cancel();
            Thread.Sleep(LastWill);
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
