using System.Collections.Concurrent;
using System.Diagnostics;

namespace Segmentation.Postgres;

/// <summary>Remembers for five seconds what took long to find out, so that any number of pages that count a huge table ask it once.</summary>
/// <remarks>While one asks anew, the others are told what is remembered, up to a minute old.</remarks>
/// <param name="slow">From when on an answer is remembered; shorter ones are always fresh. Default 100 ms.</param>
/// <param name="time">The clock.</param>
sealed class SlowAnswers<TKey, TAnswer>(TimeSpan? slow = null, TimeProvider? time = null)
    where TKey : notnull
{
    const int Most = 1_000;
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Oldest = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<TKey, Known> _answers = new();
    readonly TimeSpan _slow = slow ?? TimeSpan.FromMilliseconds(100);
    readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The answer remembered, or a new one.</summary>
    public async Task<TAnswer> AskAsync(TKey key, Func<Task<TAnswer>> ask)
    {
        var known = _answers.GetValueOrDefault(key);
        if (known is not null && !IsOlder(known, Oldest) && (!IsOlder(known, Kept) || !known.TakeTurn())) return known.Answer;

        try
        {
            var begun = Stopwatch.GetTimestamp();
            var answer = await ask();
            if (Stopwatch.GetElapsedTime(begun) >= _slow) Remember(key, answer);
            else _answers.TryRemove(key, out _);
            return answer;
        }
        finally
        {
            known?.EndTurn();
        }
    }

    void Remember(TKey key, TAnswer answer)
    {
        if (_answers.Count >= Most)
            foreach (var (old, known) in _answers)
                if (IsOlder(known, Kept)) _answers.TryRemove(old, out _);
        if (_answers.Count < Most || _answers.ContainsKey(key)) _answers[key] = new(answer, _time.GetTimestamp());
    }

    bool IsOlder(Known known, TimeSpan age) => _time.GetElapsedTime(known.At) >= age;

    sealed class Known(TAnswer answer, long at)
    {
        int _asking;

        public TAnswer Answer => answer;
        public long At => at;

        public bool TakeTurn() => Interlocked.Exchange(ref _asking, 1) == 0;

        public void EndTurn() => Volatile.Write(ref _asking, 0);
    }
}
