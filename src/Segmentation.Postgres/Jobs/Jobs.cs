using Npgsql;

namespace Segmentation.Postgres;

/// <summary>What callers ask of jobs: make, find, list, cancel, delete. What workers do is
/// <see cref="WorkQueue"/>.</summary>
/// <remarks>Every method may run twice with the same outcome, since it is tried again when an answer was
/// lost.</remarks>
public sealed class Jobs(Database db, NotifySender notify, FileStore files)
{
    readonly CountCache<string, long> _totals = new();

    /// <summary>Finds a job, or null when there is none with this id.</summary>
    public Task<Job?> FindAsync(JobId id, CancellationToken ct) =>
        db.WorkAsync(connection => JobLookup.FindAsync(connection, id, ct), ct);

    /// <summary>Finds several jobs; null for an id that no job has.</summary>
    internal async Task<Dictionary<JobId, Job?>> FindAsync(IReadOnlyCollection<JobId> ids, CancellationToken ct)
    {
        var found = ids.ToDictionary(id => id, _ => (Job?)null);
        if (ids.Count == 0) return found;

        foreach (var job in await db.WorkAsync(connection => JobLookup.FindAsync(connection, ids, ct), ct))
            found[job.Id] = job;
        return found;
    }

    /// <summary>When the job with this id was deleted; null when it was not, or more than 30 days ago.</summary>
    public Task<DateTimeOffset?> DeletedAtAsync(JobId id, CancellationToken ct) =>
        db.WorkAsync(connection => DeletedIds.FindAsync(connection, id.Value, ct), ct);

    /// <summary>Every claim of the job, oldest first.</summary>
    internal Task<List<JobAttempt>> AttemptsAsync(JobId id, CancellationToken ct) =>
        db.WorkAsync(connection => JobLookup.AttemptsAsync(connection, id, ct), ct);

    /// <summary>A page of jobs by the time they were made.</summary>
    /// <exception cref="PageTokenException">The page token was not made by this service.</exception>
    public Task<JobPage> ListAsync(JobQuery query, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        var (jobs, next) = await JobPages.ReadAsync(connection, query, ct);
        var total = await _totals.GetAsync(JobPages.FilterKey(query), () => JobPages.CountAsync(connection, query, ct));
        return new JobPage(jobs, next, total);
    }, ct);

    /// <summary>How many jobs are before a queued one; null when it is not queued.</summary>
    public Task<QueuePosition?> PositionAsync(JobId id, CancellationToken ct) =>
        db.WorkAsync(connection => QueuePositions.FindAsync(connection, id, ct), ct);

    /// <summary>Queues a job, once for each idempotency key.</summary>
    public async Task<Enqueued> EnqueueAsync(NewJob job, CancellationToken ct)
    {
        var id = JobId.New();   // before the retries: the same job is inserted at most once
        var outcome = await db.WorkAsync(connection => JobInsert.EnqueueAsync(connection, job, id, ct), ct);
        if (outcome.Outcome == EnqueueOutcome.Created) notify.Queued(job.Queue, id);
        return outcome;
    }

    /// <summary>Queues a new job like a finished one. Null when there is no such job; its dataset may be
    /// gone.</summary>
    public async Task<Enqueued?> RetryAsync(
        JobId id, IdempotencyKey? idempotency, ApiKeyId? apiKey, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } old) return null;

        var job = new NewJob(old.Kind, old.DatasetId, old.Spec, old.Engine)
        {
            Name = old.Name,
            Priority = old.Priority,
            TraceContext = old.TraceContext,
            Idempotency = idempotency,
            RetryOf = old.Id,
            ApiKey = apiKey,
        };
        return await EnqueueAsync(job, ct);
    }

    /// <summary>The job that an earlier request with the same key made; null when there was none.</summary>
    public Task<Enqueued?> FindReplayAsync(IdempotencyKey key, CancellationToken ct) =>
        db.WorkAsync(connection => JobInsert.FindReplayAsync(connection, key, ct), ct);

    /// <summary>Asks a job to end: a queued one is canceled at once, a running one within seconds. Null: no such
    /// job.</summary>
    /// <remarks>Asking again changes nothing. Succeeded and failed jobs stay as they are.</remarks>
    public async Task<CancelOutcome?> CancelAsync(JobId id, string? reason, CancellationToken ct)
    {
        var outcome = await db.WorkAsync(connection => JobCancel.RunAsync(connection, id, reason, ct), ct);
        if (outcome is null) return null;

        if (outcome.After == JobState.Running) notify.Send(Channel.Cancel, id.ToString());
        if (outcome.Before != JobState.Canceled) notify.Changed(id);
        return outcome;
    }

    /// <summary>Gives a queued job another priority: larger ones run first. Null: no such job.</summary>
    /// <returns>The job as it is afterwards. Nothing was changed unless it is queued.</returns>
    public async Task<Job?> SetPriorityAsync(JobId id, short priority, CancellationToken ct)
    {
        var job = await db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(
                "UPDATE jobs SET priority = $2 WHERE public_id = $1 AND state = 'queued'", connection);
            await command.With(id.Value).With(priority).ExecuteNonQueryAsync(ct);
            return await JobLookup.FindAsync(connection, id, ct);
        }, ct);
        if (job is { State: JobState.Queued }) notify.Changed(id);
        return job;
    }

    /// <summary>Deletes a job that does not run, with its events, result and files.</summary>
    public async Task<Deletion> DeleteAsync(JobId id, CancellationToken ct)
    {
        var again = false;
        var deletion = await db.WorkAsync(connection =>
        {
            var repeated = again;
            again = true;
            return JobDeletion.RunAsync(connection, id, repeated, ct);
        }, ct);
        if (deletion == Deletion.Deleted)
        {
            files.RemoveJob(id);
            notify.Changed(id);
        }

        return deletion;
    }
}
