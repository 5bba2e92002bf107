using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>How long finished jobs are kept. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    /// <summary>Time a finished job is kept with its result and files; then it is deleted. Default 0: for ever; else
    /// from 1 min to 10,000 days.</summary>
    public TimeSpan FinishedJobs { get; init; }

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (FinishedJobs == TimeSpan.Zero) yield break;
        if (FinishedJobs < TimeSpan.FromMinutes(1) || FinishedJobs > TimeSpan.FromDays(10_000))
            yield return new($"Retention:FinishedJobs is {FinishedJobs}; allowed: 0 or 00:01:00 to 10000.00:00:00.");
    }
}

/// <summary>Deletes finished jobs that are older than the setting allows, oldest first.</summary>
/// <remarks>Rows before files: a row without files would promise a result that is gone, while a folder without a row
/// is found by <see cref="FileSweeper"/>, also when this process dies in between.</remarks>
sealed class Retention(
    Database db, FileStore files, NotifySender notify, IOptions<RetentionOptions> options, ILogger<Retention> log)
{
    /// <summary>How many jobs are deleted at once.</summary>
    public const int Batch = 500;

    /// <summary>Deletes one batch, so that the caller can do other work in between.</summary>
    /// <returns>How many jobs were deleted; a whole batch when there may be more.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (options.Value.FinishedJobs == TimeSpan.Zero) return 0;

        var gone = await db.WorkAsync(connection => DeleteAsync(connection, ct), ct);
        foreach (var id in gone) RemoveFiles(id);
        if (gone.Count > 0) log.Retired(gone.Count, options.Value.FinishedJobs);
        return gone.Count;
    }

    async Task<List<JobId>> DeleteAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(RetireSql, connection);
        return await command.With(options.Value.FinishedJobs).With(Batch).ReadAllAsync(
            row => new JobId(row.Get<Guid>("public_id")), ct);
    }

    internal const string RetireSql = """
        WITH old AS MATERIALIZED (
            SELECT id FROM jobs
            WHERE state IN ('succeeded', 'failed', 'canceled') AND finished_at < clock_timestamp() - $1
              -- The same key gives the same job for a day, also when that has ended.
              AND (idempotency_key IS NULL OR created_at < clock_timestamp() - interval '24 hours')
            ORDER BY finished_at, id
            LIMIT $2
            FOR UPDATE SKIP LOCKED
        ), gone AS (
            DELETE FROM jobs j USING old WHERE j.id = old.id RETURNING j.public_id
        ), known AS (
            INSERT INTO deleted_ids (id) SELECT public_id FROM gone ON CONFLICT DO NOTHING
        )
        SELECT public_id FROM gone
        """;

    void RemoveFiles(JobId id)
    {
        notify.Changed(id);
        try
        {
            files.RemoveJob(id);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.FolderNotRemoved(error);
        }
    }
}
