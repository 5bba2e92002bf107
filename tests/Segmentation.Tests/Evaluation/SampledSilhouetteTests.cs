using System.Text.Json;
using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Tests.Evaluation;

public sealed class SampledSilhouetteTests
{
    static readonly JsonElement Expected = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "jackknife.json"))).RootElement;

    // Each of the 20 means was made by scikit-learn from the rows that are left (tests/data/make_jackknife.py).
    [Theory]
    [InlineData("mall_customers_2d", 5)]
    [InlineData("customers_3k", 3)]
    [InlineData("customers_3k", 10)]
    public void Mean_and_error_are_those_of_a_plain_jackknife(string name, int k)
    {
        var (reference, expected) = (Reference.Load(name), Expected.GetProperty($"{name}/{k}"));
        int[] sizes = [.. expected.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt32())];

        var found = Silhouette.OfSample(reference.Scaled, reference.Labels($"best/{k}/labels"), sizes, default);

        Near.Relative(expected.GetProperty("mean").GetDouble(), found.Mean, 1e-12);
        Near.Relative(expected.GetProperty("error").GetDouble(), found.Error!.Value, 1e-9);
    }

    [Fact]
    public void Every_value_is_that_of_the_sample_alone()
    {
        var (points, labels) = Sample(4_001, 7);

        var found = Silhouette.OfSample(points, labels, Sizes(labels, 7, 50), default);

        var expected = Silhouette.PerRow(points, labels, 7, default);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found.Values[i], 1e-12);
    }

    // 45 segments of 10,000 rows have too many cells for one table of sums.
    [Theory]
    [InlineData(10_000, 45)]
    [InlineData(5_000, 4)]
    public void Neither_threads_nor_width_change_it(int rows, int k)
    {
        var (points, labels) = Sample(rows, k);
        SilhouetteSummary expected, found;
        using (Forced.To(512, 3)) expected = Silhouette.OfSample(points, labels, Sizes(labels, k, 9), default);
        using (Forced.To(128, 1)) found = Silhouette.OfSample(points, labels, Sizes(labels, k, 9), default);

        Assert.Equal((expected.Mean, expected.Error), (found.Mean, found.Error));
        Assert.Equal(expected.Values, found.Values);
    }

    // A segment of two has one row when the other is left out; a single row stays.
    [Fact]
    public void Segments_of_one_and_two_rows_are_no_obstacle()
    {
        var points = Matrix.FromRows([.. Enumerable.Range(0, 60).Select(i => new[] { i < 57 ? i % 3 : 10.0 * i })]);
        var labels = Arrays.Generate(60, i => (byte)(i < 57 ? 0 : i < 59 ? 1 : 2));

        var found = Silhouette.OfSample(points, labels, [57_000, 2, 1], default);

        Assert.Equal(0, found.SegmentMeans[2]);
        Assert.InRange(found.Error!.Value, 0, 0.01);
    }

    // All rows of a segment are alike: every sample has the same silhouettes, so nothing is unsure.
    [Fact]
    public void Without_variation_there_is_no_error()
    {
        var points = Matrix.FromRows([.. Enumerable.Range(0, 400).Select(i => new[] { i % 2 * 5.0 })]);
        var labels = Arrays.Generate(400, i => (byte)(i % 2));

        var found = Silhouette.OfSample(points, labels, [30_000, 30_000], default);

        Assert.Equal((1.0, 0), (found.Mean, Math.Round(found.Error!.Value, 14)));
    }

    [Fact]
    public void Rows_that_follow_each_other_are_in_different_groups_and_each_group_has_its_share()
    {
        var labels = Arrays.Generate(1_003, i => (byte)(i < 1_000 ? 0 : 1));

        var groups = JackknifeGroups.Of(labels, 2);

        Assert.All(Enumerable.Range(0, 980), i => Assert.NotEqual(groups[i], groups[i + 1]));
        // 125 parts of 8 rows: five groups have 7 of them, 15 have 6.
        var counts = groups.Take(1_000).CountBy(group => group).Select(pair => pair.Value).Order();
        Assert.Equal([.. Enumerable.Repeat(48, 15), .. Enumerable.Repeat(56, 5)], counts);
        Assert.Equal([1, 2, 3], groups[1_000..]);
    }

    [Fact]
    public void The_only_row_of_a_segment_is_never_left_out() =>
        Assert.Equal(JackknifeGroups.None, JackknifeGroups.Of([0, 0, 1], 2)[2]);

    static (Matrix Points, byte[] Labels) Sample(int rows, int k)
    {
        var points = Some.Blobs(rows, 3, 6, seed: 31, spread: 4);
        return (points, Arrays.Generate(rows, i => (byte)((int)(points[i, 0] * 3 + 10_000) % k)));
    }

    static int[] Sizes(byte[] labels, int k, int times)
    {
        var sizes = new int[k];
        foreach (var label in labels) sizes[label] += times;
        return sizes;
    }
}
