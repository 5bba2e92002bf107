using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>Something that happened to a job. Progress is not an event: a client that returns reads the job's
/// row.</summary>
/// <param name="Id">Rises; of one job in the order it happened.</param>
/// <param name="Kind"><c>state stage k warning done</c>.</param>
/// <param name="Data">state: from, to, attempt, outcome; stage: a <see cref="StageProgress"/>; k: a
/// <see cref="KCandidate"/>; warning: an <see cref="Issue"/>; done: state.</param>
public sealed record JobEvent(long Id, JobId JobId, DateTimeOffset At, string Kind, JsonElement Data);

/// <summary>What happened to jobs, in order.</summary>
public sealed class JobEvents(Database db)
{
    /// <summary>Events of one job after an event id (0: all), at most <paramref name="limit"/>.</summary>
    public Task<IReadOnlyList<JobEvent>> AfterAsync(JobId id, long after, int limit, CancellationToken ct) =>
        ReadAsync(id.Value, after, limit, ct);

    /// <summary>Events of all jobs after an event id, at most <paramref name="limit"/>.</summary>
    /// <remarks>An event of another job with a smaller id may become visible later: see
    /// <see cref="EventCursor"/>.</remarks>
    internal Task<IReadOnlyList<JobEvent>> AfterAsync(long after, int limit, CancellationToken ct) =>
        ReadAsync(null, after, limit, ct);

    /// <summary>The largest event id so far; 0 when there is none.</summary>
    internal Task<long> LastIdAsync(CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(id), 0) FROM job_events", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }, ct);

    Task<IReadOnlyList<JobEvent>> ReadAsync(Guid? job, long after, int limit, CancellationToken ct) =>
        db.WorkAsync<IReadOnlyList<JobEvent>>(async connection =>
        {
            var ofJob = job is null ? "" : "AND j.public_id = $3";
            await using var command = new NpgsqlCommand($"""
                SELECT e.id, j.public_id, e.at, e.kind, e.data
                FROM job_events e
                JOIN jobs j ON j.id = e.job_id
                WHERE e.id > $1 {ofJob}
                ORDER BY e.id
                LIMIT $2
                """, connection);
            command.With(after).With(limit);
            if (job is { } id) command.With(NpgsqlDbType.Uuid, id);
            return await command.ReadAllAsync(Read, ct);
        }, ct);

    static JobEvent Read(NpgsqlDataReader row)
    {
        using var data = JsonDocument.Parse(row.Get<string>("data"));
        return new(
            row.Get<long>("id"), JobRow.Id(row), row.Get<DateTimeOffset>("at"), row.Get<string>("kind"),
            data.RootElement.Clone());
    }
}
