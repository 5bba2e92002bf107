using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Segmentation.Benchmarks;

/// <summary>A Spark Connect server of this process, started by the repository's own script; it ends with this process,
/// however that ends.</summary>
sealed class SparkServer : IAsyncDisposable
{
    public const string Master = "local[2]";

    // A group of its own, which is killed as a whole when standard input closes.
    const string Script = """
        setsid "$@" 2>&1 < /dev/null &
        server=$!
        exec > /dev/null 2>&1
        trap '' INT TERM HUP
        cat
        kill -s KILL -- "-$server"
        wait
        """;

    readonly Process _guard;
    Task _rest = Task.CompletedTask;

    SparkServer(Process guard, string address) => (_guard, Address) = (guard, address);

    /// <summary>Like sc://127.0.0.1:15002.</summary>
    public string Address { get; }

    /// <summary>Starts one and waits until it takes calls.</summary>
    /// <param name="folder">For what it keeps on disk.</param>
    /// <param name="memory">As Java writes it, like 4g.</param>
    /// <exception cref="InvalidOperationException">It ended; the message has what it said.</exception>
    public static async Task<SparkServer> StartAsync(string folder, string memory)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("/bin/sh", [
            "-c", Script, "spark", Path.Combine(Root(), "spark", "start"), "--master", Master,
            "--driver-memory", memory,
            "--conf", $"spark.connect.grpc.binding.port={port}", "--conf", $"spark.ui.port={FreePort()}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["SPARK_LOCAL_IP"] = "127.0.0.1",
                ["SPARK_LOCAL_DIRS"] = folder,
                ["JAVA_TOOL_OPTIONS"] = $"-Djava.io.tmpdir={folder}",
            },
        };
        start.Environment.Remove("SPARK_CONF_DIR");
        var server = new SparkServer(Process.Start(start)!, $"sc://127.0.0.1:{port}");
        await server.UntilReadyAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _rest;
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    async Task UntilReadyAsync()
    {
        var said = new List<string>();
        do
        {
            if (await _guard.StandardOutput.ReadLineAsync() is not { } line)
                throw new InvalidOperationException(
                    "Spark ended before it was up:\n" + string.Join('\n', said.TakeLast(20)));
            said.Add(line);
        }
        while (!said[^1].Contains("Spark Connect server started at"));

        // What it says from now on is read too, or it would wait for a reader.
        _rest = _guard.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Segmentation.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
