namespace Segmentation.Cli;

sealed partial class PrivatePostgres
{
    const int StartTries = 20;

    /// <summary>Settings that differ from PostgreSQL's defaults. On the command line, so that a new version of this
    /// program changes them for an existing cluster too.</summary>
    static readonly string[] Settings =
    [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "max_connections=60",
        "shared_buffers=128MB",
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_wal_size=512MB",
        "checkpoint_timeout=10min",
        "random_page_cost=1.1",
        "jit=off",
        "autovacuum_naptime=15s",
        "log_timezone=UTC",
        "timezone=UTC",
        "cluster_name=segmentation",
    ];

    async Task StartServerAsync(CancellationToken ct)
    {
        KeepOneOldLog();
        for (var left = StartTries; ; left--)
        {
            var (code, output) = await _account.RunAsync(_binaries.PgCtl, StartArguments(), ct);
            if (code == 0) break;

            var log = File.Exists(_cluster.Log) ? await File.ReadAllTextAsync(_cluster.Log, ct) : "";
            if (left == 0 || !MayPass(log)) throw CannotStart(output, log);
            await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
        }

        _guard ??= Guard();
    }

    string[] StartArguments()
    {
        var settings = string.Join(' ', Settings.Append($"port={_port}").Select(setting => "-c " + setting));
        return ["start", "-D", _cluster.Folder, "-l", _cluster.Log, "-w", "-t", "120", "-s", "-o", settings];
    }

    // Processes of a killed server free their memory within seconds, and another program may hold the port for a
    // moment.
    static bool MayPass(string log) =>
        LastStart(log).Contains("pre-existing shared memory block")
            || LastStart(log).Contains("Address already in use");

    static string LastStart(string log) => log[Math.Max(0, log.Length - 2000)..];

    PrivatePostgresException CannotStart(string output, string log)
    {
        if (PrivatePostgresDisk.IsFull(LastStart(log)) || PrivatePostgresDisk.IsFull(output))
            return PrivatePostgresDisk.Full(_cluster.Folder);
        var reason = log.Split('\n').LastOrDefault(line => line.Contains("FATAL:") || line.Contains("PANIC:"))
            ?? output;
        return new($"PostgreSQL could not be started on {_cluster.Folder}: {reason.Trim()} More in {_cluster.Log}.");
    }

    void KeepOneOldLog()
    {
        if (File.Exists(_cluster.Log) && new FileInfo(_cluster.Log).Length > 1_000_000)
            File.Move(_cluster.Log, _cluster.Log + ".1", overwrite: true);
    }

    PrivatePostgresGuard? Guard() => OperatingSystem.IsWindows()
        ? null
        : PrivatePostgresGuard.Start(
            _account, _binaries.PgCtl, ["stop", "-D", _cluster.Folder, "-m", "fast", "-t", "60", "-w"]);

    /// <summary>Restarts the server on the same port whenever it stops unexpectedly.</summary>
    async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                using (var server = await _cluster.FindServerAsync(_stopping.Token))
                    await (server?.WaitForExitAsync(_stopping.Token) ?? Task.CompletedTask);
                _say("PostgreSQL has stopped unexpectedly; restarting it");
                await RestartAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }

    async Task RestartAsync()
    {
        try
        {
            await StartServerAsync(_stopping.Token);
        }
        catch (PrivatePostgresException failed)
        {
            _say(failed.Message);
            await Task.Delay(TimeSpan.FromSeconds(2), _stopping.Token);
        }
    }
}
