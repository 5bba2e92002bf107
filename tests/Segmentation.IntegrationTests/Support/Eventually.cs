using System.Diagnostics;

namespace Segmentation.IntegrationTests.Support;

/// <summary>Waits for a state that another process or thread brings about, with a bound.</summary>
static class Eventually
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer fits, at most this long; then fails and says what the last answer was.</summary>
    public static async Task<T> IsAsync<T>(Func<Task<T>> ask, Func<T, bool> fits, TimeSpan? longest = null)
    {
        var begun = Stopwatch.GetTimestamp();
        var limit = longest ?? TimeSpan.FromSeconds(20);
        using var timer = new PeriodicTimer(Look);
        while (true)
        {
            var answer = await ask();
            if (fits(answer)) return answer;

            Assert.True(Stopwatch.GetElapsedTime(begun) < limit, $"Not within {limit}; the last answer was {answer}.");
            await timer.WaitForNextTickAsync();
        }
    }
}
