using System.Net.Http.Json;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Support;

/// <summary>A standalone cluster of processes: a master, two workers of one core and 1 GB each, and a Connect server on
/// it.</summary>
sealed class SparkCluster : IAsyncDisposable
{
    const int WorkerCount = 2;

    readonly HttpClient _masterPage;
    readonly List<SparkProcess> _processes = [];

    SparkCluster(int masterPagePort) => _masterPage = new() { BaseAddress = new($"http://127.0.0.1:{masterPagePort}") };

    public SparkServer Server { get; private set; } = null!;

    /// <param name="executorMemory">Of each executor, 512m to 1g.</param>
    public static async Task<SparkCluster> StartAsync(string executorMemory = "768m")
    {
        var (port, pagePort) = (SparkServer.FreePort(), SparkServer.FreePort());
        var cluster = new SparkCluster(pagePort);
        try
        {
            await cluster.StartProcessesAsync($"spark://127.0.0.1:{port}", port, pagePort);
            cluster.Server = await SparkServer.StartAsync(
                $"spark://127.0.0.1:{port}", settings: $"spark.executor.memory={executorMemory}");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Workers that the master counts as alive.</summary>
    public async Task<int> AliveWorkersAsync()
    {
        try
        {
            return (await _masterPage.GetFromJsonAsync<JsonElement>("json/")).GetProperty("aliveworkers").GetInt32();
        }
        catch (HttpRequestException)
        {
            return 0;   // the master is not up yet
        }
        catch (JsonException)
        {
            return 0;   // its page listens already, but not this part of it
        }
    }

    /// <summary>Signal 9 to a worker process and to its executors.</summary>
    /// <param name="worker">0 or 1.</param>
    public Task KillWorkerAsync(int worker) => _processes[1 + worker].KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        foreach (var process in _processes) await process.DisposeAsync();
        _masterPage.Dispose();
    }

    async Task StartProcessesAsync(string master, int port, int pagePort)
    {
        var small = new Dictionary<string, string> { ["SPARK_DAEMON_MEMORY"] = "256m" };
        _processes.Add(await SparkProcess.StartAsync(
            ["master", "--port", $"{port}", "--webui-port", $"{pagePort}"], small));
        for (var n = 0; n < WorkerCount; n++)
            _processes.Add(await SparkProcess.StartAsync(
                ["worker", master, "--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0"],
                small));
        await _processes[0].UntilAsync(async () => await AliveWorkersAsync() == WorkerCount);
    }
}
