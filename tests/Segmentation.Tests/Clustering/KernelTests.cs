using Segmentation.Choice;
using Segmentation.Clustering;
using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

public sealed class KernelTests
{
    // 1 to 9 features, and rows that do not fill the last eight lanes.
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 2 }, { 7, 2, 2 }, { 8, 3, 5 }, { 9, 4, 5 }, { 1_003, 2, 5 }, { 1_003, 3, 6 }, { 1_003, 4, 10 },
        { 517, 5, 3 },
        { 517, 9, 50 }, { 130, 70, 4 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_get_the_centre_that_a_plain_loop_finds(int rows, int columns, int k)
    {
        var points = Some.Blobs(rows, columns, k, seed: rows, spread: 3);
        var centres = Some.Flat(Some.Blobs(k, columns, k, seed: k));

        Assert.Equal(LloydTests.Nearest(points, centres, k), Assign<Lanes512>(points, centres, k).Labels);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_width_gives_the_bits_of_the_scalar_kernel(int rows, int columns, int k)
    {
        var points = Some.Blobs(rows, columns, k, seed: rows, spread: 3);
        var centres = Some.Flat(Some.Blobs(k, columns, k, seed: k));
        var scalar = Assign<ScalarLanes>(points, centres, k);

        AssertSame(scalar, Assign<Lanes128>(points, centres, k));
        AssertSame(scalar, Assign<Lanes256>(points, centres, k));
        AssertSame(scalar, Assign<Lanes512>(points, centres, k));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(4_096)]
    [InlineData(4_093)]
    public void Moments_have_the_bits_of_the_scalar_kernel_at_every_width(int rows)
    {
        var values = Some.Blobs(rows, 1, 4, seed: rows).Column(0).ToArray();
        var scalar = FeatureMoments.From<ScalarLanes>(values[0], values);

        Assert.Equal(scalar, FeatureMoments.From<Lanes128>(values[0], values));
        Assert.Equal(scalar, FeatureMoments.From<Lanes256>(values[0], values));
        Assert.Equal(scalar, FeatureMoments.From<Lanes512>(values[0], values));
    }

    [Theory]
    [InlineData(128, 1)]
    [InlineData(256, 1)]
    [InlineData(512, 1)]
    [InlineData(512, 2)]
    [InlineData(512, 7)]
    [InlineData(256, 3)]
    public void A_whole_choice_has_the_same_bits_at_any_width_on_any_number_of_threads(int width, int threads)
    {
        var points = Some.Blobs(rows: 5_003, columns: 3, clusters: 5, seed: 3, spread: 3);
        var spec = new SegmentationSpec { KRange = [2, 6], NInit = 4 };
        var expected = Choose(points, spec);

        using var forced = Forced.To(width, threads);
        var choice = Choose(points, spec);

        Assert.Equal(expected.Fit.Labels, choice.Fit.Labels);
        Assert.Equal(expected.Fit.Distances, choice.Fit.Distances);
        Assert.Equal(Some.Flat(expected.Fit.Centres), Some.Flat(choice.Fit.Centres));
        Assert.Equal(expected.Silhouette.Values, choice.Silhouette.Values);
        Assert.Equal(
            expected.Sweep.Candidates.Select(c => c with { Seconds = 0 }),
            choice.Sweep.Candidates.Select(c => c with { Seconds = 0 }));
    }

    [Theory]
    [InlineData(128, 1)]
    [InlineData(512, 5)]
    public void So_has_a_choice_that_starts_on_a_sample(int width, int threads)
    {
        var points = Some.Blobs(rows: 60_003, columns: 2, clusters: 4, seed: 4, spread: 2);
        var spec = new SegmentationSpec { K = 4, NInit = 2 };
        var expected = Choose(points, spec);

        using var forced = Forced.To(width, threads);
        var choice = Choose(points, spec);

        Assert.Equal(expected.Fit.Labels, choice.Fit.Labels);
        Assert.Equal(Some.Flat(expected.Fit.Centres), Some.Flat(choice.Fit.Centres));
        Assert.Equal(expected.Fit.Inertia, choice.Fit.Inertia);
        Assert.Equal(expected.Silhouette.Mean, choice.Silhouette.Mean);
        Assert.Equal(expected.Silhouette.Rows, choice.Silhouette.Rows);
    }

    static KChoice Choose(Matrix points, SegmentationSpec spec) =>
        KChooser.Choose(points, spec, new Progress<EngineEvent>(), default);

    static Assignment Assign<T>(Matrix points, double[] centres, int k) where T : struct, ILanes<T>
    {
        var state = new Assignment(points, k, bounds: true);
        state.Reset(centres);
        AssignKernel.Run<T>(state, 0);
        return state;
    }

    static void AssertSame(Assignment expected, Assignment actual)
    {
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Slack, actual.Slack);
        Assert.Equal(expected.Changes[0].Sums, actual.Changes[0].Sums);
        Assert.Equal(expected.Changes[0].Counts, actual.Changes[0].Counts);
        Assert.Equal(expected.Changes[0].FarthestSecond, actual.Changes[0].FarthestSecond);
    }
}
