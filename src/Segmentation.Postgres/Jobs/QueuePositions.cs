using Npgsql;

namespace Segmentation.Postgres;

/// <summary>How many jobs are before a queued one, and what else it waits for.</summary>
static class QueuePositions
{
    /// <summary>Null: the job is not queued.</summary>
    public static async Task<QueuePosition?> FindAsync(NpgsqlConnection connection, JobId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        return await command.With(id.Value).ReadFirstAsync(Read, ct);
    }

    // Jobs of kinds that no live worker knows are not ahead of a job of a known kind: nobody takes them.
    const string Sql = $"""
        WITH mine AS (
            SELECT id, queue, kind, priority, run_at, crash_count FROM jobs WHERE public_id = $1 AND state = 'queued'
        ), workers AS MATERIALIZED (
            SELECT w.slots, w.kinds
            FROM worker_sessions w
            JOIN mine m ON m.queue = ANY (w.engines)
            WHERE {WorkerSessions.TakesJobs}
        ), recent AS (
            SELECT extract(epoch FROM finished_at - started_at) AS seconds
            FROM jobs
            WHERE state = 'succeeded'
            ORDER BY finished_at DESC
            LIMIT 20
        )
        SELECT (SELECT count(*)::int FROM jobs j
                WHERE j.state = 'queued' AND j.queue = m.queue AND j.run_at <= greatest(clock_timestamp(), m.run_at)
                  AND (j.kind = m.kind OR EXISTS (SELECT FROM workers w WHERE j.kind = ANY (w.kinds)))
                  AND (-j.priority, j.run_at, j.id) < (-m.priority, m.run_at, m.id)) AS queued,
               (SELECT count(*)::int FROM jobs j WHERE j.state = 'running' AND j.queue = m.queue) AS running,
               (SELECT avg(seconds)::float8 FROM recent) AS mean_seconds,
               (SELECT coalesce(sum(w.slots), 0)::int FROM workers w WHERE m.kind = ANY (w.kinds)) AS slots,
               (SELECT paused_at IS NOT NULL FROM queues WHERE name = m.queue) AS paused,
               m.crash_count > 0 AS alone,
               CASE WHEN EXISTS (SELECT FROM workers)
                     AND NOT EXISTS (SELECT FROM workers w WHERE m.kind = ANY (w.kinds)) THEN m.kind END AS unknown_kind
        FROM mine m
        """;

    static QueuePosition Read(NpgsqlDataReader row)
    {
        var position = new QueuePosition(row.Get<int>("queued"), null)
        {
            Paused = row.Get<bool>("paused"),
            Alone = row.Get<bool>("alone"),
            UnknownKind = row.Get<string?>("unknown_kind"),
        };
        var slots = row.Get<int>("slots");
        if (slots == 0 || position.Paused || position.Alone) return position;

        var before = position.Ahead + row.Get<int>("running");
        return position with { EtaSeconds = row.Get<double?>("mean_seconds") * before / slots };
    }
}
