using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>Cancels a job in one transaction.</summary>
static class JobCancel
{
    /// <summary>Ends a queued job, or asks a running one to end. Null: no such job.</summary>
    public static async Task<CancelOutcome?> RunAsync(
        NpgsqlConnection connection, JobId id, string? reason, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await JobLookup.LockAsync(connection, id, ct) is not var (key, before)) return null;

        if (before == JobState.Queued) await CancelQueuedAsync(connection, key, reason, ct);
        if (before == JobState.Running) await RequestAsync(connection, key, reason, ct);
        var job = await JobLookup.FindAsync(connection, id, ct);
        await transaction.CommitAsync(ct);
        return new(before, job!.State, job);
    }

    static async Task CancelQueuedAsync(NpgsqlConnection connection, long key, string? reason, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            WITH canceled AS (
                UPDATE jobs
                SET state = 'canceled', finished_at = clock_timestamp(), cancel_requested_at = clock_timestamp(),
                    cancel_reason = $2, message = 'Canceled.'
                WHERE id = $1 AND state = 'queued'
                RETURNING id, lease_token
            )
            INSERT INTO job_events (job_id, token, kind, data)
            SELECT c.id, c.lease_token, e.kind, e.data
            FROM canceled c
            CROSS JOIN (VALUES
                (1, 'state', jsonb_build_object('from', 'queued', 'to', 'canceled')),
                (2, 'done', jsonb_build_object('state', 'canceled'))) AS e (position, kind, data)
            ORDER BY e.position
            """, connection);
        await command.With(key).With(NpgsqlDbType.Text, reason).ExecuteNonQueryAsync(ct);
    }

    static async Task RequestAsync(NpgsqlConnection connection, long key, string? reason, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE jobs
            SET cancel_requested_at = clock_timestamp(), cancel_reason = $2
            WHERE id = $1 AND state = 'running' AND cancel_requested_at IS NULL
            """, connection);
        await command.With(key).With(NpgsqlDbType.Text, reason).ExecuteNonQueryAsync(ct);
    }
}
