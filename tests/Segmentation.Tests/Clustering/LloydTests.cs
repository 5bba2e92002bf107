using Segmentation.Clustering;
using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

public sealed class LloydTests
{
    public static TheoryData<string, int> EveryK => Reference.EveryK;

    [Theory]
    [MemberData(nameof(EveryK))]
    public void From_given_centres_it_takes_the_same_steps_as_scikit_learn(string name, int k)
    {
        var reference = Reference.Load(name);
        var lloyd = Run(reference.Scaled, reference.Table($"lloyd/{k}/initial_centers"));

        Assert.Equal(reference.At($"lloyd/{k}/n_iter").GetInt32(), lloyd.Iterations);
        Assert.Equal(reference.Labels($"lloyd/{k}/labels"), lloyd.Labels);
        Near.Relative(reference.Number($"lloyd/{k}/inertia"), Inertia(lloyd, reference.Scaled), 1e-9);
        Near.Equal(reference.Table($"lloyd/{k}/centers"), Table(lloyd), 1e-9);
    }

    [Theory]
    [MemberData(nameof(EveryK))]
    public void The_best_centres_of_scikit_learn_stay_where_they_are(string name, int k)
    {
        var reference = Reference.Load(name);
        var lloyd = Run(reference.Scaled, reference.Table($"best/{k}/centers"));

        Assert.Equal(reference.Labels($"best/{k}/labels"), lloyd.Labels);
        Near.Relative(reference.Number($"best/{k}/inertia"), Inertia(lloyd, reference.Scaled), 1e-9);
        Near.Equal(reference.Table($"best/{k}/centers"), Table(lloyd), 1e-9);
    }

    // Corners of a 3 × 1 rectangle. By hand: centres (0, ½) and (3, ½), inertia 4 · (½)² = 1; the second pass changes
    // nothing.
    [Fact]
    public void Splits_a_rectangle_across_its_long_side()
    {
        var corners = Matrix.FromRows([[0, 0], [0, 1], [3, 0], [3, 1]]);

        var lloyd = Run(corners, Matrix.FromRows([[0, 0], [3, 0]]));

        Assert.Equal([0, 0, 1, 1], lloyd.Labels);
        Assert.Equal([0, 0.5, 3, 0.5], lloyd.Centres);
        Assert.Equal(1.0, Inertia(lloyd, corners));
        Assert.Equal(2, lloyd.Iterations);
        Assert.True(lloyd.Converged);
    }

    [Fact]
    public void A_row_between_two_centres_goes_to_the_lower_number()
    {
        var lloyd = Run(Matrix.FromRows([[0], [1], [2]]), Matrix.FromRows([[0], [2]]));

        Assert.Equal([0, 0, 1], lloyd.Labels);
    }

    // By hand: no row is nearest to 100; the row farthest from its centre 0 is 9, which becomes the second centre.
    [Fact]
    public void A_segment_without_rows_gets_the_farthest_row()
    {
        var lloyd = Run(Matrix.FromRows([[0], [1], [9]]), Matrix.FromRows([[0], [100]]));

        Assert.Equal([0, 0, 1], lloyd.Labels);
        Assert.Equal([0.5, 9], lloyd.Centres);
    }

    [Fact]
    public void When_it_is_stopped_early_labels_and_centres_still_agree()
    {
        var points = Some.Blobs(rows: 2_000, columns: 3, clusters: 6, seed: 5, spread: 6);
        var lloyd = new Lloyd(points, 6);

        lloyd.Run(Some.Flat(Some.Centres(points, 6)), 2, 1, null, default);

        Assert.Equal(2, lloyd.Iterations);
        Assert.False(lloyd.Converged);
        Assert.Equal(Nearest(points, lloyd.Centres, 6), lloyd.Labels);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 5)]
    [InlineData(7, 12)]
    [InlineData(70, 3)]
    public void Bounds_change_neither_labels_nor_steps_nor_bits(int columns, int k)
    {
        var points = Some.Blobs(rows: 8_203, columns, clusters: k, seed: columns, spread: 6);
        var start = Some.Flat(Some.Centres(points, k));
        var (with, without) = (new Lloyd(points, k), new Lloyd(points, k, bounds: false));

        with.Run(start, 300, 2, null, default);
        without.Run(start, 300, 2, null, default);

        Assert.Equal(without.Labels, with.Labels);
        Assert.Equal(without.Iterations, with.Iterations);
        Assert.Equal(without.Centres, with.Centres);
        Assert.Equal(without.Trace.Last!.Between, with.Trace.Last!.Between);
    }

    [Fact]
    public void A_canceled_run_ends_at_once()
    {
        var points = Some.Blobs(rows: 10_000, columns: 2, clusters: 3, seed: 1);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => new Lloyd(points, 3).Run(Some.Flat(Some.Centres(points, 3)), 300, 2, null, source.Token));
    }

    static Lloyd Run(Matrix points, Matrix start)
    {
        var lloyd = new Lloyd(points, start.Rows);
        lloyd.Run(Some.Flat(start), 300, 2, null, default);
        return lloyd;
    }

    internal static double Inertia(Lloyd lloyd, Matrix points) =>
        Enumerable.Range(0, points.Rows).Sum(i => Enumerable.Range(0, points.Columns)
            .Sum(j => Math.Pow(points[i, j] - lloyd.Centres[lloyd.Labels[i] * points.Columns + j], 2)));

    static Matrix Table(Lloyd lloyd) =>
        Matrix.FromRows([.. lloyd.Centres.Chunk(lloyd.Centres.Length / lloyd.K)]);

    internal static byte[] Nearest(Matrix points, double[] centres, int k)
    {
        var d = points.Columns;
        var labels = new byte[points.Rows];
        for (var i = 0; i < points.Rows; i++)
        {
            var best = double.PositiveInfinity;
            for (var c = 0; c < k; c++)
            {
                var sum = 0.0;
                for (var j = 0; j < d; j++)
                    sum += (points[i, j] - centres[c * d + j]) * (points[i, j] - centres[c * d + j]);
                if (sum < best) (best, labels[i]) = (sum, (byte)c);
            }
        }
        return labels;
    }
}
