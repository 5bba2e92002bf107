using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Segmentation.IntegrationTests.Support;

/// <summary>The PostgreSQL of a test run: the one named by SEGMENTATION_TEST_DB, or a private one that lives as long as the run.</summary>
static class TestServer
{
    static readonly Lazy<Task<string>> Started = new(StartAsync);

    public static Task<string> ConnectionStringAsync() => Started.Value;

    static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("SEGMENTATION_TEST_DB") is { Length: > 0 } named) return named;

        const string Bin = "/usr/lib/postgresql/15/bin";
        var folder = Path.Combine(Path.GetTempPath(), $"segmentation-test-{Guid.NewGuid():N}");
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop();
            await RunAsync($"mkdir -p {folder} && chown postgres {folder}");
            await RunAsync($"runuser -u postgres -- {Bin}/initdb -D {folder}/c -A trust -U postgres > /dev/null");
            await RunAsync($"runuser -u postgres -- {Bin}/pg_ctl start -w -s -D {folder}/c -l {folder}/log -o '-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200'");
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                using var stop = Process.Start("/bin/sh", ["-c", $"runuser -u postgres -- {Bin}/pg_ctl stop -m immediate -s -D {folder}/c; rm -rf {folder}"]);
                stop.WaitForExit();
            };
            return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
        }
    }

    static async Task RunAsync(string script)
    {
        using var shell = Process.Start("/bin/sh", ["-c", script]);
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0) throw new InvalidOperationException($"The test server was not started: {script}");
    }
}
