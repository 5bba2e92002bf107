using System.Collections.Concurrent;
using System.Diagnostics;

namespace Segmentation.Postgres;

/// <summary>Remembers for five seconds what took long to find out, so that any number of pages that count a huge table ask it once.</summary>
/// <param name="slow">From when on an answer is remembered; shorter ones are always fresh. Default 20 ms.</param>
sealed class SlowAnswers<TKey, TAnswer>(TimeSpan? slow = null)
    where TKey : notnull
{
    const int Most = 1_000;
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<TKey, (TAnswer Answer, long At)> _answers = new();
    readonly TimeSpan _slow = slow ?? TimeSpan.FromMilliseconds(20);

    /// <summary>The answer remembered, or a new one.</summary>
    public async Task<TAnswer> AskAsync(TKey key, Func<Task<TAnswer>> ask)
    {
        if (_answers.TryGetValue(key, out var known) && Stopwatch.GetElapsedTime(known.At) < Kept) return known.Answer;

        var begun = Stopwatch.GetTimestamp();
        var answer = await ask();
        if (Stopwatch.GetElapsedTime(begun) >= _slow) Remember(key, answer);
        else _answers.TryRemove(key, out _);
        return answer;
    }

    void Remember(TKey key, TAnswer answer)
    {
        if (_answers.Count >= Most)
            foreach (var (old, (_, at)) in _answers)
                if (Stopwatch.GetElapsedTime(at) >= Kept) _answers.TryRemove(old, out _);
        if (_answers.Count < Most) _answers[key] = (answer, Stopwatch.GetTimestamp());
    }
}
