using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>A worker process, from its start to its end. A new session for every start.</summary>
/// <param name="Session">Made at the start, never reused.</param>
/// <param name="Host">For people.</param>
/// <param name="Lease">Time a claim holds without a renewal.</param>
/// <param name="MaxRuntime">Time after which a run is failed, however well it looks.</param>
public sealed record WorkerIdentity(Guid Session, string Host, TimeSpan Lease, TimeSpan MaxRuntime);

/// <summary>What a live worker offers.</summary>
/// <param name="Engines">Engines that are ready to run a job.</param>
/// <param name="Slots">Jobs it runs at once.</param>
/// <param name="MemoryBytes">Memory a job may use there.</param>
public sealed record WorkerSession(
    Guid Id, string Host, int Pid, string Version, IReadOnlyList<EngineKind> Engines, int Slots, long MemoryBytes,
    DateTimeOffset StartedAt, DateTimeOffset LastSeenAt)
{
    /// <summary>How the Spark is that the worker was told to use; null when it was told of none.</summary>
    public EngineHealth? Spark { get; init; }
}

/// <summary>Which workers there are. For people and for the choice of engine; leases are decided by the job's row alone.</summary>
public sealed class WorkerSessions(Database db)
{
    /// <summary>Workers heard of within the last 15 seconds that are not stopping.</summary>
    public Task<IReadOnlyList<WorkerSession>> LiveAsync(CancellationToken ct) => db.RunAsync<IReadOnlyList<WorkerSession>>(
        db.Work, async connection =>
        {
            await using var command = new NpgsqlCommand("""
                SELECT id, host, pid, version, engines, slots, memory_bytes, started_at, last_seen_at,
                       spark_version, spark_ui, spark_problem
                FROM worker_sessions
                WHERE last_seen_at > clock_timestamp() - interval '15 seconds' AND NOT stopping
                ORDER BY started_at, id
                """, connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var sessions = new List<WorkerSession>();
            while (await reader.ReadAsync(ct)) sessions.Add(Read(reader));
            return sessions;
        }, ct);

    /// <summary>Writes the row of a process that starts; later what has changed, or the row again when it was lost.</summary>
    public Task RegisterAsync(WorkerSession session, CancellationToken ct) => db.RunAsync(db.Control, async connection =>
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO worker_sessions
                (id, host, pid, version, engines, slots, memory_bytes, spark_version, spark_ui, spark_problem)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (id) DO UPDATE SET
                engines = excluded.engines, spark_version = excluded.spark_version, spark_ui = excluded.spark_ui,
                spark_problem = excluded.spark_problem, last_seen_at = clock_timestamp()
            """, connection);
        command.With(session.Id).With(session.Host).With(session.Pid).With(session.Version)
            .With(session.Engines.Select(JobRow.Word).ToArray()).With(session.Slots).With(session.MemoryBytes)
            .With(NpgsqlDbType.Text, session.Spark?.Version).With(NpgsqlDbType.Text, session.Spark?.Ui)
            .With(NpgsqlDbType.Text, session.Spark?.Problem);
        return await command.ExecuteNonQueryAsync(ct);
    }, ct);

    /// <summary>Says that a process takes no more jobs.</summary>
    public Task MarkStoppingAsync(Guid id, CancellationToken ct) =>
        RunAsync("UPDATE worker_sessions SET stopping = true WHERE id = $1", id, ct);

    /// <summary>Removes the row of a process that ends.</summary>
    public Task RemoveAsync(Guid id, CancellationToken ct) => RunAsync("DELETE FROM worker_sessions WHERE id = $1", id, ct);

    Task<int> RunAsync(string sql, Guid id, CancellationToken ct) => db.RunAsync(db.Control, async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.With(id).ExecuteNonQueryAsync(ct);
    }, ct);

    static WorkerSession Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.GetString(3),
        [.. row.GetFieldValue<string[]>(4).Select(word => Enum.Parse<EngineKind>(word, ignoreCase: true))],
        row.GetInt32(5), row.GetInt64(6), row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<DateTimeOffset>(8))
    {
        Spark = ReadSpark(row),
    };

    static EngineHealth? ReadSpark(NpgsqlDataReader row)
    {
        var ready = row.GetFieldValue<string[]>(4).Contains(JobRow.Word(EngineKind.Spark));
        var problem = JobRow.Text(row, 11);
        return ready || problem is not null ? new(ready, JobRow.Text(row, 9), JobRow.Text(row, 10), problem) : null;
    }
}
