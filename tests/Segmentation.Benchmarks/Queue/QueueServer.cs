using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Segmentation.Cli;
using Segmentation.Data;
using Segmentation.Postgres;

namespace Segmentation.Benchmarks;

/// <summary>A private PostgreSQL with the settings of the product's, and queues on it, each in a schema of its
/// own.</summary>
sealed class QueueServer : IAsyncDisposable
{
    readonly PrivatePostgresLock _folder;
    readonly PrivatePostgres _server;
    readonly string _root;
    int _schemas;

    QueueServer(PrivatePostgresLock folder, PrivatePostgres server, string root) =>
        (_folder, _server, _root) = (folder, server, root);

    public string Version => _server.Version;

    /// <summary>Leads to the database; no schema is chosen.</summary>
    public string ConnectionString => _server.ConnectionString;

    public static async Task<QueueServer> StartAsync(string folder)
    {
        var root = Path.Combine(folder, "queue");
        // PostgreSQL runs as another user under root.
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead
                | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(folder, All);
        }

        var taken = PrivatePostgresLock.Take(root);
        return new(taken, await PrivatePostgres.StartAsync(root, new(), _ => { }, CancellationToken.None), root);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>An empty queue.</summary>
    public async Task<QueueSchema> NewAsync()
    {
        var schema = $"b{++_schemas}";
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString) { SearchPath = schema }.ConnectionString;
        await using (var source = NpgsqlDataSource.Create(connection))
        {
            await using (var create = source.CreateCommand($"CREATE SCHEMA {schema}"))
                await create.ExecuteNonQueryAsync();
            await Migrations.ApplyAsync(source, CancellationToken.None);
        }

        return await QueueSchema.OpenAsync(connection, Path.Combine(_root, schema));
    }

    /// <summary>How often a second 8 kB, a page of the database, can be written to the disk of the database and be
    /// safe there.</summary>
    public async Task<double> SyncRateAsync()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var where = source.CreateCommand("SHOW data_directory");
        var file = Path.Combine((string)(await where.ExecuteScalarAsync())!, "segmentation-sync-test");
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            var (page, count, begun) = (new byte[8192], 0, Stopwatch.GetTimestamp());
            for (; Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(1); count++)
            {
                RandomAccess.Write(handle, page, 0);
                RandomAccess.FlushToDisk(handle);
            }

            return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>Both sides of a queue, as one process opens them.</summary>
sealed record QueueClient(Jobs Jobs, WorkQueue Work);

/// <summary>One queue with a dataset in it.</summary>
sealed class QueueSchema(string connectionString, FileStore files, DatasetId dataset) : IAsyncDisposable
{
    readonly List<IAsyncDisposable> _open = [];

    public string ConnectionString { get; } = connectionString;

    public FileStore Files { get; } = files;

    public NpgsqlDataSource Sql { get; } = NpgsqlDataSource.Create(connectionString);

    public NewJob NewJob { get; } =
        SegmentJob.New(dataset, new() { K = 2 }, new(EngineKind.Local, EngineKind.Local, "asked for"));

    public static async Task<QueueSchema> OpenAsync(string connectionString, string folder)
    {
        var files = new FileStore(folder);
        await using var db = new Database(connectionString);
        var upload = files.NewUpload();
        await File.WriteAllTextAsync(upload, "a,b\n1,2\n3,4\n5,6\n");
        var info = DatasetReader.Inspect(upload, CancellationToken.None);
        var added = await new DatasetStore(db, files).AddAsync(
            new(upload, "a.csv", new('0', 64), info), CancellationToken.None);
        return new(connectionString, files, added.Dataset.Id);
    }

    /// <summary>The queue as one more process would open it, with connections of its own.</summary>
    public QueueClient Open(int workConnections = 1)
    {
        var db = new Database(ConnectionString, workConnections, TimeSpan.FromSeconds(30));
        var sender = new NotifySender(db, NullLogger<NotifySender>.Instance);
        _open.Add(db);
        _open.Add(sender);
        return new(new(db, sender, Files), new(db, sender, new()));
    }

    public static WorkerIdentity Worker() =>
        new(Guid.CreateVersion7(), "benchmark", [SegmentJob.Kind], TimeSpan.FromMinutes(5), TimeSpan.FromDays(1));

    public async Task RunSqlAsync(string sql)
    {
        await using var command = Sql.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskSqlAsync<T>(string sql)
    {
        await using var command = Sql.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends the connections of all that was opened so far.</summary>
    public async Task CloseAsync()
    {
        foreach (var one in Enumerable.Reverse(_open)) await one.DisposeAsync();
        _open.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await Sql.DisposeAsync();
    }
}
