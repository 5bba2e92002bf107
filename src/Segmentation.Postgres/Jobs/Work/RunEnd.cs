using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>A fenced row under its lock.</summary>
sealed record Fence(
    long Key, long Token, JobId Id, string Queue, int Attempt, int MaxAttempts, bool CancelRequested, long ProgressSeq)
{
    /// <summary>The queue has a limit on how many run at once.</summary>
    public bool Limited { get; init; }
}

/// <summary>A job whose run has ended.</summary>
/// <param name="Limited">The queue has a limit: workers that wait for a place there are to be notified.</param>
sealed record Ended(JobId Id, string Queue, JobState State, bool Limited);

/// <summary>Writes the end of a run in one transaction.</summary>
static class RunEnd
{
    /// <summary>Null: the lease is lost. The same end, written before by a commit whose answer was lost, counts as
    /// written now.</summary>
    public static async Task<Ended?> WriteAsync(
        NpgsqlConnection connection, (long Key, long Token) lease, ProgressReport last, Func<Fence, Ending> decide,
        CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await LockAsync(connection, lease, ct) is not { } fence)
            return await EndedBeforeAsync(connection, lease, ct);

        var ending = decide(fence);
        await EndJobAsync(connection, fence, last, ending, ct);
        await EndAttemptAsync(connection, fence, ending, ct);
        await AppendEventsAsync(connection, fence, last, ending, ct);
        if (ending.Result is { } result) await StoredResult.WriteAsync(connection, fence, result, ct);
        await transaction.CommitAsync(ct);
        return new(fence.Id, fence.Queue, ending.State, fence.Limited);
    }

    // First in every ending: from here on neither a sweep nor a cancel can come between.
    static async Task<Fence?> LockAsync(NpgsqlConnection connection, (long Key, long Token) lease, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT public_id, queue, attempt, max_attempts, progress_seq,
                   cancel_requested_at IS NOT NULL AS cancel_requested,
                   EXISTS (SELECT FROM queues q WHERE q.name = jobs.queue AND q.max_running IS NOT NULL) AS limited
            FROM jobs
            WHERE id = $1 AND lease_token = $2 AND state = 'running'
            FOR UPDATE
            """, connection);
        return await command.With(lease.Key).With(lease.Token).ReadFirstAsync(
            row => new Fence(
                lease.Key, lease.Token, JobRow.Id(row), row.Get<string>("queue"), row.Get<short>("attempt"),
                row.Get<short>("max_attempts"), row.Get<bool>("cancel_requested"), row.Get<long>("progress_seq"))
            { Limited = row.Get<bool>("limited") }, ct);
    }

    static async Task<Ended?> EndedBeforeAsync(
        NpgsqlConnection connection, (long Key, long Token) lease, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT j.public_id, j.queue, j.state
            FROM job_attempts a
            JOIN jobs j ON j.id = a.job_id
            WHERE a.job_id = $1 AND a.token = $2 AND a.outcome <> 'crashed' AND j.lease_token = a.token
            """, connection);
        return await command.With(lease.Key).With(lease.Token).ReadFirstAsync(
            row => new Ended(
                JobRow.Id(row), row.Get<string>("queue"), row.GetWord<JobState>("state"), Limited: false), ct);
    }

    static async Task EndJobAsync(
        NpgsqlConnection connection, Fence fence, ProgressReport last, Ending ending, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE jobs
            SET state = $3,
                attempt = attempt - $4,
                run_at = CASE WHEN $3 = 'queued' THEN clock_timestamp() + $5 ELSE run_at END,
                finished_at = CASE WHEN $3 = 'queued' THEN NULL ELSE clock_timestamp() END,
                lease_expires_at = NULL, worker_session = NULL, deadline_at = NULL,
                crash_count = CASE WHEN $6 THEN crash_count ELSE 0 END,
                problem = $7, last_error = coalesce($8, last_error), result_summary = $9,
                message = coalesce($10, message), stage = coalesce($11, stage),
                progress = CASE WHEN $3 = 'succeeded' THEN 100 ELSE greatest(progress, $12) END,
                stages = coalesce($13, stages), warnings = coalesce($14, warnings), progress_at = clock_timestamp()
            WHERE id = $1 AND lease_token = $2 AND state = 'running'
            """, connection);
        var reported = last.Seq > 0;
        command.With(fence.Key).With(fence.Token).With(EnumWord.Of(ending.State)).With((short)ending.Uncharged)
            .With(ending.Wait).With(ending.Outcome == "released")
            .WithJson(ending.Problem is { } problem ? RowJson.Write(problem) : null)
            .With(NpgsqlDbType.Text, ending.LastError).WithJson(ending.Result?.Summary)
            .With(NpgsqlDbType.Text, ending.Message).With(NpgsqlDbType.Text, last.StageWord).With((float)last.Progress)
            .WithJson(reported ? RowJson.Write(last.Stages) : null)
            .WithJson(reported ? RowJson.Write(last.Warnings) : null);
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

    static async Task AppendEventsAsync(
        NpgsqlConnection connection, Fence fence, ProgressReport last, Ending ending, CancellationToken ct)
    {
        var events = last.Events.Where(e => e.Seq > fence.ProgressSeq).Select(e => (e.Kind, e.Json)).ToList();
        var state = EnumWord.Of(ending.State);
        var change = new { from = "running", to = state, attempt = fence.Attempt, outcome = ending.Outcome };
        events.Add(("state", RowJson.Write(change)));
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
