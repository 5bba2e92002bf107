namespace Segmentation.Postgres;

/// <summary>All events in the order of their ids, each once.</summary>
/// <remarks>Two jobs' events may become visible out of order, by as long as a transaction takes: each read looks back
/// over the last 200 ids for those that were not visible before.</remarks>
sealed class EventCursor(JobEvents events, long start)
{
    const int LookBack = 200;
    const int Most = 1_000;

    readonly SortedSet<long> _seen = [];
    readonly long _start = start;
    long _last = start;

    public async Task<IReadOnlyList<JobEvent>> NextAsync(CancellationToken ct)
    {
        var found = await events.AfterAsync(Math.Max(_start, _last - LookBack), Most, ct);
        var unseen = found.Where(e => _seen.Add(e.Id)).ToArray();
        if (unseen is [.., var last]) _last = Math.Max(_last, last.Id);
        while (_seen.Count > 0 && _seen.Min < _last - LookBack) _seen.Remove(_seen.Min);
        return unseen;
    }
}
