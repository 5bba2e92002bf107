using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

public sealed partial class Schedules
{
    const int MostAtOnce = 100;

    /// <summary>Queues a job for every schedule that is due: after a time without workers one, for the latest due time that was missed.</summary>
    /// <remarks>The job and the row that says so are one transaction, and that row is unique for schedule and due time. Whoever else
    /// deals with the same schedule at this moment is left to it. Schedules that this machine cannot read are left to others.</remarks>
    public Task<IReadOnlyList<Fired>> FireDueAsync(CancellationToken ct) => FireDueAsync(null, ct);

    /// <summary>The same at another time than the database's.</summary>
    internal async Task<IReadOnlyList<Fired>> FireDueAsync(DateTimeOffset? now, CancellationToken ct)
    {
        var (fired, looked) = (new List<Fired>(), new List<Guid>());
        while (await DueAsync(now, looked, ct) is { Count: > 0 } due)
        {
            // Those that cannot be read here must not stand before others for ever.
            looked.AddRange(due);
            foreach (var id in due)
            {
                if (await WorkAsync(connection => FireAsync(connection, id, now, ct), ct) is { } one) fired.Add(Told(one));
            }
        }

        return fired;
    }

    Fired Told(Fired fired)
    {
        if (fired.Queue is not { } queue) return fired;

        hints.Send(Channel.Jobs, queue);
        hints.Send(Channel.Changes, $"{fired.Job}");
        return fired;
    }

    /// <summary>Time until the next schedule is due; null when none waits.</summary>
    public Task<TimeSpan?> NextDueAsync(CancellationToken ct) => WorkAsync<TimeSpan?>(async connection =>
    {
        await using var command = new NpgsqlCommand(
            "SELECT greatest(min(next_due_at) - clock_timestamp(), interval '0') FROM schedules WHERE next_due_at > now() HAVING count(*) > 0", connection);
        return await command.ExecuteScalarAsync(ct) is TimeSpan due ? due : null;
    }, ct);

    /// <summary>Computes anew when every schedule is next due: the clock may have been set back, the rules of a time zone changed.</summary>
    /// <returns>How many were not right.</returns>
    public Task<int> RealignAsync(CancellationToken ct) => RealignAsync(null, ct);

    /// <summary>The same at another time than the database's.</summary>
    internal Task<int> RealignAsync(DateTimeOffset? now, CancellationToken ct) => WorkAsync(async connection =>
    {
        var wrong = (await WaitingAsync(connection, now, ct))
            .Select(due => (Due: due, Times: Read(due))).Where(pair => pair.Times is not null)
            .Select(pair => (pair.Due, Next: pair.Times!.Next(pair.Due.Now))).Where(pair => pair.Next != pair.Due.NextDueAt).ToArray();
        foreach (var (due, next) in wrong)
        {
            await using var command = new NpgsqlCommand("""
                UPDATE schedules SET next_due_at = $2 WHERE id = $1 AND next_due_at = $3 AND cron = $4 AND time_zone = $5
                """, connection);
            command.With(due.Id).With(NpgsqlDbType.TimestampTz, next).With(due.NextDueAt.UtcDateTime).With(due.Cron).With(due.TimeZone);
            await command.ExecuteNonQueryAsync(ct);
        }

        return wrong.Length;
    }, ct);

    Task<List<Guid>> DueAsync(DateTimeOffset? now, List<Guid> looked, CancellationToken ct) => WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("""
            SELECT id FROM schedules
            WHERE next_due_at <= coalesce($1, clock_timestamp()) AND id <> ALL ($3)
            ORDER BY next_due_at, id
            LIMIT $2
            """, connection);
        command.With(NpgsqlDbType.TimestampTz, now?.UtcDateTime).With(MostAtOnce).With(looked.ToArray());
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetGuid(0));
        return ids;
    }, ct);

    async Task<Fired?> FireAsync(NpgsqlConnection connection, Guid id, DateTimeOffset? now, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await LockAsync(connection, id, now, ct) is not { } due || Read(due) is not { } times) return null;

        var latest = times.Latest(due.Now);
        var fired = latest >= due.NextDueAt ? await EnqueueAsync(connection, due, latest.Value, ct) : null;
        await MoveOnAsync(connection, due, fired, times.Next(due.Now), ct);
        await transaction.CommitAsync(ct);
        return fired;
    }

    static async Task<Due?> LockAsync(NpgsqlConnection connection, Guid id, DateTimeOffset? now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT id, cron, time_zone, next_due_at, coalesce($2, clock_timestamp())
            FROM schedules
            WHERE id = $1 AND next_due_at <= coalesce($2, clock_timestamp())
            FOR UPDATE SKIP LOCKED
            """, connection);
        await using var reader = await command.With(id).With(NpgsqlDbType.TimestampTz, now?.UtcDateTime).ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ReadDue(reader) : null;
    }

    static async Task<List<Due>> WaitingAsync(NpgsqlConnection connection, DateTimeOffset? now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT id, cron, time_zone, next_due_at, coalesce($1, clock_timestamp())
            FROM schedules
            WHERE next_due_at > coalesce($1, clock_timestamp())
            """, connection);
        await using var reader = await command.With(NpgsqlDbType.TimestampTz, now?.UtcDateTime).ExecuteReaderAsync(ct);
        var waiting = new List<Due>();
        while (await reader.ReadAsync(ct)) waiting.Add(ReadDue(reader));
        return waiting;
    }

    static async Task<Fired?> EnqueueAsync(NpgsqlConnection connection, Due due, DateTimeOffset dueAt, CancellationToken ct)
    {
        var job = JobId.New();
        await using var command = new NpgsqlCommand(FireSql, connection);
        await using var reader = await command.With(due.Id).With(dueAt.UtcDateTime).With(job.Value).ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        if (!reader.GetBoolean(0)) return new(new(due.Id), dueAt, null);

        // Without a row this due time had its job before the clock was set back.
        return JobRow.Text(reader, 1) is { } queue ? new(new(due.Id), dueAt, job) { Queue = queue } : null;
    }

    const string FireSql = """
        WITH source AS MATERIALIZED (
            SELECT s.id, s.name, s.args, s.engine, s.priority, d.id AS dataset_id, d.file_name
            FROM schedules s
            JOIN datasets d ON d.id = s.dataset_id
            WHERE s.id = $1
            FOR KEY SHARE OF d
        ), fire AS (
            INSERT INTO schedule_fires (schedule_id, due_at, job_id)
            SELECT id, $2, $3 FROM source
            ON CONFLICT DO NOTHING
            RETURNING job_id
        ), j AS (
            INSERT INTO jobs (public_id, dataset_id, file_name, name, args, engine, queue, priority, schedule_id)
            SELECT f.job_id, s.dataset_id, s.file_name, s.name, s.args, s.engine, s.engine ->> 'used', s.priority, s.id
            FROM source s
            CROSS JOIN fire f
            RETURNING id, queue
        ), event AS (
            INSERT INTO job_events (job_id, kind, data)
            SELECT id, 'state', jsonb_build_object('from', NULL, 'to', 'queued') FROM j
        )
        SELECT EXISTS (SELECT FROM source), (SELECT queue FROM j)
        """;

    static async Task MoveOnAsync(NpgsqlConnection connection, Due due, Fired? fired, DateTimeOffset? next, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE schedules
            SET next_due_at = CASE WHEN $5 THEN NULL ELSE $2 END,
                last_due_at = coalesce($3, last_due_at), last_job_id = coalesce($4, last_job_id),
                paused_at = CASE WHEN $5 THEN clock_timestamp() END,
                problem = CASE WHEN $5 THEN 'The dataset was deleted: name another one and resume the schedule.' END
            WHERE id = $1
            """, connection);
        command.With(due.Id).With(NpgsqlDbType.TimestampTz, next?.UtcDateTime).With(NpgsqlDbType.TimestampTz, fired?.DueAt.UtcDateTime)
            .With(NpgsqlDbType.Uuid, fired?.Job?.Value).With(fired is { Job: null });
        await command.ExecuteNonQueryAsync(ct);
    }

    static Due ReadDue(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4));

    // What was stored was understood where it was stored; this machine may know fewer time zones.
    CronTimes? Read(Due due)
    {
        try
        {
            return CronTimes.Parse(due.Cron, due.TimeZone);
        }
        catch (CronException error)
        {
            log.ScheduleUnreadable(new(due.Id), error.Message);
            return null;
        }
    }

    sealed record Due(Guid Id, string Cron, string TimeZone, DateTimeOffset NextDueAt, DateTimeOffset Now);
}
