using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>What callers ask of schedules. Workers queue their jobs: <see cref="DueSchedules"/>.</summary>
public sealed class Schedules(Database db)
{
    const string Columns = """
        s.id, s.name, s.dataset_id, s.args, s.engine, s.priority, s.cron, s.time_zone, s.created_at, s.paused_at,
        s.next_due_at, s.last_due_at, s.last_job_id, s.problem
        """;

    /// <summary>Makes a schedule. What was due before is not made up for.</summary>
    /// <exception cref="CronException">The expression or the time zone is not understood.</exception>
    public Task<ScheduleSaved> CreateAsync(NewSchedule schedule, CancellationToken ct)
    {
        var (id, times) = (ScheduleId.New(), CronTimes.Parse(schedule.Cron, schedule.TimeZone));
        return db.WorkAsync(async connection =>
        {
            var next = times.Next(await NowAsync(connection, ct));
            await using var command = new NpgsqlCommand("""
                INSERT INTO schedules (id, dataset_id, args, engine, cron, time_zone, name, priority, next_due_at)
                SELECT $1, d.id, $3, $4, $5, $6, $7, $8, $9 FROM datasets d WHERE d.id = $2 FOR KEY SHARE
                ON CONFLICT DO NOTHING
                """, connection);
            await AddValues(command.With(id.Value), schedule, next).ExecuteNonQueryAsync(ct);
            var saved = await FindAsync(connection, id, ct);
            return new ScheduleSaved(saved is null ? ScheduleOutcome.NoDataset : ScheduleOutcome.Saved, saved);
        }, ct);
    }

    /// <summary>Finds a schedule, or null when there is none with this id.</summary>
    public Task<Schedule?> FindAsync(ScheduleId id, CancellationToken ct) =>
        db.WorkAsync(connection => FindAsync(connection, id, ct), ct);

    /// <summary>All schedules, newest first, at most 1,000.</summary>
    public Task<IReadOnlyList<Schedule>> ListAsync(CancellationToken ct) => db.WorkAsync<IReadOnlyList<Schedule>>(
        async connection =>
        {
            await using var command = new NpgsqlCommand(
                $"SELECT {Columns} FROM schedules s ORDER BY s.id DESC LIMIT 1000", connection);
            return await command.ReadAllAsync(Read, ct);
        }, ct);

    /// <summary>Replaces everything of a schedule; a paused one stays paused. What was due before is not made up
    /// for.</summary>
    /// <exception cref="CronException">The expression or the time zone is not understood.</exception>
    public Task<ScheduleSaved> UpdateAsync(ScheduleId id, NewSchedule schedule, CancellationToken ct)
    {
        var times = CronTimes.Parse(schedule.Cron, schedule.TimeZone);
        return db.WorkAsync(async connection =>
        {
            var next = times.Next(await NowAsync(connection, ct));
            await using var command = new NpgsqlCommand("""
                UPDATE schedules s
                SET dataset_id = d.id, args = $3, engine = $4, cron = $5, time_zone = $6, name = $7, priority = $8,
                    next_due_at = CASE WHEN s.paused_at IS NULL THEN $9 END, problem = NULL
                FROM datasets d
                WHERE s.id = $1 AND d.id = $2
                """, connection);
            var changed = await AddValues(command.With(id.Value), schedule, next).ExecuteNonQueryAsync(ct);
            var saved = await FindAsync(connection, id, ct);
            if (saved is null) return new ScheduleSaved(ScheduleOutcome.NotFound, null);

            return changed > 0 ? new(ScheduleOutcome.Saved, saved) : new(ScheduleOutcome.NoDataset, null);
        }, ct);
    }

    /// <summary>Deletes a schedule; its jobs stay. False when there is none.</summary>
    public Task<bool> DeleteAsync(ScheduleId id, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("DELETE FROM schedules WHERE id = $1", connection);
        return await command.With(id.Value).ExecuteNonQueryAsync(ct) > 0;
    }, ct);

    /// <summary>Pauses a schedule; again changes nothing. Null when there is none.</summary>
    public Task<Schedule?> PauseAsync(ScheduleId id, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("""
            UPDATE schedules SET paused_at = coalesce(paused_at, clock_timestamp()), next_due_at = NULL WHERE id = $1
            """, connection);
        await command.With(id.Value).ExecuteNonQueryAsync(ct);
        return await FindAsync(connection, id, ct);
    }, ct);

    /// <summary>Resumes a paused schedule; what was due meanwhile is not made up for. Null when there is
    /// none.</summary>
    /// <exception cref="CronException">The expression or the time zone is not understood any more.</exception>
    public Task<Schedule?> ResumeAsync(ScheduleId id, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        var paused = await FindAsync(connection, id, ct);
        if (paused?.PausedAt is null) return paused;

        var next = CronTimes.Parse(paused.Cron, paused.TimeZone).Next(await NowAsync(connection, ct));
        await using var command = new NpgsqlCommand("""
            UPDATE schedules SET paused_at = NULL, next_due_at = $2, problem = NULL
            WHERE id = $1 AND paused_at IS NOT NULL AND cron = $3 AND time_zone = $4
            """, connection);
        command.With(id.Value).With(NpgsqlDbType.TimestampTz, next).With(paused.Cron).With(paused.TimeZone);
        await command.ExecuteNonQueryAsync(ct);
        return await FindAsync(connection, id, ct);
    }, ct);

    static NpgsqlCommand AddValues(NpgsqlCommand command, NewSchedule schedule, DateTimeOffset? next) => command
        .With(schedule.DatasetId.Value).WithJson(RowJson.Write(schedule.Spec)).WithJson(RowJson.Write(schedule.Engine))
        .With(schedule.Cron).With(schedule.TimeZone).With(NpgsqlDbType.Text, schedule.Name).With(schedule.Priority)
        .With(NpgsqlDbType.TimestampTz, next);

    static async Task<Schedule?> FindAsync(NpgsqlConnection connection, ScheduleId id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM schedules s WHERE s.id = $1", connection);
        return await command.With(id.Value).ReadFirstAsync(Read, ct);
    }

    // Only the database's clock decides what is due.
    static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        return new((DateTime)(await command.ExecuteScalarAsync(ct))!);
    }

    static Schedule Read(NpgsqlDataReader row) => new()
    {
        Id = new(row.Get<Guid>("id")),
        Name = row.Get<string?>("name"),
        DatasetId = new(row.Get<Guid>("dataset_id")),
        Spec = row.GetJson<SegmentationSpec>("args"),
        Engine = row.GetJson<EngineUse>("engine"),
        Priority = row.Get<short>("priority"),
        Cron = row.Get<string>("cron"),
        TimeZone = row.Get<string>("time_zone"),
        CreatedAt = row.Get<DateTimeOffset>("created_at"),
        PausedAt = row.Get<DateTimeOffset?>("paused_at"),
        NextDueAt = row.Get<DateTimeOffset?>("next_due_at"),
        LastDueAt = row.Get<DateTimeOffset?>("last_due_at"),
        LastJobId = row.Get<Guid?>("last_job_id") is { } job ? new JobId(job) : null,
        Problem = row.Get<string?>("problem"),
    };
}
