using Npgsql;

namespace Segmentation.Postgres;

/// <summary>How a row of <c>jobs</c> is read: the columns and their order in one place.</summary>
static class JobRow
{
    /// <summary>Every column that <see cref="Read"/> takes, in its order; the table is called <c>j</c>.</summary>
    public const string Columns = """
        j.id, j.public_id, j.state, j.name, j.dataset_id, j.file_name, j.args::text, j.engine::text, j.trace_context,
        j.retry_of, j.created_at, j.run_at, j.started_at, j.finished_at, clock_timestamp(), j.attempt, j.max_attempts,
        j.crash_count, j.lease_token, j.cancel_requested_at IS NOT NULL, j.stage, j.progress, j.message,
        j.stages::text, j.warnings::text, j.problem::text, j.result_summary::text,
        CASE WHEN j.spark_ui IS NOT NULL AND EXISTS (
            SELECT FROM worker_sessions w
            WHERE w.spark_ui = j.spark_ui AND w.last_seen_at > clock_timestamp() - interval '15 seconds') THEN j.spark_ui END,
        j.priority, j.schedule_id, (SELECT k.name FROM api_keys k WHERE k.id = j.api_key_id)
        """;

    public static Job Read(NpgsqlDataReader row) => new()
    {
        Key = row.GetInt64(0),
        Id = new(row.GetGuid(1)),
        State = State(row.GetString(2)),
        Name = Text(row, 3),
        DatasetId = new(row.GetGuid(4)),
        FileName = row.GetString(5),
        Spec = RowJson.Read<SegmentationSpec>(row.GetString(6)),
        Engine = RowJson.Read<EngineUse>(row.GetString(7)),
        TraceContext = Text(row, 8),
        RetryOf = row.IsDBNull(9) ? null : new JobId(row.GetGuid(9)),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(10),
        RunAt = row.GetFieldValue<DateTimeOffset>(11),
        StartedAt = Time(row, 12),
        FinishedAt = Time(row, 13),
        ReadAt = row.GetFieldValue<DateTimeOffset>(14),
        Attempt = row.GetInt16(15),
        MaxAttempts = row.GetInt16(16),
        CrashCount = row.GetInt16(17),
        LeaseToken = row.IsDBNull(18) ? null : row.GetInt64(18),
        CancelRequested = row.GetBoolean(19),
        Stage = StageOf(Text(row, 20)),
        Progress = row.GetFloat(21),
        Message = Text(row, 22),
        Stages = RowJson.Read<StageProgress[]>(row.GetString(23)),
        Warnings = RowJson.Read<Issue[]>(row.GetString(24)),
        Problem = Text(row, 25) is { } problem ? RowJson.Read<JobProblem>(problem) : null,
        Summary = Text(row, 26) is { } summary ? RowJson.Read<JobSummary>(summary) : null,
        SparkUi = Text(row, 27),
        Priority = row.GetInt16(28),
        ScheduleId = row.IsDBNull(29) ? null : new ScheduleId(row.GetGuid(29)),
        CreatedBy = Text(row, 30),
    };

    /// <summary>The first row, or null when there is none.</summary>
    public static async Task<Job?> ReadOneAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>All rows.</summary>
    public static async Task<List<Job>> ReadAllAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var jobs = new List<Job>();
        while (await reader.ReadAsync(ct)) jobs.Add(Read(reader));
        return jobs;
    }

    public static JobState State(string word) => word switch
    {
        "queued" => JobState.Queued,
        "running" => JobState.Running,
        "succeeded" => JobState.Succeeded,
        "failed" => JobState.Failed,
        "canceled" => JobState.Canceled,
        _ => throw new InvalidOperationException($"The table has a state '{word}' that this program does not know."),
    };

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static Stage? StageOf(string? word) => word is null ? null : Enum.Parse<Stage>(word, ignoreCase: true);

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
