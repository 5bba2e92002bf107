using Npgsql;

namespace Segmentation.Postgres;

/// <summary>A row that was claimed: the job, or why it cannot be read.</summary>
sealed record Claimed(long Key, JobId Id, long Token)
{
    public Job? Job { get; init; }
    public Exception? Unreadable { get; init; }
}

/// <summary>Whether the worker runs nothing else, and how long a job that a worker was lost with waits for such a
/// one.</summary>
readonly record struct Company(bool Alone, TimeSpan AloneAfter);

/// <summary>The statements that give a job to a worker.</summary>
static class Claim
{
    /// <summary>A job whose row says that this worker has it, though the worker does not know: the answer to its
    /// claim was lost with the connection.</summary>
    public static async Task<Claimed?> AdoptAsync(
        NpgsqlConnection connection, WorkerIdentity worker, IReadOnlyCollection<long> held, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            UPDATE jobs j
            SET lease_expires_at = clock_timestamp() + $3
            WHERE j.id = (
                SELECT id FROM jobs
                WHERE state = 'running' AND worker_session = $1 AND lease_token <> ALL ($2)
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING {JobRow.Columns}
            """, connection);
        return await command.With(worker.Session).With(held.ToArray()).With(worker.Lease).ReadFirstAsync(Read, ct);
    }

    /// <summary>The next due job of a queue.</summary>
    /// <remarks>One round trip: between lock and commit nobody waits for this process, which may stop at any time.
    /// The claim is a statement of its own, so that it counts what was claimed while it waited for the lock.</remarks>
    public static async Task<Claimed?> NextAsync(
        NpgsqlConnection connection, WorkerIdentity worker, string queue, Company company, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(LimitSql).With(queue),
                new NpgsqlBatchCommand(Sql).With(queue).With(company.Alone).With(worker.Session).With(worker.Host)
                    .With(worker.Lease).With(worker.MaxRuntime).With(company.AloneAfter).With(worker.Kinds.ToArray()),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    // Only a queue with a limit is locked: claims of the others do not wait for each other.
    const string LimitSql = "SELECT FROM queues WHERE name = $1 AND max_running IS NOT NULL FOR NO KEY UPDATE";

    // MATERIALIZED, because the planner may otherwise run the limited query once for each row and lock more than one.
    internal const string Sql = $"""
        WITH open AS MATERIALIZED (
            SELECT NOT EXISTS (
                SELECT FROM queues q
                WHERE q.name = $1
                  AND (q.paused_at IS NOT NULL
                       OR q.max_running <= (SELECT count(*) FROM jobs WHERE state = 'running' AND queue = $1))) AS yes
        ), overdue AS MATERIALIZED (
            SELECT id
            FROM jobs
            WHERE state = 'queued' AND crash_count > 0 AND queue = $1 AND run_at <= now() - $7
              AND kind = ANY ($8) AND args_version = 1
              AND $2 AND (SELECT yes FROM open)
            ORDER BY run_at, id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
        ), following AS MATERIALIZED (
            SELECT id
            FROM jobs
            WHERE state = 'queued' AND queue = $1 AND run_at <= now()
              AND kind = ANY ($8) AND args_version = 1
              AND (crash_count = 0 OR $2)
              AND (SELECT yes FROM open) AND NOT EXISTS (SELECT FROM overdue)
              AND ($2 OR NOT EXISTS (
                  SELECT FROM jobs o
                  WHERE o.state = 'queued' AND o.crash_count > 0 AND o.run_at <= now() - $7
                    AND o.args_version = 1
                    AND NOT EXISTS (
                        SELECT FROM queues q
                        WHERE q.name = o.queue
                          AND (q.paused_at IS NOT NULL
                               OR q.max_running <= (
                                   SELECT count(*) FROM jobs r WHERE r.state = 'running' AND r.queue = o.queue)))
                    AND $3 = (SELECT w.id FROM worker_sessions w
                              WHERE o.queue = ANY (w.engines) AND o.kind = ANY (w.kinds) AND {WorkerSessions.TakesJobs}
                              ORDER BY w.started_at, w.id
                              LIMIT 1)))
            ORDER BY priority DESC, run_at, id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
        ), picked AS MATERIALIZED (
            SELECT id FROM overdue UNION ALL SELECT id FROM following
        ), j AS (
            UPDATE jobs
            SET state = 'running', attempt = attempt + 1, lease_token = nextval('lease_tokens'),
                lease_expires_at = clock_timestamp() + $5, deadline_at = clock_timestamp() + $6, worker_session = $3,
                started_at = coalesce(started_at, clock_timestamp()),
                stage = NULL, stages = '[]', warnings = '[]', progress = 0, progress_seq = 0, message = NULL,
                spark_ui = (SELECT w.spark_ui FROM worker_sessions w WHERE w.id = $3 AND $1 = 'spark')
            FROM picked
            WHERE jobs.id = picked.id
            RETURNING jobs.*
        ), attempt AS (
            INSERT INTO job_attempts (job_id, token, attempt, session, host)
            SELECT id, lease_token, attempt, $3, $4 FROM j
        ), event AS (
            INSERT INTO job_events (job_id, token, kind, data)
            SELECT id, lease_token, 'state',
                   jsonb_build_object('from', 'queued', 'to', 'running', 'attempt', attempt)
            FROM j
        )
        SELECT {JobRow.Columns} FROM j
        """;

    static Claimed Read(NpgsqlDataReader row)
    {
        var claimed = new Claimed(row.Get<long>("id"), JobRow.Id(row), row.Get<long>("lease_token"));
        try
        {
            return claimed with { Job = JobRow.Read(row) };
        }
        catch (StoredJsonException error)
        {
            return claimed with { Unreadable = error };
        }
    }
}
