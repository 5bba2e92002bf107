using Npgsql;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Takes the next job of a queue, or null when none is due.</summary>
    /// <param name="worker">Who takes it.</param>
    /// <param name="queue">Its name, which is an engine's: <c>local</c> or <c>spark</c>.</param>
    /// <param name="held">Tokens of the leases this worker has; a job it was given without hearing of it is taken up first.</param>
    /// <remarks>A job that a worker was lost with is given only to a worker without another job, so that it takes none along. When it
    /// has waited for one too long it goes before the others, and the worker that is there longest takes nothing else until it is
    /// empty. Never more than the queue's limit run at once.</remarks>
    public async Task<Lease?> ClaimAsync(WorkerIdentity worker, string queue, IReadOnlyCollection<long> held, CancellationToken ct)
    {
        var claimed = await ControlAsync(
            async connection => await AdoptAsync(connection, worker, held, ct)
                ?? await ClaimAsync(connection, worker, queue, alone: held.Count == 0, ct), ct);
        if (claimed is null) return null;

        hints.Send(Channel.Changes, claimed.Id.ToString());
        if (claimed.Job is { } job) return new Lease(job, claimed.Token, worker.Session);

        await RefuseAsync(claimed, ct);
        return null;
    }

    /// <summary>Time until the next job of a queue is due; null when none waits for a time.</summary>
    public Task<TimeSpan?> NextDueAsync(string queue, CancellationToken ct) => ControlAsync<TimeSpan?>(
        async connection =>
        {
            await using var command = new NpgsqlCommand("""
                SELECT greatest(run_at - clock_timestamp(), interval '0')
                FROM jobs
                WHERE state = 'queued' AND queue = $1 AND run_at > now()
                ORDER BY run_at
                LIMIT 1
                """, connection);
            return await command.With(queue).ExecuteScalarAsync(ct) is TimeSpan due ? due : null;
        }, ct);

    // MATERIALIZED, because the planner may otherwise run the limited query once for each row and lock more than one.
    async Task<Claimed?> ClaimAsync(
        NpgsqlConnection connection, WorkerIdentity worker, string queue, bool alone, CancellationToken ct)
    {
        // One round trip: between lock and commit nobody waits for this process, which may be stopped at any time. The claim is a
        // statement of its own, so that it counts what was claimed while it waited for the lock.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(LimitSql).With(queue),
                new NpgsqlBatchCommand(ClaimSql).With(queue).With(alone).With(worker.Session).With(worker.Host).With(worker.Lease)
                    .With(worker.MaxRuntime).With(timings.AloneAfter),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await ReadClaimedAsync(reader, ct);
    }

    // Only a queue with a limit is locked; the claims of the others never meet.
    const string LimitSql = "SELECT FROM queues WHERE name = $1 AND max_running IS NOT NULL FOR NO KEY UPDATE";

    internal const string ClaimSql = $"""
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
              AND kind = 'segment' AND args_version = 1
              AND $2 AND (SELECT yes FROM open)
            ORDER BY run_at, id
            LIMIT 1
            FOR UPDATE SKIP LOCKED
        ), following AS MATERIALIZED (
            SELECT id
            FROM jobs
            WHERE state = 'queued' AND queue = $1 AND run_at <= now()
              AND kind = 'segment' AND args_version = 1
              AND (crash_count = 0 OR $2)
              AND (SELECT yes FROM open) AND NOT EXISTS (SELECT FROM overdue)
              AND ($2 OR NOT EXISTS (
                  SELECT FROM jobs o
                  WHERE o.state = 'queued' AND o.crash_count > 0 AND o.run_at <= now() - $7
                    AND o.kind = 'segment' AND o.args_version = 1
                    AND NOT EXISTS (
                        SELECT FROM queues q
                        WHERE q.name = o.queue
                          AND (q.paused_at IS NOT NULL
                               OR q.max_running <= (SELECT count(*) FROM jobs r WHERE r.state = 'running' AND r.queue = o.queue)))
                    AND $3 = (SELECT w.id FROM worker_sessions w
                              WHERE o.queue = ANY (w.engines) AND NOT w.stopping
                                AND w.last_seen_at > clock_timestamp() - interval '15 seconds'
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
            SELECT id, lease_token, 'state', jsonb_build_object('from', 'queued', 'to', 'running', 'attempt', attempt) FROM j
        )
        SELECT {JobRow.Columns} FROM j
        """;

    // The answer to an earlier claim may have been lost with the connection: the row says that the job is ours.
    static async Task<Claimed?> AdoptAsync(
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
        command.With(worker.Session).With(held.ToArray()).With(worker.Lease);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadClaimedAsync(reader, ct);
    }

    static async Task<Claimed?> ReadClaimedAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        if (!await reader.ReadAsync(ct)) return null;

        var claimed = new Claimed(reader.GetInt64(0), new(reader.GetGuid(1)), reader.GetInt64(18));
        try
        {
            return claimed with { Job = JobRow.Read(reader) };
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or ArgumentException or NotSupportedException)
        {
            return claimed with { Unreadable = error };
        }
    }

    // A row that nobody can read must not go round for ever.
    Task<JobState?> RefuseAsync(Claimed claimed, CancellationToken ct)
    {
        var problem = new JobProblem("UNREADABLE_JOB", "The job cannot be read",
            "What was asked for is not understood by this version of the service. Start the job anew.", 500, NoNumbers);
        return EndAsync(claimed.Key, claimed.Token, JobReport.Empty,
            _ => Ending.Failed(problem, claimed.Unreadable!.ToString()), ct);
    }

    internal static readonly IReadOnlyDictionary<string, long> NoNumbers = new Dictionary<string, long>();

    sealed record Claimed(long Key, JobId Id, long Token, Job? Job = null, Exception? Unreadable = null);
}
