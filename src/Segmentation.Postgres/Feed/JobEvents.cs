using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>Something that happened to a job. Progress is not among it: a client that comes back gets the present state.</summary>
/// <param name="Id">Rises; of one job in the order it happened.</param>
/// <param name="Kind"><c>state stage k warning done</c>.</param>
/// <param name="Data">state: from, to, attempt, outcome; stage: a <see cref="StageProgress"/>; k: a <see cref="KCandidate"/>;
/// warning: an <see cref="Issue"/>; done: state.</param>
public sealed record JobEvent(long Id, JobId JobId, DateTimeOffset At, string Kind, JsonElement Data);

/// <summary>What happened to jobs, in order.</summary>
public sealed class JobEvents(Database db)
{
    /// <summary>Events of one job after an event id (0: all), at most <paramref name="limit"/>.</summary>
    public Task<IReadOnlyList<JobEvent>> AfterAsync(JobId id, long after, int limit, CancellationToken ct) =>
        ReadAsync(id.Value, after, limit, ct);

    /// <summary>Events of all jobs after an event id, at most <paramref name="limit"/>.</summary>
    /// <remarks>An event of another job with a smaller id may become visible a moment later; <see cref="JobFeed"/> looks back
    /// for those.</remarks>
    public Task<IReadOnlyList<JobEvent>> AfterAsync(long after, int limit, CancellationToken ct) =>
        ReadAsync(null, after, limit, ct);

    /// <summary>The largest event id so far; 0 when there is none.</summary>
    public Task<long> LastIdAsync(CancellationToken ct) => db.RunAsync(db.Work, async connection =>
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(id), 0) FROM job_events", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }, ct);

    Task<IReadOnlyList<JobEvent>> ReadAsync(Guid? job, long after, int limit, CancellationToken ct) =>
        db.RunAsync<IReadOnlyList<JobEvent>>(db.Work, async connection =>
        {
            var ofJob = job is null ? "" : "AND j.public_id = $3";
            await using var command = new NpgsqlCommand($"""
                SELECT e.id, j.public_id, e.at, e.kind, e.data::text
                FROM job_events e
                JOIN jobs j ON j.id = e.job_id
                WHERE e.id > $1 {ofJob}
                ORDER BY e.id
                LIMIT $2
                """, connection);
            command.With(after).With(limit);
            if (job is { } id) command.With(NpgsqlDbType.Uuid, id);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var events = new List<JobEvent>();
            while (await reader.ReadAsync(ct)) events.Add(Read(reader));
            return events;
        }, ct);

    static JobEvent Read(NpgsqlDataReader row)
    {
        using var data = JsonDocument.Parse(row.GetString(4));
        return new(row.GetInt64(0), new(row.GetGuid(1)), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3),
            data.RootElement.Clone());
    }
}
