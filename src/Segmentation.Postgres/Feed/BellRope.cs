using System.Collections.Concurrent;

namespace Segmentation.Postgres;

/// <summary>Wakes those who watch a job, or all jobs, when a hint says that it changed.</summary>
sealed class BellRope
{
    readonly ConcurrentDictionary<Bell, JobId?> _bells = new();

    /// <summary>A bell for one job, or for all when null.</summary>
    public Bell Hang(JobId? id)
    {
        var bell = new Bell(this);
        _bells[bell] = id;
        return bell;
    }

    /// <summary>Rings the bells of a job; an empty payload says that hints may have been missed, and rings all.</summary>
    public void Ring(string payload)
    {
        var known = JobId.TryParse(payload, out var id);
        foreach (var (bell, of) in _bells)
            if (!known || of is null || of == id) bell.Ring(known ? id : null);
    }

    public void Take(Bell bell) => _bells.TryRemove(bell, out _);
}

/// <summary>Remembers which jobs it was rung for until somebody looks.</summary>
sealed class Bell(BellRope rope) : IDisposable
{
    readonly Lock _gate = new();
    readonly SemaphoreSlim _rung = new(0, 1);
    HashSet<JobId> _jobs = [];
    bool _missed;

    public void Ring(JobId? id)
    {
        lock (_gate)
        {
            if (id is { } job) _jobs.Add(job);
            else _missed = true;
            if (_rung.CurrentCount == 0) _rung.Release();
        }
    }

    /// <summary>Waits for a ring: the jobs it was for, or null when they are not known or nobody rang in time.</summary>
    public async Task<HashSet<JobId>?> WaitAsync(TimeSpan longest, CancellationToken ct)
    {
        var rung = await _rung.WaitAsync(longest, ct);
        lock (_gate)
        {
            var (jobs, missed) = (_jobs, _missed);
            (_jobs, _missed) = ([], false);
            return rung && !missed ? jobs : null;
        }
    }

    public void Dispose()
    {
        rope.Take(this);
        _rung.Dispose();
    }
}

/// <summary>All events in the order of their ids, each once.</summary>
/// <remarks>Two jobs' events may become visible out of order, by as long as a transaction takes: each read looks back over
/// the last 200 ids for those that were not there before.</remarks>
sealed class EventTrail(JobEvents events, long start)
{
    const int LookBack = 200;
    const int Most = 1_000;

    readonly SortedSet<long> _told = [];
    readonly long _start = start;
    long _last = start;

    public async Task<IReadOnlyList<JobEvent>> NextAsync(CancellationToken ct)
    {
        var found = await events.AfterAsync(Math.Max(_start, _last - LookBack), Most, ct);
        var news = found.Where(e => _told.Add(e.Id)).ToArray();
        if (news is [.., var last]) _last = Math.Max(_last, last.Id);
        while (_told.Count > 0 && _told.Min < _last - LookBack) _told.Remove(_told.Min);
        return news;
    }
}
