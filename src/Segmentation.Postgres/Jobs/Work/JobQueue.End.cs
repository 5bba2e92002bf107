using Npgsql;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    /// <summary>Ends a run without a result: another attempt after a while, or the end of the job. Canceled when that was asked.</summary>
    /// <returns>The state after it.</returns>
    /// <exception cref="LeaseLostException">Another worker has the job now; nothing was written.</exception>
    public async Task<JobState> FailAsync(Lease lease, Failure failure, JobReport last, CancellationToken ct) =>
        await EndAsync(lease.Job.Key, lease.Token, last, fence => Decide(fence, failure), ct)
            ?? throw new LeaseLostException(lease);

    /// <summary>Gives a job back at shutdown: queued, due at once, the attempt not charged.</summary>
    /// <exception cref="LeaseLostException">Another worker has the job now; nothing was written.</exception>
    public async Task<JobState> ReleaseAsync(Lease lease, JobReport last, CancellationToken ct) =>
        await EndAsync(lease.Job.Key, lease.Token, last, Ending.Released, ct) ?? throw new LeaseLostException(lease);

    /// <summary>Says that a run has ended because somebody asked for it.</summary>
    /// <exception cref="LeaseLostException">Another worker has the job now; nothing was written.</exception>
    public async Task<JobState> ConfirmCancelAsync(Lease lease, JobReport last, CancellationToken ct) =>
        await EndAsync(lease.Job.Key, lease.Token, last, _ => Ending.Canceled, ct) ?? throw new LeaseLostException(lease);

    Ending Decide(Fence fence, Failure failure)
    {
        if (fence.CancelRequested) return Ending.Canceled;
        if (!failure.Retryable || fence.Attempt >= fence.MaxAttempts) return Ending.Failed(failure.Problem, failure.Error);

        var message = $"Attempt {fence.Attempt} of {fence.MaxAttempts} failed; the next one follows.";
        return Ending.Again(
            failure.Wait + Backoff(fence.Attempt), failure.Error, failure.Hint is { } hint ? $"{hint} {message}" : message);
    }

    /// <summary>Full jitter: anything from 0 to base · 2^(attempt − 1), at most the cap.</summary>
    TimeSpan Backoff(int attempt)
    {
        var longest = Math.Min(timings.RetryCap.TotalSeconds, timings.RetryBase.TotalSeconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(longest * Random.Shared.NextDouble());
    }

    // Null: the lease is lost. The same end written before, by a commit whose answer was lost, counts as written now.
    async Task<JobState?> EndAsync(
        long key, long token, JobReport last, Func<Fence, Ending> decide, CancellationToken ct)
    {
        var ended = await ControlAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (await FenceAsync(connection, key, token, ct) is not { } fence)
                return await EndedBeforeAsync(connection, key, token, ct);

            var ending = decide(fence);
            await WriteEndAsync(connection, fence, last, ending, ct);
            await transaction.CommitAsync(ct);
            return new Ended(fence.Id, fence.Queue, ending.State) { Limited = fence.Limited };
        }, ct);
        if (ended is null) return null;

        hints.Send(Channel.Changes, ended.Id.ToString());
        if (ended.State == JobState.Queued || ended.Limited) hints.Send(Channel.Jobs, ended.Queue);
        return ended.State;
    }

    // First in every ending, because it locks the row: from here on neither a sweep nor a cancel can come between.
    static async Task<Fence?> FenceAsync(NpgsqlConnection connection, long key, long token, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT public_id, queue, attempt, max_attempts, cancel_requested_at IS NOT NULL, progress_seq,
                   EXISTS (SELECT FROM queues q WHERE q.name = jobs.queue AND q.max_running IS NOT NULL)
            FROM jobs
            WHERE id = $1 AND lease_token = $2 AND state = 'running'
            FOR UPDATE
            """, connection);
        await using var reader = await command.With(key).With(token).ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;

        return new(key, token, new(reader.GetGuid(0)), reader.GetString(1), reader.GetInt16(2), reader.GetInt16(3),
            reader.GetBoolean(4), reader.GetInt64(5))
        { Limited = reader.GetBoolean(6) };
    }

    static async Task<Ended?> EndedBeforeAsync(NpgsqlConnection connection, long key, long token, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT j.public_id, j.queue, a.outcome, j.state
            FROM job_attempts a
            JOIN jobs j ON j.id = a.job_id
            WHERE a.job_id = $1 AND a.token = $2 AND a.outcome <> 'crashed' AND j.lease_token = a.token
            """, connection);
        await using var reader = await command.With(key).With(token).ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(new(reader.GetGuid(0)), reader.GetString(1), JobRow.State(reader.GetString(3)))
            : null;
    }

    sealed record Ended(JobId Id, string Queue, JobState State)
    {
        /// <summary>The queue has a limit: whoever waits for a place there must hear of it.</summary>
        public bool Limited { get; init; }
    }
}

/// <summary>What a fenced row says, under its lock.</summary>
sealed record Fence(
    long Key, long Token, JobId Id, string Queue, int Attempt, int MaxAttempts, bool CancelRequested, long ProgressSeq)
{
    /// <summary>The queue has a limit on how many run at once.</summary>
    public bool Limited { get; init; }
}
