using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    static async Task WriteEndAsync(
        NpgsqlConnection connection, Fence fence, JobReport last, Ending ending, CancellationToken ct)
    {
        await EndJobAsync(connection, fence, last, ending, ct);
        await EndAttemptAsync(connection, fence, ending, ct);
        await AppendAsync(connection, fence, last, ending, ct);
    }

    static async Task EndJobAsync(
        NpgsqlConnection connection, Fence fence, JobReport last, Ending ending, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE jobs
            SET state = $3,
                attempt = attempt - $4,
                run_at = CASE WHEN $3 = 'queued' THEN clock_timestamp() + $5 ELSE run_at END,
                finished_at = CASE WHEN $3 = 'queued' THEN NULL ELSE clock_timestamp() END,
                lease_expires_at = NULL, worker_session = NULL, deadline_at = NULL,
                crash_count = CASE WHEN $6 THEN crash_count ELSE 0 END,
                problem = $7, last_error = coalesce($8, last_error), result_summary = $9, message = coalesce($10, message),
                stage = coalesce($11, stage), progress = CASE WHEN $3 = 'succeeded' THEN 100 ELSE greatest(progress, $12) END,
                stages = coalesce($13, stages), warnings = coalesce($14, warnings), progress_at = clock_timestamp()
            WHERE id = $1 AND lease_token = $2 AND state = 'running'
            """, connection);
        var told = last.Seq > 0;
        command.With(fence.Key).With(fence.Token).With(JobRow.Word(ending.State)).With((short)ending.Uncharged).With(ending.Wait)
            .With(ending.Outcome == "released")
            .WithJson(ending.Problem is { } problem ? RowJson.Write(problem) : null)
            .With(NpgsqlDbType.Text, ending.LastError)
            .WithJson(ending.Summary is { } summary ? RowJson.Write(summary) : null)
            .With(NpgsqlDbType.Text, ending.Message)
            .With(NpgsqlDbType.Text, StageWord(last)).With((float)last.Progress)
            .WithJson(told ? RowJson.Write(last.Stages) : null).WithJson(told ? RowJson.Write(last.Warnings) : null);
        await command.ExecuteNonQueryAsync(ct);
    }

    static async Task EndAttemptAsync(NpgsqlConnection connection, Fence fence, Ending ending, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE job_attempts a
            SET ended_at = clock_timestamp(), outcome = $3, error = $4,
                stage = j.stage, progress = j.progress, stages = j.stages
            FROM jobs j
            WHERE j.id = a.job_id AND a.job_id = $1 AND a.token = $2
            """, connection);
        command.With(fence.Key).With(fence.Token).With(ending.Outcome).With(NpgsqlDbType.Text, ending.StoredError);
        await command.ExecuteNonQueryAsync(ct);
    }

    static async Task AppendAsync(
        NpgsqlConnection connection, Fence fence, JobReport last, Ending ending, CancellationToken ct)
    {
        var events = last.Events.Where(e => e.Seq > fence.ProgressSeq).Select(e => (e.Kind, e.Json)).ToList();
        var state = JobRow.Word(ending.State);
        events.Add(("state", RowJson.Write(new { from = "running", to = state, attempt = fence.Attempt, outcome = ending.Outcome })));
        if (ending.State != JobState.Queued) events.Add(("done", RowJson.Write(new { state })));

        await using var command = new NpgsqlCommand("""
            INSERT INTO job_events (job_id, token, kind, data)
            SELECT $1, $2, e.kind, e.data::jsonb
            FROM unnest($3, $4) WITH ORDINALITY AS e (kind, data, position)
            ORDER BY e.position
            """, connection);
        command.With(fence.Key).With(fence.Token).With(events.Select(e => e.Kind).ToArray())
            .With(events.Select(e => SqlParameters.Storable(e.Json)).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }
}
