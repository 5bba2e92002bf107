using Npgsql;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Deletes a job that does not run, with its events, result and files.</summary>
    public async Task<Deletion> DeleteAsync(JobId id, CancellationToken ct)
    {
        var again = false;
        var deletion = await WorkAsync(connection =>
        {
            var repeated = again;
            again = true;
            return DeleteAsync(connection, id, repeated, ct);
        }, ct);
        if (deletion == Deletion.Deleted)
        {
            files.RemoveJob(id);
            hints.Send(Channel.Changes, id.ToString());
        }

        return deletion;
    }

    // Repeated: the commit's answer may have been lost, and then the job is gone by our own doing.
    static async Task<Deletion> DeleteAsync(NpgsqlConnection connection, JobId id, bool repeated, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await LockAsync(connection, id, ct) is not var (key, state))
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
