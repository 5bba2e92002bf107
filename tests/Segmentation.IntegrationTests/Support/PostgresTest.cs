using Npgsql;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Support;

/// <summary>Gives each test a schema of its own on a real PostgreSQL and a data folder, and removes both
/// afterwards.</summary>
public abstract class PostgresTest : IAsyncLifetime
{
    readonly string _schema = $"t_{Guid.NewGuid():N}";

    /// <summary>Leads to the schema of this test.</summary>
    protected string ConnectionString { get; private set; } = "";

    /// <summary>For what a test asks or spoils by itself.</summary>
    protected NpgsqlDataSource Sql { get; private set; } = null!;

    protected Database Db { get; private set; } = null!;

    protected FileStore Files { get; private set; } = null!;

    protected virtual bool Migrated => true;

    /// <summary>What follows the schema of this test in its search path.</summary>
    protected virtual string SearchPath => "";

    /// <summary>For the files; null for a folder of this test's own, removed afterwards.</summary>
    protected virtual string? FilesFolder => null;

    /// <summary>How long a statement of the test's own is tried again.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromSeconds(10);

    /// <summary>Leads to the database in which the schema is made.</summary>
    protected virtual Task<string> ServerAsync() => TestServer.ConnectionStringAsync();

    public virtual async Task InitializeAsync()
    {
        var server = await ServerAsync();
        ConnectionString = new NpgsqlConnectionStringBuilder(server)
        {
            SearchPath = _schema + SearchPath,
            IncludeErrorDetail = true,
            MaxPoolSize = 5,
        }.ConnectionString;
        Sql = NpgsqlDataSource.Create(ConnectionString);
        await ExecuteAsync($"CREATE SCHEMA {_schema}");
        if (Migrated) await Migrations.ApplyAsync(Sql, CancellationToken.None);
        Db = new Database(ConnectionString, workConnections: 3, Patience);
        Files = new FileStore(FilesFolder ?? Path.Combine(Path.GetTempPath(), _schema));
    }

    public virtual async Task DisposeAsync()
    {
        await ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");
        await Db.DisposeAsync();
        await Sql.DisposeAsync();
        if (FilesFolder is null && Directory.Exists(Files.Root)) Directory.Delete(Files.Root, recursive: true);
    }

    protected async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row.</summary>
    protected async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The first column of all rows.</summary>
    protected async Task<List<T>> ColumnAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var column = new List<T>();
        while (await reader.ReadAsync()) column.Add(reader.GetFieldValue<T>(0));
        return column;
    }

    NpgsqlCommand Command(string sql, object[] values)
    {
        var command = Sql.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        return command;
    }
}
