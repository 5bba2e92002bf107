using System.Text.Json;
using Npgsql;
using Segmentation.Json;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Stores the result and ends the job, both or neither. The files of the result are in place before.</summary>
    /// <exception cref="LeaseLostException">Another worker has the job now; nothing was written.</exception>
    public async Task SucceedAsync(Lease lease, SegmentationResult result, JobReport last, CancellationToken ct)
    {
        var body = JsonSerializer.Serialize(result, ResultJson.Default.SegmentationResult);
        var summary = new JobSummary(result.Metrics.K, result.Rows.Used, result.Metrics.Silhouette)
        {
            Location = result.Files.Select(file => file.Location).FirstOrDefault(location => location is not null),
        };
        var limited = false;
        var stored = await ControlAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (await FenceAsync(connection, lease.Job.Key, lease.Token, ct) is not { } fence)
                return await EndedBeforeAsync(connection, lease.Job.Key, lease.Token, ct) is { State: JobState.Succeeded };

            limited = fence.Limited;
            await WriteEndAsync(connection, fence, last, Ending.Succeeded(summary), ct);
            await StoreAsync(connection, fence, body, result.Files, ct);
            await transaction.CommitAsync(ct);
            return true;
        }, ct);
        if (!stored) throw new LeaseLostException(lease);

        hints.Send(Channel.Changes, lease.Job.Id.ToString());
        if (limited) hints.Send(Channel.Jobs, JobRow.Word(lease.Job.Engine.Used));
    }

    static async Task StoreAsync(
        NpgsqlConnection connection, Fence fence, string body, IReadOnlyList<OutputFile> files, CancellationToken ct)
    {
        await using (var command = new NpgsqlCommand(
            "INSERT INTO results (job_id, token, body) VALUES ($1, $2, $3)", connection))
            await command.With(fence.Key).With(fence.Token).WithJson(body).ExecuteNonQueryAsync(ct);

        await using var artifacts = new NpgsqlCommand("""
            INSERT INTO artifacts (job_id, token, name, bytes, rows)
            SELECT $1, $2, f.name, f.bytes, f.rows
            FROM unnest($3, $4, $5) AS f (name, bytes, rows)
            """, connection);
        artifacts.With(fence.Key).With(fence.Token).With(files.Select(f => f.Name).ToArray())
            .With(files.Select(f => f.Bytes).ToArray()).With(files.Select(f => f.Rows).ToArray());
        await artifacts.ExecuteNonQueryAsync(ct);
    }
}
