using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Segmentation.IntegrationTests.Support;

/// <summary>A real Spark Connect server on free ports of loopback.</summary>
sealed partial class SparkServer : IAsyncDisposable
{
    const int MostTries = 3;

    static readonly Lazy<Task<SparkServer>> Shared = new(() => StartAsync());

    readonly SparkProcess _process;
    readonly HttpClient _ui;
    string? _application;

    SparkServer(SparkProcess process, int port, int uiPort)
    {
        (_process, Address, UiAddress) = (process, $"sc://127.0.0.1:{port}", $"http://127.0.0.1:{uiPort}");
        _ui = new() { BaseAddress = new(UiAddress), Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>Like sc://127.0.0.1:15002.</summary>
    public string Address { get; }

    /// <summary>Of Spark's own pages and status API, like http://127.0.0.1:4040.</summary>
    public string UiAddress { get; }

    public bool IsRunning => _process.IsRunning;

    /// <summary>Everything it said so far.</summary>
    public string Log => _process.Log;

    /// <summary>The one of this test process, started at the first call; it ends with the process. Not to be killed by
    /// a test.</summary>
    public static Task<SparkServer> SharedAsync() => Shared.Value;

    /// <summary>Starts one that belongs to the caller and waits until it takes calls.</summary>
    /// <param name="master">Where the work is done, like local[2] or spark://host:port.</param>
    /// <param name="port">Of the protocol; a free one unless given.</param>
    /// <param name="settings">Further settings of Spark, like spark.executor.memory=512m.</param>
    public static async Task<SparkServer> StartAsync(string master = "local[2]", int port = 0, params string[] settings)
    {
        for (var left = MostTries; ; left--)
        {
            var server = await BeginAsync(master, port == 0 ? FreePort() : port, settings);
            try
            {
                await server._process
                    .UntilAsync(() => Task.FromResult(server.Log.Contains("Spark Connect server started at")));
                return server;
            }
            catch (Exception) when (left > 1 && server.Log.Contains("Address already in use"))
            {
                // Somebody took the free port between the look and the start.
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>A port of loopback that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Spark jobs that run now, by its status API.</summary>
    public Task<int> RunningJobsAsync() => CountAsync("jobs?status=running");

    /// <summary>Tables and views that it keeps in memory or on disk, by its status API.</summary>
    public Task<int> StoredAsync() => CountAsync("storage/rdd");

    async Task<int> CountAsync(string what)
    {
        _application ??= (await _ui.GetFromJsonAsync<JsonElement>("api/v1/applications"))[0].GetProperty("id")
            .GetString();
        return (await _ui.GetFromJsonAsync<JsonElement>($"api/v1/applications/{_application}/{what}")).GetArrayLength();
    }

    /// <summary>Sessions that are open now, by its page of the protocol.</summary>
    public async Task<int> SessionsAsync()
    {
        var page = await _ui.GetStringAsync("connect/");
        var online = OnlineSessions().Match(page);
        Assert.True(online.Success, "The page of Spark Connect looks different: " + page);
        return int.Parse(online.Groups["count"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Signal 9; returns when it is gone.</summary>
    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync()
    {
        _ui.Dispose();
        return _process.DisposeAsync();
    }

    static async Task<SparkServer> BeginAsync(string master, int port, string[] settings)
    {
        var uiPort = FreePort();
        string[] all =
        [
            $"spark.connect.grpc.binding.port={port}",
            $"spark.ui.port={uiPort}",
            .. settings,
        ];
        var process = await SparkProcess.StartAsync(
            [
                "--master", master,
                "--driver-memory", "1500m", .. all.SelectMany(setting => (string[])["--conf", setting])]);
        return new(process, port, uiPort);
    }

    [GeneratedRegex(@"(?<count>\d+)\s*(</strong>)?\s*session\(s\) are online", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OnlineSessions();
}
