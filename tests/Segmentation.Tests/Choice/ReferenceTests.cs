using Segmentation.Choice;
using Segmentation.Numerics;

namespace Segmentation.Tests.Choice;

public sealed class ReferenceTests
{
    // Worked out by hand: with the mode at 1 or 4 the line misses the middle by 0.2, at 2 or 3 by 0.15.
    [Fact]
    public void Two_humps_become_the_nearest_one()
    {
        var fit = UnimodalFit.Of([1, 2, 3, 4], [4, 1, 1, 4]);

        Assert.Equal([1, 2, 2, 4], fit.Knots);
        Assert.Equal([0, 0.4, 0.5, 1], fit.Heights);
        Assert.Equal(1.5, fit.Quantile(0.2), 1e-12);
        Assert.Equal(2, fit.Quantile(0.45), 1e-12);
        Assert.Equal(3, fit.Quantile(0.75), 1e-12);
    }

    // Up to the mode the line reaches a value's share at the next value.
    [Fact]
    public void One_hump_stays_as_it_is()
    {
        var fit = UnimodalFit.Of([1, 2, 3, 4, 5], [1, 2, 4, 2, 1]);

        Assert.Equal([0, 0.3, 0.7, 0.9, 1], new double[] { 1, 2, 3, 4, 5 }.Select(x => ShareUpTo(fit, x)), Near);
    }

    [Fact]
    public void A_column_of_few_values_keeps_them()
    {
        var column = new ReferenceColumn([0, 1, 0, 0]);

        Assert.Equal([0, 0, 1, 1], new[] { 0.1, 0.74, 0.76, 0.99 }.Select(column.Quantile));
    }

    // 70 of 100 rows have 0; the other 30 have 101 to 130, each once: a share of 0.7 + 0.3 · 0.5 is half way up them.
    [Fact]
    public void A_value_that_most_rows_have_keeps_its_share_and_the_others_have_a_hump_of_their_own()
    {
        var column = new ReferenceColumn([.. new double[70], .. Enumerable.Range(101, 30)]);

        Assert.Equal([0, 0, 0], new[] { 0.01, 0.5, 0.699 }.Select(column.Quantile));
        Assert.InRange(column.Quantile(0.701), 100, 102);
        Assert.InRange(column.Quantile(0.85), 114, 117);
        Assert.Equal(130, column.Quantile(1), 1e-9);
    }

    [Fact]
    public void Counts_stay_on_their_values()
    {
        var counts = Enumerable.Range(0, 200).Select(i => (double)(i % 20 * 3)).ToArray();
        var column = new ReferenceColumn(counts);

        Assert.All(Enumerable.Range(1, 99), i => Assert.Contains(column.Quantile(i / 100.0), counts));
    }

    [Fact]
    public void A_draw_has_the_columns_and_the_correlation_of_the_rows()
    {
        var random = new RandomStream(3, 1, 1);
        var rows = Matrix.FromRows([.. Enumerable.Range(0, 1_000).Select(_ =>
        {
            var (a, b) = (Normal.Draw(ref random), Normal.Draw(ref random));
            return (IReadOnlyList<double>)[10 + 2 * a, Math.Round(Math.Max(0, 3 + 1.5 * a + b))];
        })]);

        var drawn = new ReferenceRows(rows, default).Draw(20_000, 0);

        for (var j = 0; j < 2; j++)
        {
            var (of, got) = (FeatureMoments.Of(rows, j, default), FeatureMoments.Of(drawn, j, default));
            Assert.Equal(of.Mean, got.Mean, 0.1);
            Assert.Equal(of.Deviation, got.Deviation, 0.15);
        }
        Assert.Equal(Correlation(rows), Correlation(drawn), 0.03);
    }

    [Fact]
    public void A_box_holds_the_rows_along_their_axes()
    {
        // Along (1, 1) from −√2 to √2, across it from −0.1 √2 to 0.1 √2.
        var rows = Matrix.FromRows([[1, 1], [-1, -1], [0.1, -0.1], [-0.1, 0.1]]);

        var drawn = new PrincipalBox(rows, default).Draw(5_000, 0);

        var along = Enumerable.Range(0, 5_000).Select(i => (drawn[i, 0] + drawn[i, 1]) / 2).ToArray();
        var across = Enumerable.Range(0, 5_000).Select(i => (drawn[i, 0] - drawn[i, 1]) / 2).ToArray();
        Assert.InRange(along.Max(), 0.98, 1);
        Assert.InRange(along.Min(), -1, -0.98);
        Assert.InRange(across.Max(), 0.098, 0.1);
        Assert.InRange(across.Min(), -0.1, -0.098);
    }

    static double ShareUpTo(UnimodalFit fit, double x) =>
        Enumerable.Range(1, 100_000).Count(i => fit.Quantile((i - 0.5) / 100_000) <= x) / 100_000.0;

    static bool Near(double a, double b) => Math.Abs(a - b) < 1e-4;

    static double Correlation(Matrix rows)
    {
        var (x, y) = (FeatureMoments.Of(rows, 0, default), FeatureMoments.Of(rows, 1, default));
        var sum = 0.0;
        for (var i = 0; i < rows.Rows; i++) sum += (rows[i, 0] - x.Mean) * (rows[i, 1] - y.Mean);
        return sum / rows.Rows / x.Deviation / y.Deviation;
    }
}
