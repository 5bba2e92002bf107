using Npgsql;

namespace Segmentation.Cli;

sealed partial class PrivatePostgres
{
    const int PortLine = 3;   // of postmaster.pid, from 0

    /// <summary>Connection string of the server that another process runs on a data folder; null when there is
    /// none.</summary>
    /// <exception cref="PrivatePostgresException">The message says what is missing.</exception>
    public static async Task<string?> FindRunningAsync(string dataFolder, CancellationToken ct)
    {
        var cluster = PrivatePostgresData.In(dataFolder);
        using var server = await cluster.FindServerAsync(ct);
        if (server is null || await cluster.PortAsync(PortLine, ct) is not { } port) return null;
        return Connection(port, cluster.Password());
    }

    /// <summary>Whether a data folder contains a private cluster, running or not.</summary>
    public static bool IsIn(string dataFolder) => PrivatePostgresData.In(dataFolder).Major is not null;

    static string Connection(int port, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = PrivatePostgresData.Superuser,
        Password = password,
        Database = "segmentation",
    }.ConnectionString;
}
