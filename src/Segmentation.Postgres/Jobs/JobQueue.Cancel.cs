using Npgsql;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Asks a job to end: a queued one is canceled at once, a running one within a few seconds. Null: no such job.</summary>
    /// <remarks>Asking again changes nothing. Succeeded and failed jobs stay as they are.</remarks>
    public async Task<CancelOutcome?> CancelAsync(JobId id, string? reason, CancellationToken ct)
    {
        var outcome = await WorkAsync(connection => CancelAsync(connection, id, reason, ct), ct);
        if (outcome is null) return null;

        if (outcome.After == JobState.Running) hints.Send(Channel.Cancel, id.ToString());
        if (outcome.Before != JobState.Canceled) hints.Send(Channel.Changes, id.ToString());
        return outcome;
    }

    static async Task<CancelOutcome?> CancelAsync(NpgsqlConnection connection, JobId id, string? reason, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await LockAsync(connection, id, ct) is not var (key, before)) return null;

        if (before == JobState.Queued) await CancelQueuedAsync(connection, key, reason, ct);
        if (before == JobState.Running) await AskToEndAsync(connection, key, reason, ct);
        var job = await FindAsync(connection, id, ct);
        await transaction.CommitAsync(ct);
        return new(before, job!.State, job);
    }

    static async Task<(long Key, JobState State)?> LockAsync(NpgsqlConnection connection, JobId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT id, state FROM jobs WHERE public_id = $1 FOR UPDATE", connection);
        await using var reader = await command.With(id.Value).ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), JobRow.State(reader.GetString(1))) : null;
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
        await command.With(key).With(NpgsqlTypes.NpgsqlDbType.Text, reason).ExecuteNonQueryAsync(ct);
    }

    static async Task AskToEndAsync(NpgsqlConnection connection, long key, string? reason, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE jobs
            SET cancel_requested_at = clock_timestamp(), cancel_reason = $2
            WHERE id = $1 AND state = 'running' AND cancel_requested_at IS NULL
            """, connection);
        await command.With(key).With(NpgsqlTypes.NpgsqlDbType.Text, reason).ExecuteNonQueryAsync(ct);
    }
}
