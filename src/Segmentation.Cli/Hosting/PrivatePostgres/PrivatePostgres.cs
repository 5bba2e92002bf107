using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Segmentation.Cli;

/// <summary>
/// A PostgreSQL of this program's own, under its data folder: on a free port of loopback, with its own password,
/// stopped with the program. The caller holds the <see cref="PrivatePostgresLock"/> of the folder.
/// </summary>
sealed partial class PrivatePostgres : IAsyncDisposable
{
    readonly PrivatePostgresAccount _account;
    readonly PrivatePostgresBinaries _binaries;
    readonly PrivatePostgresData _cluster;
    readonly CancellationTokenSource _stopping = new();
    readonly Action<string> _say;
    readonly int _port;
    PrivatePostgresGuard? _guard;
    Task _watch = Task.CompletedTask;

    PrivatePostgres(
        PrivatePostgresAccount account, PrivatePostgresBinaries binaries, PrivatePostgresData cluster,
        Action<string> say)
    {
        (_account, _binaries, _cluster, _say, _port) = (account, binaries, cluster, say, FreePort());
        ConnectionString = Connection(_port, cluster.Password());
    }

    /// <summary>Of the database <c>segmentation</c>; valid for the lifetime of this object, also after a crash of the
    /// server.</summary>
    public string ConnectionString { get; }

    /// <summary>Such as 18.4.</summary>
    public string Version => _binaries.Version;

    /// <summary>Creates the cluster if there is none, stops a server left over from a killed program, and starts
    /// one.</summary>
    /// <param name="dataFolder">Its lock is held by the caller.</param>
    /// <param name="options">Where binaries are and who runs them.</param>
    /// <param name="say">Called with one sentence for every slow step.</param>
    /// <exception cref="PrivatePostgresException">The message says what is missing and what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(
        string dataFolder, PrivatePostgresOptions options, Action<string> say, CancellationToken ct)
    {
        var home = PrivatePostgresData.In(dataFolder);
        var account = await PrivatePostgresAccount.ChooseAsync(options, home.Home, ct);
        var found = await PrivatePostgresBinaries.FindAsync(options, home.Major, ct);
        var reach = new PrivatePostgresReach(options.SharedFolder, account);
        var binaries = await reach.BinariesAsync(found, say, ct);
        var cluster = await PrivatePostgresData.PlaceAsync(dataFolder, account, reach, ct);

        if (cluster.Major is null)
        {
            say($"Making a private PostgreSQL {binaries.Version} in {cluster.Home}");
            await cluster.InitializeAsync(binaries, account, ct);
        }

        var server = new PrivatePostgres(account, binaries, cluster, say);
        await server.EndOrphanAsync(ct);
        await server.StartServerAsync(ct);
        await server.EnsureDatabaseAsync(ct);
        server._watch = server.WatchAsync();
        return server;
    }

    /// <summary>Stops the server; open transactions are rolled back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch;
        if (_guard is not null) await _guard.DisposeAsync();

        // Windows has no guard, and a guard that was killed has stopped nothing.
        using (var left = await _cluster.FindServerAsync(CancellationToken.None))
            if (left is not null) await StopServerAsync("fast", CancellationToken.None);

        _stopping.Dispose();
    }

    async Task EndOrphanAsync(CancellationToken ct)
    {
        using var orphan = await _cluster.FindServerAsync(ct);
        if (orphan is null) return;

        _say($"Stopping a PostgreSQL left over from an earlier run (process {orphan.Id})");
        await StopServerAsync("fast", ct);
        if (!orphan.HasExited) await StopServerAsync("immediate", ct);
    }

    Task<(int ExitCode, string Output)> StopServerAsync(string mode, CancellationToken ct) =>
        _account.RunAsync(_binaries.PgCtl, ["stop", "-D", _cluster.Folder, "-m", mode, "-t", "20", "-w"], ct);

    async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
            await connection.OpenAsync(ct);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var builder = new NpgsqlConnectionStringBuilder(ConnectionString)
            {
                Database = "postgres",
                Pooling = false,
            };
            await using var connection = new NpgsqlConnection(builder.ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("CREATE DATABASE segmentation", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
