using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Segmentation.Cli;

/// <summary>A Spark Connect server of this program's own, on free ports of loopback, restarted when it dies and stopped
/// with the program. The caller holds the <see cref="PrivatePostgresLock"/> of the data folder.</summary>
sealed class PrivateSpark : IAsyncDisposable
{
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Stable = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    readonly PrivateSparkPlan _plan;
    readonly PrivateSparkProcess _process;
    readonly CancellationTokenSource _stopping = new();
    readonly Action<string> _say;
    readonly (int Connect, int Ui) _ports = FreePorts();
    // Other users of this machine can reach loopback too, and a client of Spark can read and write everything that this
    // user can.
    readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
    PrivatePostgresGuard? _guard;
    Task _watch = Task.CompletedTask;

    PrivateSpark(PrivateSparkPlan plan, string dataFolder, Action<string> say) =>
        (_plan, _process, _say) = (plan, new(Path.Combine(dataFolder, "spark")), say);

    /// <summary>Contains the token; valid for the lifetime of this object, also after a crash of the server.</summary>
    public string Address => $"{Place}/;use_ssl=false;token={_token}";

    /// <summary>Spark's own page.</summary>
    public string Ui => $"http://127.0.0.1:{_ports.Ui}";

    string Place => $"sc://127.0.0.1:{_ports.Connect}";

    /// <summary>Chooses the ports and stops a server left over from a killed program.</summary>
    /// <param name="dataFolder">Its lock is held by the caller.</param>
    /// <param name="say">Called with one sentence for every change.</param>
    public static async Task<PrivateSpark> PrepareAsync(
        PrivateSparkPlan plan, string dataFolder, Action<string> say, CancellationToken ct)
    {
        var spark = new PrivateSpark(plan, dataFolder, say);
        if (await spark._process.StopAsync(ct) is { } orphan)
            say($"Stopped a Spark left over from an earlier run (process {orphan})");
        spark._guard = spark._process.Guard();
        return spark;
    }

    /// <summary>Starts the server in the background; it answers seconds later.</summary>
    public void Begin() => _watch = WatchAsync();

    /// <summary>Stops the server; what runs on it is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch;
        if (_guard is not null) await _guard.DisposeAsync();
        // A guard that was killed has stopped nothing.
        await _process.StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    async Task WatchAsync()
    {
        for (var delay = Shortest;
            !_stopping.IsCancellationRequested;
            delay = delay * 2 < Longest ? delay * 2 : Longest)
        {
            var started = Stopwatch.GetTimestamp();
            _process.KeepOneOldLog();
            using var server = _process.Start(
                _plan.Command(_ports.Connect, _ports.Ui, _process.Scratch), _plan.Environment(_token));
            await UntilEndedAsync(server, started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
            {
                server.Kill();
                return;
            }

            if (Stopwatch.GetElapsedTime(started) > Stable) delay = Shortest;
            _say($"Spark has stopped unexpectedly with code {server.ExitCode}; "
                + $"restarting it in {delay.TotalSeconds} s. See {_process.Log}");
            await Task.Delay(delay, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task UntilEndedAsync(Process server, long started)
    {
        using var timer = new PeriodicTimer(Look);
        while (!server.HasExited && await timer.WaitForNextTickAsync(_stopping.Token))
        {
            if (!await AnswersAsync()) continue;

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            _say($"Spark {_plan.Version} runs at {Place} after {seconds:0} s, its own page is {Ui}");
            break;
        }

        await server.WaitForExitAsync(_stopping.Token);
    }

    async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _ports.Connect, _stopping.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Both listeners are open at once, so that the ports differ.
    static (int Connect, int Ui) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
