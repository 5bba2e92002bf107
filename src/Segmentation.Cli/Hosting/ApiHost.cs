using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Segmentation.Api;

namespace Segmentation.Cli;

/// <summary>The page and the API in this process.</summary>
static class ApiHost
{
    static readonly TimeSpan ForOpenStreams = TimeSpan.FromSeconds(5);

    /// <summary>Everything but the start; reads no setting that the start may still change.</summary>
    public static WebApplication Build(HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
        });
        builder.Configuration.AddConfiguration(settings.Configuration);
        HostLogging.Configure(builder.Logging);
        builder.WebHost.UseUrls($"http://{(settings.Host.Contains(':') ? $"[{settings.Host}]" : settings.Host)}:{settings.Port}");
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = ForOpenStreams);
        builder.Services.AddSegmentationApi();

        var app = builder.Build();
        app.MapSegmentationApi();
        return app;
    }

    /// <summary>Starts listening and gives the address for a browser on this machine.</summary>
    /// <exception cref="CommandFailedException">A setting is wrong, or the port is taken.</exception>
    public static async Task<string> StartAsync(WebApplication app, HostSettings settings, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw PortTaken(settings, taken);
        }
        catch (SocketException refused)
        {
            throw new CommandFailedException(ExitCode.Usage,
                $"Cannot listen on {settings.Host}:{settings.Port}: {refused.Message}. Choose another --host or --port.", refused);
        }

        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var address = new UriBuilder(listening);
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            address.Host = "localhost";
        return address.Uri.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Serves until asked to end, or until it ends itself; gives the exit code.</summary>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken ct)
    {
        using (ct.Register(app.Lifetime.StopApplication)) await app.WaitForShutdownAsync(CancellationToken.None);
        return Environment.ExitCode;
    }

    /// <summary>Looks at the port before anything slow is begun for nothing.</summary>
    /// <exception cref="CommandFailedException">The port is taken.</exception>
    public static void CheckPort(HostSettings settings)
    {
        if (settings.Port == 0 || !IPAddress.TryParse(settings.Host == "localhost" ? "127.0.0.1" : settings.Host, out var address)) return;
        try
        {
            using var listener = new TcpListener(address, settings.Port);
            listener.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw PortTaken(settings, taken);
        }
        catch (SocketException)
        {
            // Whatever else is wrong with the address is told by the start itself.
        }
    }

    static CommandFailedException PortTaken(HostSettings settings, Exception reason) => new(ExitCode.Failed,
        $"Port {settings.Port} on {settings.Host} is in use by another program. Stop it, or choose another with --port (0 takes a free one).",
        reason);
}
