using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Deletes rows that nobody needs any more: sessions, inspections, intakes and abandoned runs after a day,
/// deleted ids and fired due times after 30 days.</summary>
sealed class Housekeeping(Database db)
{
    /// <summary>One pass; cheap when there is nothing to do.</summary>
    public Task RunAsync(CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("""
            DELETE FROM worker_sessions WHERE last_seen_at < clock_timestamp() - interval '1 day';
            DELETE FROM abandoned_runs WHERE since < clock_timestamp() - interval '1 day';
            DELETE FROM intakes WHERE created_at < clock_timestamp() - interval '1 day';
            DELETE FROM inspections WHERE created_at < clock_timestamp() - interval '1 day';
            DELETE FROM deleted_ids WHERE deleted_at < clock_timestamp() - interval '30 days';
            DELETE FROM schedule_fires WHERE fired_at < clock_timestamp() - interval '30 days';
            """, connection);
        return await command.ExecuteNonQueryAsync(ct);
    }, ct);
}
