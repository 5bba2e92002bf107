using Segmentation.Numerics;
using Segmentation.Profiles;

namespace Segmentation.Tests.Profiles;

public sealed class DistributionsTests
{
    // By hand: 1 2 3 4 10 has mean 4, deviation √((9+4+1+0+36)/5) = √10, quartiles 2 3 4; its first half is 1 2.
    static readonly Matrix Column = Matrix.FromRows([[10], [1], [3], [2], [4]]);
    static readonly byte[] Labels = [0, 1, 0, 1, 0];

    [Fact]
    public void All_rows_have_the_mean_deviation_and_quartiles_of_the_column()
    {
        var all = Distributions.Measure(Column, Labels, 2, default)[0].All;

        Assert.Equal(4, all.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(10), all.Deviation, 1e-12);
        Assert.Equal((1, 2, 3, 4, 10), (all.Min, all.Q25, all.Median, all.Q75, all.Max));
    }

    [Fact]
    public void Quartiles_of_a_segment_interpolate_linearly()
    {
        var pair = Distributions.Measure(Column, Labels, 2, default)[0].Segments[1];

        Assert.Equal((1.25, 1.5, 1.75), (pair.Q25, pair.Median, pair.Q75));
        Assert.Equal((1.5, 0.5), (pair.Mean, pair.Deviation));
    }

    [Fact]
    public void The_rank_of_a_median_counts_ties_half()
    {
        var ranks = Distributions.Measure(Column, Labels, 2, default)[0].MedianRanks;

        Assert.Equal(0.7, ranks[0], 1e-12); // 4: three below, itself half, of five
        Assert.Equal(0.2, ranks[1], 1e-12); // 1.5: one below
    }

    [Fact]
    public void A_long_column_with_few_different_values_has_the_quartiles_of_its_sorted_copy()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 30_001).Select(_ => Math.Floor(Math.Exp(8 * random.NextDouble())))];
        var sorted = values.Order().ToArray();

        var all = Distributions.Measure(new Matrix([values]), new byte[values.Length], 1, default)[0].All;

        Assert.Equal((sorted[7_500], sorted[15_000], sorted[22_500]), (all.Q25, all.Median, all.Q75));
    }

    [Fact]
    public void Whole_numbers_and_broken_ones_of_the_same_order_have_the_same_ranks()
    {
        double[] whole = [5, 1, 2, 2, 9, 4, 2, 7];
        byte[] labels = [0, 0, 1, 1, 0, 1, 0, 1];

        var exact = Distributions.Measure(new Matrix([whole]), labels, 2, default)[0];
        var selected =
            Distributions.Measure(new Matrix([[.. whole.Select(value => value + 0.5)]]), labels, 2, default)[0];

        Assert.Equal(exact.MedianRanks, selected.MedianRanks);
        Assert.Equal((2, 3, 5.5), (exact.All.Q25, exact.All.Median, exact.All.Q75));
        Assert.Equal((2.5, 3.5, 6), (selected.All.Q25, selected.All.Median, selected.All.Q75));
    }

    [Fact]
    public void A_segment_of_one_row_is_that_row()
    {
        var one = Distributions.Measure(Matrix.FromRows([[5], [7], [7]]), [1, 0, 0], 2, default)[0].Segments[1];

        Assert.Equal(new Distribution(5, 0, 5, 5, 5, 5, 5), one);
    }

    [Fact]
    public void Mall_income_has_the_quartiles_that_scikit_learn_reports()
    {
        double[] income = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "Mall_Customers.csv"))
            .Skip(1).Select(line => double.Parse(line.Split(',')[3]))];

        var all = Distributions.Measure(new Matrix([income]), new byte[200], 1, default)[0].All;

        Assert.Equal((15, 41.5, 61.5, 78, 137), (all.Min, all.Q25, all.Median, all.Q75, all.Max));
        Assert.Equal(60.56, all.Mean, 1e-9);
        Assert.Equal(26.19897707926781, all.Deviation, 1e-9);
    }
}
