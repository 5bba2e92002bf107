using Npgsql;

namespace Segmentation.Postgres;

/// <summary>What a job has made.</summary>
/// <param name="Summary">The result in a line: a JSON object that the job's kind reads.</param>
/// <param name="Files">What lies in the run's folder now.</param>
sealed record JobResult(string Summary, IReadOnlyList<OutputFile> Files)
{
    /// <summary>The whole result: a JSON object that the job's kind reads; null when the files are all there
    /// is.</summary>
    public string? Body { get; init; }
}

/// <summary>Writes the result of a fenced run.</summary>
static class StoredResult
{
    public static async Task WriteAsync(
        NpgsqlConnection connection, Fence fence, JobResult result, CancellationToken ct)
    {
        if (result.Body is { } body) await WriteBodyAsync(connection, fence, body, ct);
        if (result.Files.Count > 0) await WriteFilesAsync(connection, fence, result.Files, ct);
    }

    static async Task WriteBodyAsync(NpgsqlConnection connection, Fence fence, string body, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO results (job_id, token, body) VALUES ($1, $2, $3)", connection);
        await command.With(fence.Key).With(fence.Token).WithJson(body).ExecuteNonQueryAsync(ct);
    }

    static async Task WriteFilesAsync(
        NpgsqlConnection connection, Fence fence, IReadOnlyList<OutputFile> files, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO artifacts (job_id, token, name, bytes, rows)
            SELECT $1, $2, f.name, f.bytes, f.rows
            FROM unnest($3, $4, $5) AS f (name, bytes, rows)
            """, connection);
        command.With(fence.Key).With(fence.Token).With(files.Select(f => f.Name).ToArray())
            .With(files.Select(f => f.Bytes).ToArray()).With(files.Select(f => f.Rows).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }
}
