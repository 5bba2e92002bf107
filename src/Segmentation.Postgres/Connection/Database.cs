using Npgsql;

namespace Segmentation.Postgres;

/// <summary>The connections of one process, kept apart by purpose: requests cannot delay a renewal.</summary>
public sealed class Database : IAsyncDisposable
{
    const int ControlConnections = 2;

    readonly NpgsqlConnectionStringBuilder _settings;

    /// <summary>Does not connect yet.</summary>
    /// <param name="connectionString">PostgreSQL 15 or newer, as Npgsql reads it.</param>
    /// <param name="workConnections">Most connections for requests and files, 1 or more.</param>
    /// <param name="patience">How long a statement is tried again while the database is away; infinite for
    /// workers.</param>
    public Database(string connectionString, int workConnections = 8, TimeSpan? patience = null)
    {
        _settings = Settled(connectionString);
        Patience = patience ?? TimeSpan.FromSeconds(5);
        Work = Source("work", workConnections);
        Control = Source("control", ControlConnections);
        Schema = _settings.SearchPath?.Split(',')[0].Trim() is { Length: > 0 } first ? first : "public";
    }

    /// <summary>Requests, lists, results, notifications.</summary>
    public NpgsqlDataSource Work { get; }

    /// <summary>Claims and ends of jobs.</summary>
    internal NpgsqlDataSource Control { get; }

    /// <summary>How long a statement is tried again while the database is away.</summary>
    internal TimeSpan Patience { get; }

    /// <summary>Where the tables are. Channels are per database, so their names carry it.</summary>
    internal string Schema { get; }

    /// <summary>A connection outside all pools that only waits for notifications; closed.</summary>
    internal NpgsqlConnection ForListening() => Unpooled("listener", keepAlive: 10, commandTimeout: 10);

    /// <summary>A connection outside all pools for renewals, closed. It gives up early, since the next renewal is
    /// soon.</summary>
    internal NpgsqlConnection ForLeases() =>
        Unpooled("leases", keepAlive: 0, commandTimeout: 4, "-c lock_timeout=2000");

    /// <summary>Runs a statement of a request; again while the database, not the statement, is at fault.</summary>
    internal Task<T> WorkAsync<T>(Func<NpgsqlConnection, Task<T>> statement, CancellationToken ct) =>
        RunAsync(Work, statement, ct);

    /// <summary>Runs a claim or an end of a job; again while the database, not the statement, is at fault.</summary>
    internal Task<T> ControlAsync<T>(Func<NpgsqlConnection, Task<T>> statement, CancellationToken ct) =>
        RunAsync(Control, statement, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Control.DisposeAsync();
        await Work.DisposeAsync();
    }

    Task<T> RunAsync<T>(
        NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> statement, CancellationToken ct) =>
        Transient.RunAsync(this, async token =>
        {
            await using var connection = await source.OpenConnectionAsync(token);
            return await statement(connection);
        }, ct);

    NpgsqlConnection Unpooled(string purpose, int keepAlive, int commandTimeout, string options = "") =>
        new(new NpgsqlConnectionStringBuilder(_settings.ConnectionString)
        {
            Pooling = false,
            KeepAlive = keepAlive,
            CommandTimeout = commandTimeout,
            ApplicationName = $"{_settings.ApplicationName} {purpose}",
            Options = $"{_settings.Options} {options}".Trim(),
        }.ConnectionString);

    NpgsqlDataSource Source(string purpose, int connections) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(_settings.ConnectionString)
        {
            MinPoolSize = 0,
            MaxPoolSize = connections,
            ApplicationName = $"{_settings.ApplicationName} {purpose}",
        });

    static NpgsqlConnectionStringBuilder Settled(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = 5,
            CommandTimeout = 10,
            CancellationTimeout = 2000,
            TcpKeepAlive = true,
            IncludeErrorDetail = false,
        };
        // The queue repeats a few statements; prepared, they are not planned each time. A pooler between that does not
        // support prepared statements needs "Max Auto Prepare=0".
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (100, 3);
        settings.ApplicationName ??= "segmentation";
        // A connection that was cut, or whose process was stopped, must not hold row locks for ever.
        settings.Options ??= "-c idle_in_transaction_session_timeout=60000 -c statement_timeout=60000";
        // A statement that waited for a row's lock must see the row's new version: docs/job-states.md.
        settings.Options += @" -c default_transaction_isolation=read\ committed";
        return settings;
    }
}
