using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Finds jobs by their ids.</summary>
static class JobLookup
{
    public static async Task<Job?> FindAsync(NpgsqlConnection connection, JobId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {JobRow.Columns} FROM jobs j WHERE j.public_id = $1", connection);
        return await command.With(id.Value).ReadFirstAsync(JobRow.Read, ct);
    }

    public static async Task<List<Job>> FindAsync(
        NpgsqlConnection connection, IReadOnlyCollection<JobId> ids, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {JobRow.Columns} FROM jobs j WHERE j.public_id = ANY ($1) ORDER BY j.id", connection);
        return await command.With(ids.Select(id => id.Value).ToArray()).ReadAllAsync(JobRow.Read, ct);
    }

    /// <summary>Locks the row until the transaction ends. Null: no such job.</summary>
    public static async Task<(long Key, JobState State)?> LockAsync(
        NpgsqlConnection connection, JobId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT id, state FROM jobs WHERE public_id = $1 FOR UPDATE", connection);
        return await command.With(id.Value).ReadFirstAsync<(long, JobState)?>(
            row => (row.Get<long>("id"), row.GetWord<JobState>("state")), ct);
    }

    public static async Task<List<JobAttempt>> AttemptsAsync(
        NpgsqlConnection connection, JobId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT a.*
            FROM job_attempts a
            JOIN jobs j ON j.id = a.job_id
            WHERE j.public_id = $1
            ORDER BY a.token
            """, connection);
        return await command.With(id.Value).ReadAllAsync(ReadAttempt, ct);
    }

    static JobAttempt ReadAttempt(NpgsqlDataReader row) => new(
        row.Get<long>("token"), row.Get<short>("attempt"), row.Get<Guid>("session"), row.Get<string>("host"),
        row.Get<DateTimeOffset>("started_at"), row.Get<DateTimeOffset?>("ended_at"), row.Get<string?>("outcome"),
        row.Get<string?>("error"), JobRow.Stage(row), row.Get<float?>("progress"));
}
