using Segmentation.Postgres;

namespace Segmentation.Tests.Postgres;

public sealed class CountCacheTests
{
    int _counted;

    [Fact]
    public async Task A_count_that_took_long_is_not_counted_again()
    {
        var counts = new CountCache<string, int>(slow: TimeSpan.Zero);

        Assert.Equal(1, await CountAsync(counts, "a"));
        Assert.Equal(1, await CountAsync(counts, "a"));
        Assert.Equal(2, await CountAsync(counts, "b"));
    }

    [Fact]
    public async Task A_quick_count_is_always_fresh()
    {
        var counts = new CountCache<string, int>(slow: TimeSpan.MaxValue);

        Assert.Equal(1, await CountAsync(counts, "a"));
        Assert.Equal(2, await CountAsync(counts, "a"));
    }

    [Fact]
    public async Task While_one_counts_anew_the_others_get_the_kept_count()
    {
        var clock = new HandClock();
        var counts = new CountCache<string, int>(slow: TimeSpan.Zero, clock);
        await CountAsync(counts, "a");
        clock.Now += TimeSpan.FromSeconds(5).Ticks;
        var slow = new TaskCompletionSource<int>();

        var anew = counts.GetAsync("a", () => slow.Task);
        Assert.Equal(1, await CountAsync(counts, "a"));
        slow.SetResult(7);

        Assert.Equal((7, 7), (await anew, await CountAsync(counts, "a")));
    }

    [Fact]
    public async Task A_count_that_fails_leaves_it_to_the_next()
    {
        var clock = new HandClock();
        var counts = new CountCache<string, int>(slow: TimeSpan.Zero, clock);
        await CountAsync(counts, "a");
        clock.Now += TimeSpan.FromSeconds(5).Ticks;

        await Assert.ThrowsAsync<TimeoutException>(
            () => counts.GetAsync("a", () => Task.FromException<int>(new TimeoutException())));

        Assert.Equal(2, await CountAsync(counts, "a"));
    }

    sealed class HandClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }

    Task<int> CountAsync(CountCache<string, int> counts, string key) =>
        counts.GetAsync(key, () => Task.FromResult(++_counted));
}
