using Segmentation.Choice;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Tests.Choice;

public sealed class StructureTestTests
{
    [Fact]
    public void Groups_of_real_customers_are_claimed()
    {
        Assert.Equal("Five clear groups", Find(Reference.Load("mall_customers_2d").Scaled).Headline);
        Assert.Equal("Six clear groups", Find(Reference.Load("mall_customers_3d").Scaled).Headline);
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("normal")]
    [InlineData("lognormal")]
    [InlineData("disc")]
    public void A_cloud_is_not_claimed(string kind)
    {
        var random = new RandomStream(11, 1, 1);
        var rows = Rows(250, () => kind switch
        {
            "uniform" => [random.NextDouble(), random.NextDouble()],
            "normal" => [Normal.Draw(ref random), Normal.Draw(ref random)],
            "lognormal" => [Math.Exp(Normal.Draw(ref random)), Math.Exp(Normal.Draw(ref random))],
            _ => OfDisc(ref random),
        });

        var found = Find(rows);

        Assert.Equal((true, false, "No clear groups"), (found.Tested, found.Claimed, found.Headline));
    }

    [Fact]
    public void Two_groups_far_apart_are_claimed_and_each_k_says_its_excess()
    {
        var found = Find(TwoGroups());

        Assert.Equal((true, 2, 39), (found.Claimed, found.K, found.Draws));
        Assert.True(found.Best > found.HighestDraw && found.Best > found.HighestBox);
        Assert.All(found.ByK, one =>
        {
            Assert.InRange(one.Mean!.Value, one.Low!.Value, one.High!.Value);
            Assert.Equal(one.Silhouette - one.Mean.Value, one.Excess!.Value, 1e-12);
        });
        Assert.Equal(found.ByK.Where(one => one.Allowed).Max(one => one.Excess), found.Excess);
    }

    [Fact]
    public void A_given_k_is_tested_alone()
    {
        var found = Find(TwoGroups(), new() { K = 2 });

        Assert.Equal([2], found.ByK.Select(one => one.K));
        Assert.Equal("Two clear groups", found.Headline);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Neither_threads_nor_the_seed_of_the_run_change_it(int threads)
    {
        var expected = Find(TwoGroups());
        using var forced = Forced.To(Hardware.Width, threads);

        var found = Find(TwoGroups(), new() { Seed = 7 });

        Assert.Equal((expected.Best, expected.HighestDraw, expected.HighestBox, expected.Draws),
            (found.Best, found.HighestDraw, found.HighestBox, found.Draws));
    }

    [Fact]
    public void Without_advice_nothing_is_tested()
    {
        var found = Find(TwoGroups(), new() { Advice = AdviceLevel.None });

        Assert.Equal((false, "Not tested"), (found.Tested, found.Headline));
    }

    [Fact]
    public void Many_rows_are_judged_by_a_sample()
    {
        var random = new RandomStream(12, 1, 1);
        var rows = Rows(3_000, () => [Normal.Draw(ref random), Normal.Draw(ref random)]);

        var found = Find(rows);

        Assert.Equal((500, false), (found.Rows, found.Claimed));
    }

    [Theory]
    [InlineData(3)]    // few different rows
    [InlineData(30)]
    public void Rows_of_few_kinds_are_judged_too(int kinds)
    {
        var rows = Rows(120, new Counter(kinds).Next);

        Assert.True(Find(rows).Tested);
    }

    /// <summary>So many different rows, in turns.</summary>
    sealed class Counter(int kinds)
    {
        int _next;

        public double[] Next() => [_next++ % kinds, _next % kinds % 2];
    }

    static StructureFindings Find(Matrix rows, SegmentationSpec? spec = null) => KChooser.Choose(
        Scaler.Scale(rows, Scaling.Standard, Transform.None, default).Values, spec ?? new(),
        new Progress<EngineEvent>(), default).Structure;

    static Matrix TwoGroups()
    {
        var random = new RandomStream(13, 1, 1);
        return Rows(200, () => [6 * random.Next(2) + Normal.Draw(ref random), Normal.Draw(ref random)]);
    }

    static double[] OfDisc(ref RandomStream random)
    {
        while (true)
        {
            var (x, y) = (2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1);
            if (x * x + y * y <= 1) return [x, y];
        }
    }

    static Matrix Rows(int rows, Func<double[]> row) =>
        Matrix.FromRows([.. Enumerable.Range(0, rows).Select(_ => (IReadOnlyList<double>)row())]);
}
