using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Segmentation.Cli;
using Segmentation.IntegrationTests.Queue;

namespace Segmentation.IntegrationTests.Support;

/// <summary>A PostgreSQL of one test, on a port of its own, that the test stops, kills and starts as it
/// likes.</summary>
sealed class ScratchPostgres : IAsyncDisposable
{
    readonly PrivatePostgresAccount _account;
    readonly PrivatePostgresBinaries _binaries;
    readonly PrivatePostgresData _cluster;
    readonly string _folder;
    PrivatePostgresGuard? _guard;

    ScratchPostgres(
        PrivatePostgresAccount account, PrivatePostgresBinaries binaries, PrivatePostgresData cluster, string folder) =>
        (_account, _binaries, _cluster, _folder) = (account, binaries, cluster, folder);

    public int Port { get; } = FreePort();

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = PrivatePostgresData.Superuser,
        Password = _cluster.Password(),
        Database = "postgres",
    }.ConnectionString;

    /// <summary>Makes the cluster and starts it.</summary>
    /// <param name="mount">A folder for its files; null for one of its own.</param>
    public static async Task<ScratchPostgres> StartAsync(string? mount = null)
    {
        var options = new PrivatePostgresOptions
        {
            BinariesFolder = Environment.GetEnvironmentVariable("SEGMENTATION_TEST_POSTGRES"),
        };
        var folder = mount ?? Directory.CreateTempSubdirectory("segmentation-postgres-").FullName;
        // PostgreSQL runs as another user under root, and that one passes through.
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        var account = await PrivatePostgresAccount.ChooseAsync(options, folder, CancellationToken.None);
        var found = await PrivatePostgresBinaries.FindAsync(options, null, CancellationToken.None);
        var reach = new PrivatePostgresReach(options.SharedFolder, account);
        var binaries = await reach.BinariesAsync(found, _ => { }, CancellationToken.None);
        var cluster = await PrivatePostgresData.PlaceAsync(folder, account, reach, CancellationToken.None);
        await cluster.InitializeAsync(binaries, account, CancellationToken.None);
        var server = new ScratchPostgres(account, binaries, cluster, folder);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on the same port, after a stop or a kill.</summary>
    public async Task StartAgainAsync()
    {
        var settings =
            $"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100 -c port={Port}";
        string[] arguments = [
            "start", "-D", _cluster.Folder, "-l", _cluster.Log, "-w", "-t", "60", "-s", "-o", settings];
        var output = "";
        await Eventually.IsAsync(async () =>
        {
            (var code, output) = await _account.RunAsync(_binaries.PgCtl, arguments, CancellationToken.None);
            return code == 0 ? "" : output + await File.ReadAllTextAsync(_cluster.Log);
        }, said => said.Length == 0);
        _guard ??= PrivatePostgresGuard.Start(
            _account, _binaries.PgCtl, ["stop", "-D", _cluster.Folder, "-m", "immediate", "-t", "20", "-w"]);
    }

    /// <summary>Stops it: <c>fast</c> or <c>immediate</c>.</summary>
    public async Task StopAsync(string mode)
    {
        var (code, output) = await _account.RunAsync(
            _binaries.PgCtl, ["stop", "-D", _cluster.Folder, "-m", mode, "-t", "30", "-w"], CancellationToken.None);
        Assert.True(code == 0, output);
    }

    /// <summary>Kill -9 of all its processes.</summary>
    public async Task KillAsync() => await ProgramProcess.KillAllAsync(await PostmasterAsync());

    /// <summary>Stops it in one of the three ways.</summary>
    public Task EndAsync(string how) => how == "kill" ? KillAsync() : StopAsync(how);

    public async Task<int> PostmasterAsync() => int.Parse(
        (await File.ReadAllLinesAsync(Path.Combine(_cluster.Folder, "postmaster.pid")))[0],
        CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (_guard is not null) await _guard.DisposeAsync();
        Directory.Delete(_cluster.Home, recursive: true);
        Directory.Delete(_folder, recursive: true);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
