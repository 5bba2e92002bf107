using Npgsql;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>How many jobs are before a queued one; null when it is not queued.</summary>
    public Task<QueuePosition?> PositionAsync(JobId id, CancellationToken ct) => WorkAsync<QueuePosition?>(async connection =>
    {
        await using var command = new NpgsqlCommand("""
            WITH mine AS (
                SELECT id, queue, priority, run_at, crash_count FROM jobs WHERE public_id = $1 AND state = 'queued'
            ), recent AS (
                SELECT extract(epoch FROM finished_at - started_at) AS seconds
                FROM jobs
                WHERE state = 'succeeded'
                ORDER BY finished_at DESC
                LIMIT 20
            )
            SELECT (SELECT count(*)::int FROM jobs j
                    WHERE j.state = 'queued' AND j.queue = m.queue AND j.run_at <= greatest(clock_timestamp(), m.run_at)
                      AND (-j.priority, j.run_at, j.id) < (-m.priority, m.run_at, m.id)),
                   (SELECT count(*)::int FROM jobs j WHERE j.state = 'running' AND j.queue = m.queue),
                   (SELECT avg(seconds)::float8 FROM recent),
                   (SELECT coalesce(sum(slots), 0)::int FROM worker_sessions
                    WHERE last_seen_at > clock_timestamp() - interval '15 seconds' AND NOT stopping AND m.queue = ANY (engines)),
                   (SELECT paused_at IS NOT NULL FROM queues WHERE name = m.queue),
                   m.crash_count > 0
            FROM mine m
            """, connection);
        await using var reader = await command.With(id.Value).ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;

        var (queued, running, slots) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(3));
        var (paused, alone) = (reader.GetBoolean(4), reader.GetBoolean(5));
        var isKnown = !reader.IsDBNull(2) && slots > 0 && !paused && !alone;
        return new(queued, isKnown ? reader.GetDouble(2) * (queued + running) / slots : null) { Paused = paused, Alone = alone };
    }, ct);
}
