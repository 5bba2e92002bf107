using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Tests.Evaluation;

public sealed class IndexTests
{
    public static TheoryData<string, int> EveryK => Reference.EveryK;
    public static TheoryData<string> Every => Reference.Every;

    [Theory]
    [MemberData(nameof(EveryK))]
    public void Silhouettes_are_those_of_scikit_learn(string name, int k)
    {
        var reference = Reference.Load(name);
        var summary = Silhouette.Measure(reference.Scaled, reference.Labels($"best/{k}/labels"), k, 42, default);

        Assert.False(summary.Sampled);
        Assert.Equal(reference.Number($"best/{k}/silhouette"), summary.Mean, 1e-9);
        Close(reference.Numbers($"best/{k}/silhouette_per_cluster"), summary.SegmentMeans, 1e-9);
        Close(reference.Numbers($"best/{k}/silhouette_first_ten_rows"), summary.Values[..10], 1e-9);
    }

    [Theory]
    [MemberData(nameof(EveryK))]
    public void Calinski_Harabasz_is_that_of_scikit_learn(string name, int k) =>
        Near.Relative(
            Reference.Load(name).Number($"best/{k}/calinski_harabasz"), CalinskiHarabasz.Of(Sums(name, k)), 1e-9);

    [Theory]
    [MemberData(nameof(EveryK))]
    public void Davies_Bouldin_is_that_of_scikit_learn(string name, int k) =>
        Near.Relative(Reference.Load(name).Number($"best/{k}/davies_bouldin"), DaviesBouldin.Of(Sums(name, k)), 1e-9);

    [Theory]
    [MemberData(nameof(EveryK))]
    public void Anova_is_that_of_SciPy(string name, int k)
    {
        var reference = Reference.Load(name);
        var anova = Anova.Of(Sums(name, k));

        Near.Relative(reference.Numbers($"best/{k}/anova_f"), [.. anova.Select(a => a.F)], 1e-9);
        PValues(reference.Numbers($"best/{k}/anova_p"), [.. anova.Select(a => a.P)]);
    }

    // SciPy says so too. The means of these values are off by a rounding.
    [Fact]
    public void Without_variance_within_segments_F_is_infinite()
    {
        var points = Matrix.FromRows([.. Enumerable.Range(0, 21).Select(i => new[] { i % 3 * 0.1, i % 5 })]);
        var labels = Arrays.Generate(21, i => (byte)(i % 3));

        var anova = Anova.Of(SegmentSums.Measure(points, labels, 3));

        Assert.Equal((double.PositiveInfinity, 0), anova[0]);
        Assert.InRange(anova[1].F, 0.0, 1.0);
    }

    [Theory]
    [MemberData(nameof(EveryK))]
    public void Kruskal_Wallis_is_that_of_SciPy(string name, int k)
    {
        var reference = Reference.Load(name);
        var kruskal = KruskalWallis.Of(reference.Scaled, reference.Labels($"best/{k}/labels"), k, default);

        Near.Relative(reference.Numbers($"best/{k}/kruskal_h"), [.. kruskal.Select(a => a.H)], 1e-9);
        PValues(reference.Numbers($"best/{k}/kruskal_p"), [.. kruskal.Select(a => a.P)]);
    }

    [Theory]
    [MemberData(nameof(EveryK))]
    public void Adjusted_Rand_is_that_of_scikit_learn(string name, int k)
    {
        var reference = Reference.Load(name);

        Near.Relative(reference.Number($"best/{k}/adjusted_rand_with_lloyd"),
            AdjustedRand.Of(reference.Labels($"best/{k}/labels"), reference.Labels($"lloyd/{k}/labels")), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Principal_components_are_those_of_scikit_learn(string name)
    {
        var reference = Reference.Load(name);
        var pca = PrincipalComponents.Of(reference.Scaled, default);

        Close(reference.Numbers("pca/explained_variance"), pca.Variance, 1e-9);
        Close(reference.Numbers("pca/explained_variance_ratio"), pca.Share, 1e-9);
        var expected = reference.Table("pca/components_up_to_sign");
        for (var i = 0; i < expected.Rows; i++)
        {
            var row = Enumerable.Range(0, expected.Columns).Select(j => expected[i, j]).ToArray();
            var largest = row.Max(Math.Abs);
            var sign = Math.Sign(row.First(x => Math.Abs(x) >= largest - 1e-9));
            Close([.. row.Select(x => sign * x)],
                [.. Enumerable.Range(0, row.Length).Select(j => pca.Components[i, j])], 1e-9);
        }
    }

    // By hand: two pairs at distance 1, the pairs 10 apart. a = 1, b = 10.5 and 9.5 outside in.
    [Fact]
    public void Silhouettes_of_two_pairs_on_a_line()
    {
        var values = Silhouette.PerRow(Matrix.FromRows([[0], [1], [10], [11]]), [0, 0, 1, 1], 2, default);

        Close([9.5 / 10.5, 8.5 / 9.5, 8.5 / 9.5, 9.5 / 10.5], values, 1e-15);
    }

    [Fact]
    public void A_row_alone_in_its_segment_has_silhouette_zero()
    {
        var summary = Silhouette.Measure(Matrix.FromRows([[0], [1], [5]]), [0, 0, 1], 2, 42, default);

        Assert.Equal(0, summary.Values[2]);
        Assert.Equal(0, summary.SegmentMeans[1]);
    }

    [Fact]
    public void Equal_rows_in_two_segments_have_silhouette_zero()
    {
        var values = Silhouette.PerRow(Matrix.FromRows([[3], [3], [3], [3]]), [0, 0, 1, 1], 2, default);

        Assert.Equal([0.0, 0, 0, 0], values);
    }

    // By hand: row 1 is 1 from its own segment's other row and ½ from the other segment.
    [Fact]
    public void Rows_nearer_to_another_segment_are_counted()
    {
        var summary = Silhouette.Measure(Matrix.FromRows([[0], [1], [1.5], [1.5]]), [0, 0, 1, 1], 2, 42, default);

        Assert.Equal(-0.5, summary.Values[1], 1e-15);
        Assert.Equal([0.5, 0], summary.NegativeShares);
    }

    [Fact]
    public void Several_segmentations_at_once_are_as_good_as_one_by_one()
    {
        var points = Some.Blobs(rows: 501, columns: 3, clusters: 4, seed: 6);
        byte[][] labels = [Labels(501, 2), Labels(501, 3), Labels(501, 7)];

        var together = Silhouette.PerRow(points, [(labels[0], 2), (labels[1], 3), (labels[2], 7)], default);

        Close(Silhouette.PerRow(points, labels[0], 2, default), together[0], 1e-12);
        Close(Silhouette.PerRow(points, labels[1], 3, default), together[1], 1e-12);
        Close(Silhouette.PerRow(points, labels[2], 7, default), together[2], 1e-12);
    }

    [Fact]
    public void A_sampled_silhouette_is_within_its_error_of_the_exact_one()
    {
        var points = Some.Blobs(rows: 20_001, columns: 2, clusters: 3, seed: 11, spread: 2);
        var labels = Clustering.LloydTests.Nearest(points, [2, 2, 5, 5, 8, 3], 3);
        var sampled = Silhouette.Measure(points, labels, 3, 42, default);
        var exact = Silhouette.PerRow(points, labels, 3, default).Average();

        Assert.True(sampled.Sampled);
        Assert.Equal(42, sampled.Seed);
        Assert.InRange(sampled.Rows.Length, 9_990, 10_010);
        Assert.InRange(sampled.Error!.Value, 1e-5, 0.01);
        Assert.Equal(exact, sampled.Mean, 4 * sampled.Error.Value);
    }

    [Fact]
    public void The_same_segments_under_other_numbers_agree_fully() =>
        Assert.Equal(1, AdjustedRand.Of([0, 0, 1, 1, 2], [2, 2, 0, 0, 1]));

    // SciPy: f.sf(50, 4, 195), chi2.sf(1300, 4), f.sf(0.5, 3, 7); LogGamma(0.5) = ln √π.
    [Fact]
    public void Tails_reach_far_down()
    {
        Near.Relative(Math.Log(Math.PI) / 2, Tail.LogGamma(0.5), 1e-14);
        Near.Relative(Math.Exp(-650) * 651, Tail.ChiSquared(1_300, 4), 1e-9);   // (1 + x/2) e^(−x/2) for 4 degrees
        Near.Relative(Math.Pow(1 + 2 * 300.0 / 10, -5), Tail.F(300, 2, 10), 1e-9);   // (1 + 2f/b)^(−b/2) for 2 degrees
        Assert.Equal(0, Tail.ChiSquared(1e6, 4));
        Assert.Equal(1, Tail.F(0, 2, 10));
    }

    static SegmentSums Sums(string name, int k) =>
        SegmentSums.Measure(Reference.Load(name).Scaled, Reference.Load(name).Labels($"best/{k}/labels"), k);

    static byte[] Labels(int rows, int k) => [.. Enumerable.Range(0, rows).Select(i => (byte)(i * 7 % 13 % k))];

    // SciPy's own p values end at about 1e-300.
    static void PValues(double[] expected, double[] actual)
    {
        for (var j = 0; j < expected.Length; j++)
            if (expected[j] > 1e-300) Near.Relative(expected[j], actual[j], 1e-6);
            else Assert.InRange(actual[j], 0, 1e-299);
    }

    static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
