using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

public sealed class RowSampleTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    [InlineData(1_000_000, 50_000)]
    public void Drawn_rows_are_different_ascending_and_as_many_as_asked(int rows, int count)
    {
        var drawn = RowSample.Draw(rows, count, new(42, 1, 0));

        Assert.Equal(count, drawn.Distinct().Count());
        Assert.Equal(drawn.Order(), drawn);
        Assert.InRange(drawn[^1], 0, rows - 1);
    }

    [Fact]
    public void The_same_seed_draws_the_same_rows_and_another_one_others()
    {
        var drawn = RowSample.Draw(100_000, 1_000, new(42, 1, 0));

        Assert.Equal(drawn, RowSample.Draw(100_000, 1_000, new(42, 1, 0)));
        Assert.NotEqual(drawn, RowSample.Draw(100_000, 1_000, new(43, 1, 0)));
    }

    // By hand: 1,000 of 100,000 rows; the segments have 90,000, 9,900 and 100 rows: 900, 99 and 1, which becomes 2.
    [Fact]
    public void Segments_are_drawn_in_proportion_and_at_least_twice()
    {
        var labels = new byte[100_000];
        for (var i = 0; i < labels.Length; i++) labels[i] = (byte)(i % 1_000 == 7 ? 2 : i % 10 == 3 ? 1 : 0);

        var drawn = RowSample.DrawPerSegment(labels, 3, 1_000, new(42, 1, 0));

        Assert.Equal([899, 100, 2], Enumerable.Range(0, 3).Select(c => drawn.Count(i => labels[i] == c)));
        Assert.Equal(drawn.Distinct().Order(), drawn);
    }

    [Fact]
    public void Random_numbers_are_spread_over_their_range()
    {
        var random = new RandomStream(1, 2, 3);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++) counts[random.Next(10)]++;

        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }
}
