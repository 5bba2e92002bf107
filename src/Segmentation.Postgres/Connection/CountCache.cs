using System.Collections.Concurrent;
using System.Diagnostics;

namespace Segmentation.Postgres;

/// <summary>Keeps counts that took long for five seconds, so that many pages on a huge table cost one count.</summary>
/// <remarks>While one caller counts anew, the others get the kept count, up to a minute old.</remarks>
/// <param name="slow">A count that took at least this long is kept; quicker ones are always fresh. Default 100
/// ms.</param>
/// <param name="time">The clock.</param>
sealed class CountCache<TKey, TCount>(TimeSpan? slow = null, TimeProvider? time = null)
    where TKey : notnull
{
    const int Most = 1_000;
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Oldest = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    readonly TimeSpan _slow = slow ?? TimeSpan.FromMilliseconds(100);
    readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The kept count, or a new one.</summary>
    public async Task<TCount> GetAsync(TKey key, Func<Task<TCount>> count)
    {
        var entry = _entries.GetValueOrDefault(key);
        if (entry is not null && !IsOlder(entry, Oldest) && (!IsOlder(entry, Fresh) || !entry.TryBegin()))
            return entry.Count;

        try
        {
            var begun = Stopwatch.GetTimestamp();
            var counted = await count();
            if (Stopwatch.GetElapsedTime(begun) >= _slow) Keep(key, counted);
            else _entries.TryRemove(key, out _);
            return counted;
        }
        finally
        {
            entry?.End();
        }
    }

    void Keep(TKey key, TCount count)
    {
        if (_entries.Count >= Most)
            foreach (var (old, entry) in _entries)
                if (IsOlder(entry, Fresh)) _entries.TryRemove(old, out _);
        if (_entries.Count < Most || _entries.ContainsKey(key)) _entries[key] = new(count, _time.GetTimestamp());
    }

    bool IsOlder(Entry entry, TimeSpan age) => _time.GetElapsedTime(entry.At) >= age;

    sealed class Entry(TCount count, long at)
    {
        int _counting;

        public TCount Count => count;
        public long At => at;

        /// <summary>False while another caller counts this anew.</summary>
        public bool TryBegin() => Interlocked.Exchange(ref _counting, 1) == 0;

        public void End() => Volatile.Write(ref _counting, 0);
    }
}
