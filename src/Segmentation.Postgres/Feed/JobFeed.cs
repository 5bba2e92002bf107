using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Segmentation.Postgres;

/// <summary>A job that changed.</summary>
/// <param name="Job">As it is now; null when it was deleted.</param>
/// <param name="Events">What happened since the update before; may be empty when only the progress changed.</param>
public sealed record JobUpdate(JobId Id, Job? Job, IReadOnlyList<JobEvent> Events);

/// <summary>Follows jobs that run anywhere: one listening connection for any number of watchers.</summary>
/// <remarks>Notifications only say where to look; every update is read from the tables. Without a notification each
/// watcher looks every two seconds.</remarks>
public sealed class JobFeed : BackgroundService
{
    const int MostEvents = 1_000;
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    readonly Jobs _jobs;
    readonly JobEvents _events;
    readonly SchemaReady _schema;
    readonly Listener _listener;
    readonly JobSubscriptions _subscriptions = new();

    /// <summary>Listens to nothing before it is started.</summary>
    public JobFeed(Database db, Jobs jobs, JobEvents events, SchemaReady schema, ILogger<JobFeed> log)
    {
        (_jobs, _events, _schema) = (jobs, events, schema);
        _listener = new(db, [Channel.Changes], log) { OnNotify = (_, payload) => _subscriptions.Notify(payload) };
    }

    /// <summary>Changes of one job: first what it is now with the events after <paramref name="after"/>, then each
    /// change.</summary>
    /// <param name="after">Id of the last event known; 0: all.</param>
    /// <returns>Ends after the update in which the job is finished, or at once when there is no such job.</returns>
    public async IAsyncEnumerable<JobUpdate> WatchAsync(
        JobId id, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var subscription = _subscriptions.Subscribe(id);
        Job? before = null;
        while (true)
        {
            // The row first: its end was stored with the last event, so a finished job's events are all there.
            var job = await _jobs.FindAsync(id, ct);
            if (job is null && before is null) yield break;

            var events = job is null ? [] : await _events.AfterAsync(id, after, MostEvents, ct);
            if (events is [.., var last]) after = last.Id;
            if (events.Count > 0 || Differs(job, before)) yield return new(id, job, events);
            if (job is null || (job.IsFinished && events.Count < MostEvents)) yield break;

            before = job;
            if (events.Count < MostEvents) await subscription.WaitAsync(Poll, ct);
        }
    }

    /// <summary>Changes of all jobs: first every queued and running one as it is now, then each change. Does not
    /// end.</summary>
    /// <param name="after">Id of the last event known; null: only what happens from now on.</param>
    public async IAsyncEnumerable<JobUpdate> WatchAllAsync(long? after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var subscription = _subscriptions.Subscribe(null);
        var cursor = new EventCursor(_events, after ?? await _events.LastIdAsync(ct));
        var before = new Dictionary<JobId, Job>();
        var changed = await OpenJobsAsync(ct);
        while (true)
        {
            var events = (await cursor.NextAsync(ct)).ToLookup(e => e.JobId);
            foreach (var id in events.Select(group => group.Key)) changed.Add(id);
            foreach (var (id, job) in await _jobs.FindAsync(changed, ct))
            {
                if (job is null || events.Contains(id) || Differs(job, before.GetValueOrDefault(id)))
                    yield return new(id, job, [.. events[id]]);
                if (job is { IsFinished: false }) before[id] = job;
                else before.Remove(id);
            }

            changed = await subscription.WaitAsync(Poll, ct) ?? [.. await OpenJobsAsync(ct), .. before.Keys];
        }
    }

    /// <summary>Waits until a job is finished or the time is over, and returns it as it is then; null when there is
    /// none.</summary>
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
            return job ?? await _jobs.FindAsync(id, ct);
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
        var open = await _jobs.ListAsync(
            new() { States = [JobState.Queued, JobState.Running], PageSize = MostEvents }, ct);
        return [.. open.Jobs.Select(job => job.Id)];
    }

    static bool Differs(Job? now, Job? before) =>
        now is null || before is null ? now != before : Shown(now) != Shown(before);

    static (JobState, Stage?, double, string?, bool, int, short) Shown(Job job) =>
        (job.State, job.Stage, job.Progress, job.Message, job.CancelRequested, job.Attempt, job.Priority);
}
