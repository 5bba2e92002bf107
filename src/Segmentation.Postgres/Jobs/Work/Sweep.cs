using System.Diagnostics;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>A job whose worker was lost, and its state now.</summary>
sealed record Swept(JobId Id, string Queue, JobState State, int CrashCount);

/// <summary>Takes jobs from workers whose leases have ended.</summary>
static class Sweep
{
    /// <param name="asked">When the sweep was first asked for, as <see cref="Stopwatch"/> counts.</param>
    /// <remarks>A statement that was stuck while the server stood still, or that runs again when it is back, would
    /// find every lease ended, those of its own worker too. So it says by when it must run, by the server's clock,
    /// and that clock must have answered promptly, counted from before the first try.</remarks>
    public static async Task<List<Swept>> RunAsync(
        NpgsqlConnection connection, QueueTimings timings, long asked, CancellationToken ct)
    {
        var prompt = timings.Lease / 3;
        await using var clock = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var now = (DateTime)(await clock.ExecuteScalarAsync(ct))!;
        if (Stopwatch.GetElapsedTime(asked) > prompt) return [];

        await using var command = new NpgsqlCommand(Sql, connection);
        command.With(timings.Lease).With(timings.CrashLimit).With(timings.CrashBase).With(now + prompt);
        return await command.ReadAllAsync(
            row => new Swept(
                JobRow.Id(row), row.Get<string>("queue"), row.GetWord<JobState>("state"),
                row.Get<short>("crash_count")), ct);
    }

    // A lost worker costs the job none of its attempts: another job may have been the cause.
    // One statement, whose condition is checked under the row's lock: reading first and writing by id later would
    // take a job from a worker that has just renewed, finished or claimed it.
    internal static readonly string Sql = $"""
        WITH expired AS MATERIALIZED (
            SELECT id, lease_token, crash_count + 1 AS crashes, stage,
                   CASE WHEN cancel_requested_at IS NOT NULL THEN 'canceled'
                        WHEN crash_count + 1 >= $2 OR max_attempts >= 100 OR deadline_at < clock_timestamp()
                        THEN 'failed'
                        ELSE 'queued' END AS next
            FROM jobs
            WHERE state = 'running'
              AND (lease_expires_at < clock_timestamp() OR deadline_at < clock_timestamp() - $1)
              AND pg_postmaster_start_time() < clock_timestamp() - $1
              AND clock_timestamp() < $4
            ORDER BY id
            LIMIT 50
            FOR UPDATE SKIP LOCKED
        ), swept AS (
            UPDATE jobs j
            SET state = e.next,
                crash_count = e.crashes,
                max_attempts = CASE WHEN e.next = 'queued' THEN j.max_attempts + 1 ELSE j.max_attempts END,
                run_at = CASE WHEN e.next <> 'queued' THEN j.run_at
                              WHEN e.crashes = 1 THEN clock_timestamp()
                              ELSE clock_timestamp() + least($3 * power(2, e.crashes - 2), interval '1 minute') END,
                finished_at = CASE WHEN e.next <> 'queued' THEN clock_timestamp() END,
                lease_expires_at = NULL, worker_session = NULL, deadline_at = NULL,
                last_error = 'The worker was lost.',
                message = CASE e.next WHEN 'canceled' THEN 'Canceled.'
                                      WHEN 'queued' THEN 'The worker was lost; another one takes the job.'
                                      ELSE 'The workers that ran this job were lost.' END,
                stages = (SELECT coalesce(jsonb_agg(
                              CASE WHEN s ->> 'state' = 'running' THEN s || jsonb_build_object('state', e.next)
                                   ELSE s END), '[]')
                          FROM jsonb_array_elements(j.stages) s),
                problem = CASE WHEN e.next = 'failed' THEN jsonb_build_object(
                    'code', CASE WHEN e.crashes >= $2 THEN '{RunErrors.Poison.Code}'
                                 ELSE '{RunErrors.WorkerLost.Code}' END,
                    'title', '{RunErrors.WorkerLost.Title}',
                    'detail', format('%s attempt(s) ended with the loss of the worker, the last one %s. The job may '
                        'need more memory than a worker has: try fewer columns or rows, or start it again.', e.crashes,
                        coalesce('in the stage ' || e.stage, 'before the first stage')),
                    'status', {RunErrors.WorkerLost.Status},
                    'numbers', jsonb_build_object('crashes', e.crashes)) END
            FROM expired e
            WHERE j.id = e.id AND j.state = 'running' AND j.lease_token = e.lease_token
            RETURNING j.id, j.public_id, j.queue, j.state, j.crash_count, j.lease_token, j.attempt, j.stage, j.progress,
                      j.stages
        ), closed AS (
            UPDATE job_attempts a
            SET ended_at = clock_timestamp(), outcome = 'crashed',
                error = 'The lease ended: the worker had stopped renewing it.',
                stage = s.stage, progress = s.progress, stages = s.stages
            FROM swept s
            WHERE a.job_id = s.id AND a.token = s.lease_token
        ), abandoned AS (
            INSERT INTO abandoned_runs (token, job_id, queue)
            SELECT lease_token, public_id, queue FROM swept WHERE queue <> 'local'
            ON CONFLICT DO NOTHING
        ), events AS (
            INSERT INTO job_events (job_id, token, kind, data)
            SELECT s.id, s.lease_token, e.kind, e.data
            FROM swept s
            CROSS JOIN LATERAL (VALUES
                (1, 'state', jsonb_build_object(
                    'from', 'running', 'to', s.state, 'attempt', s.attempt, 'outcome', 'crashed')),
                (2, 'done', jsonb_build_object('state', s.state))) AS e (position, kind, data)
            WHERE e.kind = 'state' OR s.state <> 'queued'
            ORDER BY s.id, e.position
        )
        SELECT public_id, queue, state, crash_count FROM swept ORDER BY id
        """;
}
