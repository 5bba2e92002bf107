using Npgsql;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Runs of lost workers that may have left something outside their process, oldest first, at most 20.</summary>
    /// <param name="queue">Only those of this engine.</param>
    public Task<IReadOnlyList<RunKey>> AbandonedAsync(string queue, CancellationToken ct) => WorkAsync<IReadOnlyList<RunKey>>(
        async connection =>
        {
            await using var command = new NpgsqlCommand(
                "SELECT job_id, token FROM abandoned_runs WHERE queue = $1 ORDER BY token LIMIT 20", connection);
            await using var reader = await command.With(queue).ExecuteReaderAsync(ct);
            var runs = new List<RunKey>();
            while (await reader.ReadAsync(ct)) runs.Add(new(new JobId(reader.GetGuid(0)).ToString(), reader.GetInt64(1)));
            return runs;
        }, ct);

    /// <summary>Says that nothing is left of a run; said twice is done once.</summary>
    public Task ForgetAbandonedAsync(RunKey run, CancellationToken ct) => WorkAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand("DELETE FROM abandoned_runs WHERE token = $1", connection);
            return await command.With(run.Token).ExecuteNonQueryAsync(ct);
        }, ct);
}
