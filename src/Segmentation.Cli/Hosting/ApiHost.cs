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
using Segmentation.Insights;

namespace Segmentation.Cli;

/// <summary>The page and the API in this process.</summary>
static class ApiHost
{
    static readonly TimeSpan ForOpenStreams = TimeSpan.FromSeconds(5);

    /// <summary>Builds the application without starting it; reads no setting that may still change before the
    /// start.</summary>
    /// <exception cref="CommandFailedException">The texts of the actions are not as they should be.</exception>
    public static WebApplication Build(HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
        });
        builder.Configuration.AddConfiguration(settings.Configuration);
        HostLogging.Configure(builder.Logging);
        var host = settings.Host.Contains(':') ? $"[{settings.Host}]" : settings.Host;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls($"http://{host}:{settings.Port}");
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(
            options => options.ShutdownTimeout = ForOpenStreams);
        AddApi(builder.Services);

        var app = builder.Build();
        app.MapSegmentationApi();
        return app;
    }

    static void AddApi(IServiceCollection services)
    {
        try
        {
            services.AddSegmentationApi();
        }
        catch (InvalidActionsException wrong)
        {
            throw new CommandFailedException(ExitCode.Usage, wrong.Message, wrong);
        }
    }

    /// <summary>Starts listening and returns the address for a browser on this machine.</summary>
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
                $"Cannot listen on {settings.Host}:{settings.Port}: {refused.Message}. "
                + "Choose another --host or --port.", refused);
        }

        var server = app.Services.GetRequiredService<IServer>();
        var address = new UriBuilder(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
            && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            address.Host = "localhost";
        return address.Uri.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Serves until it is stopped or stops itself; returns the exit code.</summary>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken ct)
    {
        using (ct.Register(app.Lifetime.StopApplication)) await app.WaitForShutdownAsync(CancellationToken.None);
        return Environment.ExitCode;
    }

    /// <summary>Checks that the port is free before anything slow starts.</summary>
    /// <exception cref="CommandFailedException">The port is taken.</exception>
    public static void CheckPort(HostSettings settings)
    {
        var host = settings.Host == "localhost" ? "127.0.0.1" : settings.Host;
        if (settings.Port == 0 || !IPAddress.TryParse(host, out var address)) return;
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
            // Any other error of the address is reported when the server starts to listen.
        }
    }

    static CommandFailedException PortTaken(HostSettings settings, Exception reason) => new(ExitCode.Failed,
        $"Port {settings.Port} on {settings.Host} is in use by another program. Stop it, "
        + "or choose another with --port (0 takes a free one).", reason);
}
