using System.Diagnostics;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Figures of the queue for monitoring. The tables are read at most every five seconds, however many
/// ask.</summary>
public sealed class QueueFigures(Database db) : IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _turn = new(1);
    readonly QueueTotals _totals = new();
    QueueFigure? _last;
    long _readAt;

    /// <summary>The figures, at most five seconds old.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<QueueFigure> ReadAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_last is { } last && Stopwatch.GetElapsedTime(_readAt) < Fresh) return last;

            await using var connection = await db.Work.OpenConnectionAsync(ct);
            await _totals.CatchUpAsync(connection, ct);
            _last = await ReadAsync(connection, ct);
            _readAt = Stopwatch.GetTimestamp();
            return _last;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    async Task<QueueFigure> ReadAsync(NpgsqlConnection connection, CancellationToken ct) => new()
    {
        Queues = await QueuesAsync(connection, ct),
        Active = await CountsAsync(connection,
            "SELECT coalesce(stage, 'starting'), count(*) FROM jobs WHERE state = 'running' GROUP BY 1", ct),
        ExpiredLeases = await NumberAsync(connection,
            "SELECT count(*)::float8 FROM jobs WHERE state = 'running' AND lease_expires_at < clock_timestamp()", ct),
        Workers = await NumberAsync(connection, $"SELECT count(*)::float8 {LiveWorkers}", ct),
        Slots = await NumberAsync(connection, $"SELECT coalesce(sum(slots), 0)::float8 {LiveWorkers}", ct),
        Ready = await CountsAsync(connection, $"SELECT unnest(engines), count(*) {LiveWorkers} GROUP BY 1", ct),
        OldestSnapshot = await NumberAsync(connection, OldestSnapshotSql, ct),
        DeadRows = await NumberAsync(connection,
            "SELECT coalesce(sum(n_dead_tup), 0)::float8 FROM pg_stat_user_tables WHERE relid = 'jobs'::regclass", ct),
        Jobs = _totals.Jobs,
        Attempts = _totals.Attempts,
        Stages = _totals.Stages,
        Rows = _totals.Rows,
    };

    const string LiveWorkers = $"FROM worker_sessions WHERE {WorkerSessions.TakesJobs}";

    // Dead versions of rows stay until the oldest snapshot of any client ends, and claims walk over them.
    const string OldestSnapshotSql = """
        SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8
        FROM pg_stat_activity
        WHERE datname = current_database() AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid()
          AND backend_type = 'client backend'
        """;

    static async Task<List<QueueLine>> QueuesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT q.name,
                   count(j.id) FILTER (WHERE j.run_at <= clock_timestamp()) AS due,
                   count(j.id) FILTER (WHERE j.run_at > clock_timestamp()) AS delayed,
                   coalesce(extract(epoch FROM clock_timestamp()
                       - min(j.run_at) FILTER (WHERE j.run_at <= clock_timestamp())), 0)::float8 AS oldest_seconds,
                   q.paused_at IS NOT NULL AS paused
            FROM queues q
            LEFT JOIN jobs j ON j.queue = q.name AND j.state = 'queued'
            GROUP BY q.name, q.paused_at
            ORDER BY q.name
            """, connection);
        return await command.ReadAllAsync(
            row => new QueueLine(
                row.Get<string>("name"), row.Get<long>("due"), row.Get<long>("delayed"),
                row.Get<double>("oldest_seconds"), row.Get<bool>("paused")), ct);
    }

    static async Task<Dictionary<string, long>> CountsAsync(
        NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        var counts = await command.ReadAllAsync(row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), ct);
        return new(counts, StringComparer.Ordinal);
    }

    static async Task<double> NumberAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (double)(await command.ExecuteScalarAsync(ct))!;
    }
}

/// <summary>Figures of the queue at one moment.</summary>
public sealed record QueueFigure
{
    /// <summary>Every queue; its name is that of its engine.</summary>
    public required IReadOnlyList<QueueLine> Queues { get; init; }
    /// <summary>Running jobs by stage; <c>starting</c> before the first.</summary>
    public required IReadOnlyDictionary<string, long> Active { get; init; }
    /// <summary>Running jobs whose lease has ended and that no sweep has taken yet.</summary>
    public required double ExpiredLeases { get; init; }
    /// <summary>Live workers.</summary>
    public required double Workers { get; init; }
    /// <summary>Jobs that those run at once.</summary>
    public required double Slots { get; init; }
    /// <summary>Live workers by the engine that is ready there.</summary>
    public required IReadOnlyDictionary<string, long> Ready { get; init; }
    /// <summary>Age in seconds of the oldest snapshot somebody else holds in this database.</summary>
    public required double OldestSnapshot { get; init; }
    /// <summary>Dead rows of the table of jobs, as the database estimates.</summary>
    public required double DeadRows { get; init; }
    /// <summary>Finished jobs by state and engine, since this process first asked.</summary>
    public required IReadOnlyDictionary<(string State, string Engine), long> Jobs { get; init; }
    /// <summary>Ended attempts by outcome and engine, since this process first asked.</summary>
    public required IReadOnlyDictionary<(string Outcome, string Engine), long> Attempts { get; init; }
    /// <summary>Times of ended stages, since this process first asked.</summary>
    public required IReadOnlyDictionary<(string Stage, string Engine), StageTimes> Stages { get; init; }
    /// <summary>Rows of stored results: <c>used</c> and <c>excluded</c>, since this process first asked.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }
}

/// <summary>One queue.</summary>
/// <param name="Name">Of the engine that it is for.</param>
/// <param name="Due">Jobs that could run now.</param>
/// <param name="Delayed">Jobs whose time has not come.</param>
/// <param name="OldestSeconds">Waiting time of the job that has been due for longest.</param>
/// <param name="Paused">Nothing is taken from it.</param>
public sealed record QueueLine(string Name, long Due, long Delayed, double OldestSeconds, bool Paused);

/// <summary>Times of one stage.</summary>
/// <param name="Counts">How many took at most <see cref="Bounds"/>[i] and longer than the bound before; the last:
/// longer than all.</param>
/// <param name="Sum">All of them together, in seconds.</param>
public sealed record StageTimes(IReadOnlyList<long> Counts, double Sum)
{
    /// <summary>In seconds, rising.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
        [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
}
