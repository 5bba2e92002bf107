using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Results of succeeded segmentations. Workers write them when a job succeeds.</summary>
public sealed class ResultStore(Database db)
{
    /// <summary>The result of a job, or null when it has none.</summary>
    public async Task<SegmentationResult?> FindAsync(JobId id, CancellationToken ct)
    {
        var json = await db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand("""
                SELECT r.body::text
                FROM results r
                JOIN jobs j ON j.id = r.job_id
                WHERE j.public_id = $1
                """, connection);
            return await command.With(id.Value).ExecuteScalarAsync(ct) as string;
        }, ct);
        return json is null ? null : RowJson.Read<SegmentationResult>(json);
    }
}
