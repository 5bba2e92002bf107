using Npgsql;

namespace Segmentation.Postgres;

/// <summary>How a row of <c>jobs</c> is read.</summary>
static class JobRow
{
    /// <summary>Every column that <see cref="Read"/> takes; the table is called <c>j</c>.</summary>
    public const string Columns = $"""
        j.id, j.public_id, j.kind, j.state, j.name, j.dataset_id, j.file_name, j.args, j.engine, j.trace_context,
        j.retry_of, j.schedule_id, j.priority, j.created_at, j.run_at, j.started_at, j.finished_at,
        clock_timestamp() AS read_at, j.attempt, j.max_attempts, j.crash_count, j.lease_token,
        j.cancel_requested_at IS NOT NULL AS cancel_requested,
        j.stage, j.progress, j.message, j.stages, j.warnings, j.problem, j.result_summary,
        CASE WHEN j.spark_ui IS NOT NULL AND EXISTS (
            SELECT FROM worker_sessions w WHERE w.spark_ui = j.spark_ui AND {WorkerSessions.IsAlive})
        THEN j.spark_ui END AS live_spark_ui,
        (SELECT k.name FROM api_keys k WHERE k.id = j.api_key_id) AS created_by
        """;

    public static Job Read(NpgsqlDataReader row) => new()
    {
        Key = row.Get<long>("id"),
        Id = Id(row),
        Kind = row.Get<string>("kind"),
        State = row.GetWord<JobState>("state"),
        Name = row.Get<string?>("name"),
        DatasetId = new(row.Get<Guid>("dataset_id")),
        FileName = row.Get<string>("file_name"),
        Spec = row.Get<string>("args"),
        Engine = row.GetJson<EngineUse>("engine"),
        TraceContext = row.Get<string?>("trace_context"),
        RetryOf = row.Get<Guid?>("retry_of") is { } repeated ? new JobId(repeated) : null,
        ScheduleId = row.Get<Guid?>("schedule_id") is { } schedule ? new ScheduleId(schedule) : null,
        Priority = row.Get<short>("priority"),
        CreatedAt = row.Get<DateTimeOffset>("created_at"),
        RunAt = row.Get<DateTimeOffset>("run_at"),
        StartedAt = row.Get<DateTimeOffset?>("started_at"),
        FinishedAt = row.Get<DateTimeOffset?>("finished_at"),
        ReadAt = row.Get<DateTimeOffset>("read_at"),
        Attempt = row.Get<short>("attempt"),
        MaxAttempts = row.Get<short>("max_attempts"),
        CrashCount = row.Get<short>("crash_count"),
        LeaseToken = row.Get<long?>("lease_token"),
        CancelRequested = row.Get<bool>("cancel_requested"),
        Stage = Stage(row),
        Progress = row.Get<float>("progress"),
        Message = row.Get<string?>("message"),
        Stages = row.GetJson<StageProgress[]>("stages"),
        Warnings = row.GetJson<Issue[]>("warnings"),
        Problem = row.FindJson<JobProblem>("problem"),
        Summary = row.Get<string?>("result_summary"),
        SparkUi = row.Get<string?>("live_spark_ui"),
        CreatedBy = row.Get<string?>("created_by"),
    };

    public static JobId Id(NpgsqlDataReader row) => new(row.Get<Guid>("public_id"));

    public static Stage? Stage(NpgsqlDataReader row) =>
        row.Get<string?>("stage") is { } word ? EnumWord.Read<Stage>(word) : null;
}
