using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>What a worker offers, in its own words.</summary>
/// <param name="Engines">Engines that are ready to run a job.</param>
/// <param name="Kinds">Kinds of jobs it knows.</param>
/// <param name="Slots">Jobs it runs at once.</param>
/// <param name="MemoryBytes">Memory a job may use there.</param>
public sealed record WorkerSession(
    Guid Id, string Host, int Pid, string Version, IReadOnlyList<EngineKind> Engines, IReadOnlyList<string> Kinds,
    int Slots, long MemoryBytes)
{
    /// <summary>Time its claims hold without a renewal: silent for longer, it is not alive.</summary>
    public required TimeSpan Lease { get; init; }
    /// <summary>State of the Spark it was configured to use; null when there is none.</summary>
    public EngineHealth? Spark { get; init; }
}

/// <summary>Which workers there are. For people and for the choice of engine: a lease is decided by the job's row
/// alone.</summary>
public sealed class WorkerSessions(Database db)
{
    /// <summary>Condition on a row of <c>worker_sessions</c>: its worker was active within the time that its claims
    /// hold.</summary>
    internal const string IsAlive = "last_seen_at + lease > clock_timestamp()";

    /// <summary>Condition on a row of <c>worker_sessions</c>: its worker may take a job now.</summary>
    internal const string TakesJobs = $"{IsAlive} AND NOT stopping";

    /// <summary>Live workers that are not stopping, oldest first.</summary>
    public Task<IReadOnlyList<WorkerSession>> LiveAsync(CancellationToken ct) =>
        db.WorkAsync<IReadOnlyList<WorkerSession>>(async connection =>
        {
            await using var command = new NpgsqlCommand(
                $"SELECT * FROM worker_sessions WHERE {TakesJobs} ORDER BY started_at, id", connection);
            return await command.ReadAllAsync(Read, ct);
        }, ct);

    /// <summary>Writes the row of a process that starts; later what has changed, or the whole row when it was
    /// lost.</summary>
    internal Task RegisterAsync(WorkerSession session, CancellationToken ct) => db.ControlAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO worker_sessions
                (id, host, pid, version, engines, kinds, slots, memory_bytes, lease,
                 spark_version, spark_ui, spark_problem)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (id) DO UPDATE SET
                engines = excluded.engines, spark_version = excluded.spark_version, spark_ui = excluded.spark_ui,
                spark_problem = excluded.spark_problem, last_seen_at = clock_timestamp()
            """, connection);
        command.With(session.Id).With(session.Host).With(session.Pid).With(session.Version)
            .With(session.Engines.Select(EnumWord.Of).ToArray()).With(session.Kinds.ToArray())
            .With(session.Slots).With(session.MemoryBytes).With(session.Lease)
            .With(NpgsqlDbType.Text, session.Spark?.Version).With(NpgsqlDbType.Text, session.Spark?.Ui)
            .With(NpgsqlDbType.Text, session.Spark?.Problem);
        return await command.ExecuteNonQueryAsync(ct);
    }, ct);

    /// <summary>Marks a process that takes no more jobs.</summary>
    internal Task MarkStoppingAsync(Guid id, CancellationToken ct) =>
        RunAsync("UPDATE worker_sessions SET stopping = true WHERE id = $1", id, ct);

    /// <summary>Removes the row of a process that ends.</summary>
    internal Task RemoveAsync(Guid id, CancellationToken ct) =>
        RunAsync("DELETE FROM worker_sessions WHERE id = $1", id, ct);

    Task<int> RunAsync(string sql, Guid id, CancellationToken ct) => db.ControlAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.With(id).ExecuteNonQueryAsync(ct);
    }, ct);

    static WorkerSession Read(NpgsqlDataReader row) => new(
        row.Get<Guid>("id"), row.Get<string>("host"), row.Get<int>("pid"), row.Get<string>("version"),
        [.. row.Get<string[]>("engines").Select(EnumWord.Read<EngineKind>)], row.Get<string[]>("kinds"),
        row.Get<int>("slots"), row.Get<long>("memory_bytes"))
    {
        Lease = row.Get<TimeSpan>("lease"),
        Spark = ReadSpark(row),
    };

    static EngineHealth? ReadSpark(NpgsqlDataReader row)
    {
        var ready = row.Get<string[]>("engines").Contains(EnumWord.Of(EngineKind.Spark));
        var problem = row.Get<string?>("spark_problem");
        return ready || problem is not null
            ? new(ready, row.Get<string?>("spark_version"), row.Get<string?>("spark_ui"), problem)
            : null;
    }
}
