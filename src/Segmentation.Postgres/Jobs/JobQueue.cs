using Npgsql;

namespace Segmentation.Postgres;

/// <summary>The table of jobs: what callers ask and what workers do. One statement or one short transaction a method.</summary>
/// <remarks>All at READ COMMITTED: a statement that waited for a row checks its condition on the row's new version, which is
/// what makes the fence by token work. Every method may be run twice with the same outcome.</remarks>
public sealed partial class JobQueue(Database db, Hints hints, FileStore files, QueueTimings timings)
{
    /// <summary>Finds a job, or null when there is none with this id.</summary>
    public Task<Job?> FindAsync(JobId id, CancellationToken ct) => WorkAsync(connection => FindAsync(connection, id, ct), ct);

    /// <summary>Finds several jobs; null for the ids that there are none with.</summary>
    internal async Task<Dictionary<JobId, Job?>> FindAsync(IReadOnlyCollection<JobId> ids, CancellationToken ct)
    {
        var found = ids.ToDictionary(id => id, _ => (Job?)null);
        if (ids.Count == 0) return found;

        foreach (var job in await WorkAsync(connection => FindAsync(connection, ids, ct), ct)) found[job.Id] = job;
        return found;
    }

    /// <summary>When the job with this id was deleted; null when it was not, or more than 30 days ago.</summary>
    public Task<DateTimeOffset?> DeletedAtAsync(JobId id, CancellationToken ct) =>
        WorkAsync(connection => DeletedIds.FindAsync(connection, id.Value, ct), ct);

    /// <summary>Every claim of the job, oldest first.</summary>
    public Task<IReadOnlyList<JobAttempt>> AttemptsAsync(JobId id, CancellationToken ct) =>
        WorkAsync(connection => AttemptsAsync(connection, id, ct), ct);

    static async Task<Job?> FindAsync(NpgsqlConnection connection, JobId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {JobRow.Columns}
            FROM jobs j
            WHERE j.public_id = $1
            """, connection);
        return await JobRow.ReadOneAsync(command.With(id.Value), ct);
    }

    static async Task<List<Job>> FindAsync(NpgsqlConnection connection, IReadOnlyCollection<JobId> ids, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {JobRow.Columns}
            FROM jobs j
            WHERE j.public_id = ANY ($1)
            ORDER BY j.id
            """, connection);
        return await JobRow.ReadAllAsync(command.With(ids.Select(id => id.Value).ToArray()), ct);
    }

    static async Task<IReadOnlyList<JobAttempt>> AttemptsAsync(NpgsqlConnection connection, JobId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT a.token, a.attempt, a.session, a.host, a.started_at, a.ended_at, a.outcome, a.error, a.stage, a.progress
            FROM job_attempts a
            JOIN jobs j ON j.id = a.job_id
            WHERE j.public_id = $1
            ORDER BY a.token
            """, connection);
        await using var reader = await command.With(id.Value).ExecuteReaderAsync(ct);
        var attempts = new List<JobAttempt>();
        while (await reader.ReadAsync(ct))
        {
            attempts.Add(new(
                reader.GetInt64(0), reader.GetInt16(1), reader.GetGuid(2), reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4), JobRow.Time(reader, 5), JobRow.Text(reader, 6),
                JobRow.Text(reader, 7), JobRow.StageOf(JobRow.Text(reader, 8)),
                reader.IsDBNull(9) ? null : reader.GetFloat(9)));
        }

        return attempts;
    }

    Task<T> WorkAsync<T>(Func<NpgsqlConnection, Task<T>> statement, CancellationToken ct) => db.RunAsync(db.Work, statement, ct);

    Task<T> ControlAsync<T>(Func<NpgsqlConnection, Task<T>> statement, CancellationToken ct) =>
        db.RunAsync(db.Control, statement, ct);
}
