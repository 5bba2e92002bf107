using System.Collections.Concurrent;

namespace Segmentation.Postgres;

/// <summary>Who watches a job, or all jobs, and waits for notifications that it changed.</summary>
sealed class JobSubscriptions
{
    readonly ConcurrentDictionary<JobSubscription, JobId?> _all = new();

    /// <summary>To one job, or to all when null, until it is disposed.</summary>
    public JobSubscription Subscribe(JobId? id)
    {
        var subscription = new JobSubscription(this);
        _all[subscription] = id;
        return subscription;
    }

    /// <summary>Notifies those who watch a job; an empty payload means that notifications may have been missed, and
    /// goes to everybody.</summary>
    public void Notify(string payload)
    {
        var known = JobId.TryParse(payload, out var id);
        foreach (var (subscription, of) in _all)
            if (!known || of is null || of == id) subscription.Notify(known ? id : null);
    }

    public void Remove(JobSubscription subscription) => _all.TryRemove(subscription, out _);
}

/// <summary>Collects the jobs it was notified of until its owner takes them.</summary>
sealed class JobSubscription(JobSubscriptions owner) : IDisposable
{
    readonly Lock _gate = new();
    readonly SemaphoreSlim _notified = new(0, 1);
    HashSet<JobId> _jobs = [];
    bool _missed;

    /// <summary>A job changed; null: any job may have.</summary>
    public void Notify(JobId? id)
    {
        lock (_gate)
        {
            if (id is { } job) _jobs.Add(job);
            else _missed = true;
            if (_notified.CurrentCount == 0) _notified.Release();
        }
    }

    /// <summary>Waits for a notification: the jobs that changed, or null when they are not known or none came in
    /// time.</summary>
    public async Task<HashSet<JobId>?> WaitAsync(TimeSpan longest, CancellationToken ct)
    {
        var notified = await _notified.WaitAsync(longest, ct);
        lock (_gate)
        {
            var (jobs, missed) = (_jobs, _missed);
            (_jobs, _missed) = ([], false);
            return notified && !missed ? jobs : null;
        }
    }

    public void Dispose()
    {
        owner.Remove(this);
        _notified.Dispose();
    }
}
