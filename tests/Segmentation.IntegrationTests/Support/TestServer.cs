using Npgsql;
using Segmentation.Cli;

namespace Segmentation.IntegrationTests.Support;

/// <summary>
/// The PostgreSQL of a test run: the one SEGMENTATION_TEST_DB names, or a private one that ends with the run, of the
/// programs in the folder that SEGMENTATION_TEST_POSTGRES names.
/// </summary>
static class TestServer
{
    const int MostRunsAtOnce = 20;

    static readonly Lazy<Task<string>> Started = new(StartAsync);

    static readonly string? Binaries = Environment.GetEnvironmentVariable("SEGMENTATION_TEST_POSTGRES");

    // Held until the process ends.
    static (PrivatePostgresLock Folder, PrivatePostgres Server) Held { get; set; }

    /// <summary>Leads to a database in which each test makes a schema of its own.</summary>
    public static Task<string> ConnectionStringAsync() => Started.Value;

    static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("SEGMENTATION_TEST_DB") is { Length: > 0 } named) return named;

        // The cluster stays for the next run, which starts faster with it. Runs at the same time take different ones.
        var (folder, taken) = TakeFolder();
        var server = await PrivatePostgres.StartAsync(
            folder, new() { BinariesFolder = Binaries }, _ => { }, CancellationToken.None);
        Held = (taken, server);
        await DropLeftoversAsync(Held.Server.ConnectionString);
        return server.ConnectionString;
    }

    static (string Folder, PrivatePostgresLock Lock) TakeFolder()
    {
        for (var n = 1; ; n++)
        {
            var folder = Path.Combine(Path.GetTempPath(), $"segmentation-tests{Binaries?.Replace('/', '-')}-{n}");
            try
            {
                return (folder, PrivatePostgresLock.Take(folder));
            }
            catch (PrivatePostgresException) when (n < MostRunsAtOnce)
            {
                // Another run has it.
            }
        }
    }

    static async Task DropLeftoversAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var find = source.CreateCommand(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^t_[0-9a-f]{32}$'");
        var schemas = new List<string>();
        await using (var reader = await find.ExecuteReaderAsync())
            while (await reader.ReadAsync()) schemas.Add(reader.GetString(0));
        foreach (var schema in schemas)
        {
            await using var drop = source.CreateCommand($"DROP SCHEMA {schema} CASCADE");
            await drop.ExecuteNonQueryAsync();
        }
    }
}
