using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>A due time that was dealt with.</summary>
/// <param name="Job">The job that was queued for it; null when the dataset is gone.</param>
sealed record Fired(ScheduleId Schedule, DateTimeOffset DueAt, JobId? Job)
{
    /// <summary>Where the job waits.</summary>
    public string? Queue { get; init; }
}

/// <summary>Queues the jobs of schedules when they are due: one for each due time, however many workers look.</summary>
sealed class DueSchedules(Database db, NotifySender notify, ILogger<DueSchedules> log)
{
    const int MostAtOnce = 100;

    /// <summary>Queues a job for every schedule that is due. After a time without workers that is one job each, for the
    /// latest due time that was missed.</summary>
    /// <remarks>The job and the row of its due time are one transaction, and that row is unique for schedule and due
    /// time. A schedule that another worker deals with at this moment, or that this machine cannot read, is
    /// skipped.</remarks>
    public Task<IReadOnlyList<Fired>> FireDueAsync(CancellationToken ct) => FireDueAsync(null, ct);

    /// <summary>The same at another time than the database's.</summary>
    internal async Task<IReadOnlyList<Fired>> FireDueAsync(DateTimeOffset? now, CancellationToken ct)
    {
        var (fired, looked) = (new List<Fired>(), new List<Guid>());
        while (await DueAsync(now, looked, ct) is { Count: > 0 } due)
        {
            // Schedules that cannot be read here must not keep the others from being found.
            looked.AddRange(due);
            foreach (var id in due)
                if (await db.WorkAsync(connection => FireAsync(connection, id, now, ct), ct) is { } one) fired.Add(one);
        }

        foreach (var one in fired)
            if (one is { Job: { } job, Queue: { } queue }) notify.Queued(queue, job);
        return fired;
    }

    /// <summary>Time until the next schedule is due; null when none waits.</summary>
    public Task<TimeSpan?> NextDueAsync(CancellationToken ct) => db.WorkAsync<TimeSpan?>(async connection =>
    {
        await using var command = new NpgsqlCommand("""
            SELECT greatest(min(next_due_at) - clock_timestamp(), interval '0')
            FROM schedules
            WHERE next_due_at > now()
            HAVING count(*) > 0
            """, connection);
        return await command.ExecuteScalarAsync(ct) is TimeSpan due ? due : null;
    }, ct);

    /// <summary>Computes anew when every schedule is next due: the clock may have been set back, or the rules of a
    /// time zone changed.</summary>
    /// <returns>How many were wrong.</returns>
    public Task<int> RealignAsync(CancellationToken ct) => RealignAsync(null, ct);

    /// <summary>The same at another time than the database's.</summary>
    internal Task<int> RealignAsync(DateTimeOffset? now, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        var wrong = (await WaitingAsync(connection, now, ct))
            .Select(due => (Due: due, Times: Times(due))).Where(pair => pair.Times is not null)
            .Select(pair => (pair.Due, Next: pair.Times!.Next(pair.Due.Now)))
            .Where(pair => pair.Next != pair.Due.NextDueAt).ToArray();
        foreach (var (due, next) in wrong) await CorrectAsync(connection, due, next, ct);
        return wrong.Length;
    }, ct);

    static async Task CorrectAsync(NpgsqlConnection connection, Due due, DateTimeOffset? next, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE schedules SET next_due_at = $2 WHERE id = $1 AND next_due_at = $3 AND cron = $4 AND time_zone = $5
            """, connection);
        command.With(due.Id).With(NpgsqlDbType.TimestampTz, next).With(due.NextDueAt.UtcDateTime)
            .With(due.Cron).With(due.TimeZone);
        await command.ExecuteNonQueryAsync(ct);
    }

    Task<List<Guid>> DueAsync(DateTimeOffset? now, List<Guid> looked, CancellationToken ct) => db.WorkAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand("""
                SELECT id FROM schedules
                WHERE next_due_at <= coalesce($1, clock_timestamp()) AND id <> ALL ($3)
                ORDER BY next_due_at, id
                LIMIT $2
                """, connection);
            command.With(NpgsqlDbType.TimestampTz, now?.UtcDateTime).With(MostAtOnce).With(looked.ToArray());
            return await command.ReadAllAsync(row => row.Get<Guid>("id"), ct);
        }, ct);

    async Task<Fired?> FireAsync(NpgsqlConnection connection, Guid id, DateTimeOffset? now, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await LockAsync(connection, id, now, ct) is not var (due, job) || Times(due) is not { } times) return null;

        var latest = times.Latest(due.Now);
        var fired = latest >= due.NextDueAt ? await EnqueueAsync(connection, due, job, latest.Value, ct) : null;
        await MoveOnAsync(connection, due, fired, times.Next(due.Now), ct);
        await transaction.CommitAsync(ct);
        return fired;
    }

    static async Task<(Due Due, NewJob Job)?> LockAsync(
        NpgsqlConnection connection, Guid id, DateTimeOffset? now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT *, coalesce($2, clock_timestamp()) AS now
            FROM schedules
            WHERE id = $1 AND next_due_at <= coalesce($2, clock_timestamp())
            FOR UPDATE SKIP LOCKED
            """, connection);
        return await command.With(id).With(NpgsqlDbType.TimestampTz, now?.UtcDateTime)
            .ReadFirstAsync<(Due, NewJob)?>(row => (ReadDue(row), ReadJob(row)), ct);
    }

    static async Task<List<Due>> WaitingAsync(NpgsqlConnection connection, DateTimeOffset? now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT id, cron, time_zone, next_due_at, coalesce($1, clock_timestamp()) AS now
            FROM schedules
            WHERE next_due_at > coalesce($1, clock_timestamp())
            """, connection);
        return await command.With(NpgsqlDbType.TimestampTz, now?.UtcDateTime).ReadAllAsync(ReadDue, ct);
    }

    static async Task<Fired?> EnqueueAsync(
        NpgsqlConnection connection, Due due, NewJob job, DateTimeOffset dueAt, CancellationToken ct)
    {
        var fired = new Fired(new(due.Id), dueAt, JobId.New()) { Queue = job.Queue };
        var (hasDataset, isNew) = await ReserveAsync(connection, fired, job.DatasetId, ct);
        if (!hasDataset) return fired with { Job = null, Queue = null };

        // No row: this due time already produced a job (the clock was set back). Skip it.
        if (!isNew) return null;

        await JobInsert.InsertAsync(connection, job, fired.Job!.Value, ct);
        return fired;
    }

    /// <summary>Claims the due time for this job, and locks the dataset against deletion until the job is
    /// there.</summary>
    static async Task<(bool HasDataset, bool IsNew)> ReserveAsync(
        NpgsqlConnection connection, Fired fired, DatasetId dataset, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            WITH source AS MATERIALIZED (
                SELECT id FROM datasets WHERE id = $4 FOR KEY SHARE
            ), fire AS (
                INSERT INTO schedule_fires (schedule_id, due_at, job_id)
                SELECT $1, $2, $3 FROM source
                ON CONFLICT DO NOTHING
                RETURNING job_id
            )
            SELECT EXISTS (SELECT FROM source) AS has_dataset, EXISTS (SELECT FROM fire) AS is_new
            """, connection);
        command.With(fired.Schedule.Value).With(fired.DueAt.UtcDateTime).With(fired.Job!.Value.Value)
            .With(dataset.Value);
        return await command.ReadFirstAsync(row => (row.Get<bool>("has_dataset"), row.Get<bool>("is_new")), ct);
    }

    static async Task MoveOnAsync(
        NpgsqlConnection connection, Due due, Fired? fired, DateTimeOffset? next, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE schedules
            SET next_due_at = CASE WHEN $5 THEN NULL ELSE $2 END,
                last_due_at = coalesce($3, last_due_at), last_job_id = coalesce($4, last_job_id),
                paused_at = CASE WHEN $5 THEN clock_timestamp() END,
                problem = CASE WHEN $5 THEN 'The dataset was deleted: name another one and resume the schedule.' END
            WHERE id = $1
            """, connection);
        command.With(due.Id).With(NpgsqlDbType.TimestampTz, next?.UtcDateTime)
            .With(NpgsqlDbType.TimestampTz, fired?.DueAt.UtcDateTime).With(NpgsqlDbType.Uuid, fired?.Job?.Value)
            .With(fired is { Job: null });
        await command.ExecuteNonQueryAsync(ct);
    }

    static Due ReadDue(NpgsqlDataReader row) => new(
        row.Get<Guid>("id"), row.Get<string>("cron"), row.Get<string>("time_zone"),
        row.Get<DateTimeOffset>("next_due_at"), row.Get<DateTimeOffset>("now"));

    static NewJob ReadJob(NpgsqlDataReader row) => new(
        SegmentJob.Kind, new(row.Get<Guid>("dataset_id")), row.Get<string>("args"), row.GetJson<EngineUse>("engine"))
    {
        Name = row.Get<string?>("name"),
        Priority = row.Get<short>("priority"),
        Schedule = new(row.Get<Guid>("id")),
    };

    // The machine where the schedule was made understood it; this one may know fewer time zones.
    CronTimes? Times(Due due)
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
