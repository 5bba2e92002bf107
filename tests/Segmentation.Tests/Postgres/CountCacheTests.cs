using Segmentation.Postgres;

namespace Segmentation.Tests.Postgres;

public sealed class CountCacheTests
{
    int _asked;

    [Fact]
    public async Task An_answer_that_took_long_is_not_asked_for_again()
    {
        var answers = new CountCache<string, int>(slow: TimeSpan.Zero);

        Assert.Equal(1, await AskAsync(answers, "a"));
        Assert.Equal(1, await AskAsync(answers, "a"));
        Assert.Equal(2, await AskAsync(answers, "b"));
    }

    [Fact]
    public async Task A_quick_answer_is_always_fresh()
    {
        var answers = new CountCache<string, int>(slow: TimeSpan.MaxValue);

        Assert.Equal(1, await AskAsync(answers, "a"));
        Assert.Equal(2, await AskAsync(answers, "a"));
    }

    [Fact]
    public async Task While_one_asks_anew_the_others_are_told_what_is_remembered()
    {
        var clock = new HandClock();
        var answers = new CountCache<string, int>(slow: TimeSpan.Zero, clock);
        await AskAsync(answers, "a");
        clock.Now += TimeSpan.FromSeconds(5).Ticks;
        var slow = new TaskCompletionSource<int>();

        var anew = answers.GetAsync("a", () => slow.Task);
        Assert.Equal(1, await AskAsync(answers, "a"));
        slow.SetResult(7);

        Assert.Equal((7, 7), (await anew, await AskAsync(answers, "a")));
    }

    [Fact]
    public async Task Whoever_fails_to_ask_anew_leaves_it_to_the_next()
    {
        var clock = new HandClock();
        var answers = new CountCache<string, int>(slow: TimeSpan.Zero, clock);
        await AskAsync(answers, "a");
        clock.Now += TimeSpan.FromSeconds(5).Ticks;

        await Assert.ThrowsAsync<TimeoutException>(() => answers.GetAsync("a", () => Task.FromException<int>(new TimeoutException())));

        Assert.Equal(2, await AskAsync(answers, "a"));
    }

    sealed class HandClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }

    Task<int> AskAsync(CountCache<string, int> answers, string key) => answers.GetAsync(key, () => Task.FromResult(++_asked));
}
