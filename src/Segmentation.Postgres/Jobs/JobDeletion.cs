using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Deletes a job in one transaction.</summary>
static class JobDeletion
{
    /// <param name="repeated">The answer to an earlier commit may have been lost: then the job is gone because of
    /// it.</param>
    public static async Task<Deletion> RunAsync(
        NpgsqlConnection connection, JobId id, bool repeated, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await JobLookup.LockAsync(connection, id, ct) is not var (key, state))
        {
            return repeated && await DeletedIds.FindAsync(connection, id.Value, ct) is not null
                ? Deletion.Deleted
                : Deletion.NotFound;
        }

        if (state == JobState.Running) return Deletion.InUse;

        await using var command = new NpgsqlCommand("DELETE FROM jobs WHERE id = $1", connection);
        await command.With(key).ExecuteNonQueryAsync(ct);
        await DeletedIds.AddAsync(connection, id.Value, ct);
        await transaction.CommitAsync(ct);
        return Deletion.Deleted;
    }
}
