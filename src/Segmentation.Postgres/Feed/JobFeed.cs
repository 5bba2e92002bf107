using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Segmentation.Postgres;

/// <summary>A job that changed.</summary>
/// <param name="Job">As it is now; null when it was deleted.</param>
/// <param name="Events">What happened since the update before; may be empty when only the progress changed.</param>
public sealed record JobUpdate(JobId Id, Job? Job, IReadOnlyList<JobEvent> Events);

/// <summary>Tells in this process what happens to jobs anywhere: one listening connection for any number of watchers.</summary>
/// <remarks>Hints only say where to look; what is told is read from the tables. Without a hint every watcher looks by
/// itself every two seconds.</remarks>
public sealed class JobFeed : BackgroundService
{
    const int MostEvents = 1_000;
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    readonly JobQueue _queue;
    readonly JobEvents _events;
    readonly SchemaReady _schema;
    readonly Listener _listener;
    readonly BellRope _bells = new();

    /// <summary>Hears nothing before it is started.</summary>
    public JobFeed(Database db, JobQueue queue, JobEvents events, SchemaReady schema, ILogger<JobFeed> log)
    {
        (_queue, _events, _schema) = (queue, events, schema);
        _listener = new(db, [Channel.Changes], log) { Heard = (_, payload) => _bells.Ring(payload) };
    }

    /// <summary>Changes of one job: first what it is now with the events after <paramref name="after"/>, then every change.</summary>
    /// <param name="after">Id of the last event known; 0: all.</param>
    /// <returns>Ends after the update in which the job is finished, or at once when there is no such job.</returns>
    public async IAsyncEnumerable<JobUpdate> WatchAsync(
        JobId id, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var bell = _bells.Hang(id);
        Job? before = null;
        while (true)
        {
            // The row first: what ended it was stored with the row, so that a finished job's events are all there.
            var job = await _queue.FindAsync(id, ct);
            if (job is null && before is null) yield break;

            var news = job is null ? [] : await _events.AfterAsync(id, after, MostEvents, ct);
            if (news is [.., var last]) after = last.Id;
            if (news.Count > 0 || Differs(job, before)) yield return new(id, job, news);
            if (job is null || (job.IsFinished && news.Count < MostEvents)) yield break;

            before = job;
            if (news.Count < MostEvents) await bell.WaitAsync(Poll, ct);
        }
    }

    /// <summary>Changes of all jobs: first every queued and running one as it is now, then every change. Never ends by itself.</summary>
    /// <param name="after">Id of the last event known; null: only what happens from now on.</param>
    public async IAsyncEnumerable<JobUpdate> WatchAllAsync(long? after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var bell = _bells.Hang(null);
        var trail = new EventTrail(_events, after ?? await _events.LastIdAsync(ct));
        var before = new Dictionary<JobId, Job>();
        var changed = await OpenJobsAsync(ct);
        while (true)
        {
            var news = (await trail.NextAsync(ct)).ToLookup(e => e.JobId);
            foreach (var id in news.Select(group => group.Key)) changed.Add(id);
            foreach (var (id, job) in await _queue.FindAsync(changed, ct))
            {
                if (job is null || news.Contains(id) || Differs(job, before.GetValueOrDefault(id))) yield return new(id, job, [.. news[id]]);
                if (job is { IsFinished: false }) before[id] = job;
                else before.Remove(id);
            }

            var rung = await bell.WaitAsync(Poll, ct);
            changed = rung ?? [.. await OpenJobsAsync(ct), .. before.Keys];
        }
    }

    /// <summary>Waits until a job is finished or the time is over, and gives it as it is then; null when there is none.</summary>
    public async Task<Job?> WaitAsync(JobId id, TimeSpan longest, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(longest);
        Job? job = null;
        try
        {
            await foreach (var update in WatchAsync(id, long.MaxValue, limit.Token)) job = update.Job;
            return job;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return job ?? await _queue.FindAsync(id, ct);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _schema.WaitAsync(stoppingToken);
        await _listener.RunAsync(stoppingToken);
    }

    async Task<HashSet<JobId>> OpenJobsAsync(CancellationToken ct)
    {
        var open = await _queue.ListAsync(new() { States = [JobState.Queued, JobState.Running], PageSize = MostEvents }, ct);
        return [.. open.Jobs.Select(job => job.Id)];
    }

    static bool Differs(Job? now, Job? before) => now is null || before is null
        ? now != before
        : (now.State, now.Stage, now.Progress, now.Message, now.CancelRequested, now.Attempt, now.Priority)
            != (before.State, before.Stage, before.Progress, before.Message, before.CancelRequested, before.Attempt, before.Priority);
}
