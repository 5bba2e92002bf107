using System.Collections.Concurrent;
using Npgsql;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>What can happen to a service.</summary>
enum Fault
{
    Kill,
    Freeze,
    Stop,
    Network,
    Sessions,
    Server,
}

/// <summary>A worker of the soak, behind a proxy of its own, started again after every end.</summary>
sealed class SoakWorker(int number, Func<string, string, RunningService> start, string connectionString)
    : IAsyncDisposable
{
    int _starts;

    public FaultProxy Proxy { get; } = FaultProxy.Before(new NpgsqlConnectionStringBuilder(connectionString).Port);

    public RunningService Process { get; private set; } = null!;

    /// <summary>A fault is at work here: another one waits for its end.</summary>
    public bool Busy { get; set; }

    public void Start() => Process = start(
        $"w{number}-{_starts++}",
        new NpgsqlConnectionStringBuilder(connectionString) { Port = Proxy.Port }.ConnectionString);

    public ValueTask DisposeAsync() => Proxy.DisposeAsync();
}

/// <summary>Does faults of six kinds at random to workers, network and PostgreSQL, and counts them.</summary>
/// <param name="lease">Of the workers: what is shorter is survived by renewals, what is longer costs a lease.</param>
sealed class Faults(
    ScratchPostgres server,
    IReadOnlyList<SoakWorker> workers, Func<RunningService, Task> kill, TimeSpan lease, Random random)
{
    // The server's end concerns everybody, and nobody sweeps for a lease after it: as often as the others, nothing else
    // were tested.
    static readonly Fault[] Odds =
    [
        .. Enumerable.Repeat(Fault.Kill, 4), .. Enumerable.Repeat(Fault.Freeze, 4), .. Enumerable.Repeat(Fault.Stop, 3),
        .. Enumerable.Repeat(Fault.Network, 4), .. Enumerable.Repeat(Fault.Sessions, 4), Fault.Server,
    ];

    readonly List<Task> _running = [];

    public ConcurrentDictionary<Fault, int> Counts { get; } = new();

    /// <summary>Begins one; it may last for two leases.</summary>
    public async Task OneAsync()
    {
        var fault = Odds[random.Next(Odds.Length)];
        if (fault == Fault.Server) await EndServerAsync();
        else if (workers.Where(worker => !worker.Busy).ToArray() is { Length: > 0 } free)
            _running.Add(DoAsync(fault, free[random.Next(free.Length)], lease * (random.NextDouble() * 2),
                random.Next(3), random.Next(2_000)));
        else return;

        Counts.AddOrUpdate(fault, 1, (_, count) => count + 1);
        foreach (var ended in _running.Where(task => task.IsCompleted).ToArray())
        {
            _running.Remove(ended);
            await ended;
        }
    }

    /// <summary>Starts the workers again that have ended by themselves, as a supervisor does.</summary>
    public async Task ReviveAsync()
    {
        foreach (var worker in workers.Where(worker => !worker.Busy && worker.Process.Ended)) await KillAsync(worker);
    }

    /// <summary>Waits until the last one is over.</summary>
    public Task OverAsync() => Task.WhenAll(_running);

    async Task DoAsync(Fault fault, SoakWorker worker, TimeSpan time, int how, int latency)
    {
        worker.Busy = true;
        try
        {
            await (fault switch
            {
                Fault.Kill => KillAsync(worker),
                Fault.Freeze => FreezeAsync(worker, time),
                Fault.Stop => StopAsync(worker),
                Fault.Network => NetworkAsync(worker.Proxy, time, how, latency),
                _ => EndSessionsAsync(worker.Proxy),
            });
        }
        finally
        {
            worker.Busy = false;
        }
    }

    async Task KillAsync(SoakWorker worker)
    {
        await kill(worker.Process);
        worker.Start();
    }

    static async Task FreezeAsync(SoakWorker worker, TimeSpan time)
    {
        await ChaosTest.SignalAsync("STOP", worker.Process);
        await Task.Delay(time);   // the fault is that it takes time
        await ChaosTest.SignalAsync("CONT", worker.Process);
    }

    async Task StopAsync(SoakWorker worker)
    {
        await worker.Process.EndAsync();
        await kill(worker.Process);
        worker.Start();
    }

    static async Task NetworkAsync(FaultProxy proxy, TimeSpan time, int how, int latency)
    {
        (proxy.Blackhole, proxy.Latency) = (how == 0, TimeSpan.FromMilliseconds(how == 1 ? latency : 0));
        if (how == 2) proxy.CutAfter("COMMIT");
        await Task.Delay(time);
        (proxy.Blackhole, proxy.Latency) = (false, TimeSpan.Zero);
        if (how == 0) proxy.Reset();
    }

    // From the inside: as an administrator or a failing backend does.
    async Task EndSessionsAsync(FaultProxy proxy)
    {
        try
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false;Timeout=5");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename IS "
                + "NOT NULL AND random() < 0.3", connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception away) when (away is NpgsqlException or IOException)
        {
            proxy.Reset();   // the server is being started; from the outside then
        }
    }

    async Task EndServerAsync()
    {
        await server.EndAsync(new[] { "fast", "immediate", "kill" }[random.Next(3)]);
        await Task.Delay(lease * random.NextDouble());
        await server.StartAgainAsync();
    }
}
