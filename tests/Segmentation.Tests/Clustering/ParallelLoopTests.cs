using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

public sealed class ParallelLoopTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(1_000, 1)]
    [InlineData(1_000, 4)]
    public void Every_item_is_done_once_by_a_worker_with_a_number(int items, int workers)
    {
        var done = new int[items];
        ParallelLoop.Run(items, workers, (worker, item) =>
        {
            Assert.InRange(worker, 0, workers - 1);
            Interlocked.Increment(ref done[item]);
        }, default);
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Of_several_errors_the_first_item_s_is_thrown_however_late_it_comes()
    {
        using var others = new ManualResetEventSlim();
        var failed = Assert.Throws<InvalidDataException>(() => ParallelLoop.Run(100, 2, (_, item) =>
        {
            if (item == 0) others.Wait();   // the other worker has failed by then
            others.Set();
            throw new InvalidDataException($"{item}");
        }, default));
        Assert.Equal("0", failed.Message);
    }

    [Fact]
    public void Nothing_new_begins_after_an_error()
    {
        var done = 0;
        Assert.Throws<InvalidDataException>(() => ParallelLoop.Run(1_000, 1, (_, item) =>
        {
            done++;
            if (item == 5) throw new InvalidDataException();
        }, default));
        Assert.Equal(6, done);
    }

    [Fact]
    public void Canceling_ends_it()
    {
        using var stop = new CancellationTokenSource();
        var done = 0;
        Assert.Throws<OperationCanceledException>(() => ParallelLoop.Run(1_000_000, 2, (_, item) =>
        {
            if (Interlocked.Increment(ref done) == 100) stop.Cancel();
        }, stop.Token));
        Assert.InRange(done, 100, 1_000);
    }
}
