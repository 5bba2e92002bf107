using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Results of succeeded jobs. Written by <see cref="JobQueue.SucceedAsync"/> alone.</summary>
public sealed class ResultStore(Database db)
{
    /// <summary>The result of a job, or null when it has none.</summary>
    public async Task<SegmentationResult?> FindAsync(JobId id, CancellationToken ct) =>
        await FindJsonAsync(id, ct) is { } json ? RowJson.Read<SegmentationResult>(json) : null;

    /// <summary>The result as JSON, as the engine made it but for the order of names; null when there is none.</summary>
    public Task<string?> FindJsonAsync(JobId id, CancellationToken ct) => db.RunAsync(db.Work, async connection =>
    {
        await using var command = new NpgsqlCommand("""
            SELECT r.body::text
            FROM results r
            JOIN jobs j ON j.id = r.job_id
            WHERE j.public_id = $1
            """, connection);
        return await command.With(id.Value).ExecuteScalarAsync(ct) as string;
    }, ct);
}
