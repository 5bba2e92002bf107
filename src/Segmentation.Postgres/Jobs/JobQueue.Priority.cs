using Npgsql;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Gives a queued job another priority: larger ones run first. Null: no such job.</summary>
    /// <returns>The job as it is afterwards. Nothing was changed unless it is queued.</returns>
    public async Task<Job?> SetPriorityAsync(JobId id, short priority, CancellationToken ct)
    {
        var job = await WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(
                "UPDATE jobs SET priority = $2 WHERE public_id = $1 AND state = 'queued'", connection);
            await command.With(id.Value).With(priority).ExecuteNonQueryAsync(ct);
            return await FindAsync(connection, id, ct);
        }, ct);
        if (job is { State: JobState.Queued }) hints.Send(Channel.Changes, id.ToString());
        return job;
    }
}
