using Segmentation.Choice;
using Segmentation.Clustering;
using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

public sealed class KChooserTests
{
    public static TheoryData<string> Every => Reference.Every;

    [Fact]
    public void Mall_by_income_and_score_has_five_segments()
    {
        var choice = Choose(Reference.Load("mall_customers_2d").Scaled, new());

        Assert.Equal((5, 5, 5), (choice.Sweep.Chosen, choice.Sweep.Recommended, choice.Sweep.Knee));
        Assert.Equal(0.5547, choice.Silhouette.Mean, 0.0005);
        Assert.Equal([81, 39, 35, 23, 22], choice.Fit.Sums.Sizes);
        Assert.StartsWith(
            "k = 5 stands out most from rows without groups: its mean silhouette is 0.555, theirs 0.3",
            choice.Sweep.Reason);
        Assert.Equal(("Five clear groups", 39), (choice.Structure.Headline, choice.Structure.Draws));
    }

    [Fact]
    public void Mall_with_age_too_has_six()
    {
        var choice = Choose(Reference.Load("mall_customers_3d").Scaled, new());

        Assert.Equal((6, 6), (choice.Sweep.Chosen, choice.Sweep.Recommended));
        Assert.Equal(0.4274, choice.Silhouette.Mean, 0.0005);
        Assert.Equal([45, 39, 38, 33, 24, 21], choice.Fit.Sums.Sizes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Another_seed_finds_the_same_six_segments(int seed)
    {
        var choice = Choose(Reference.Load("mall_customers_3d").Scaled, new() { Seed = seed });

        Assert.Equal([45, 39, 38, 33, 24, 21], choice.Fit.Sums.Sizes);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_hundred_starts_come_as_low_as_thousands_of_scikit_learn(string name)
    {
        var reference = Reference.Load(name);
        for (var k = 2; k <= 10; k++)
        {
            var fit = KMeans.Best(reference.Scaled, k, new(Starts: 100), null, default);
            Assert.InRange(fit.Inertia, 0, reference.Number($"best/{k}/inertia") * (k <= 6 ? 1 + 1e-6 : 1.01));
        }
    }

    [Fact]
    public void Everything_measured_of_each_k_is_said()
    {
        var reference = Reference.Load("mall_customers_2d");
        var told = new Told();
        var choice = KChooser.Choose(reference.Scaled, new() { KRange = [4, 5] }, told, default);

        Assert.Equal(choice.Sweep.Candidates, told.Events.OfType<EngineEvent.CandidateDone>().Select(e => e.Candidate));
        var five = choice.Sweep.Candidates[1];
        Near.Relative(reference.Number("best/5/inertia"), five.Inertia, 1e-9);
        Near.Relative(reference.Number("best/5/silhouette"), five.Silhouette, 1e-9);
        Near.Relative(reference.Number("best/5/calinski_harabasz"), five.CalinskiHarabasz, 1e-9);
        Near.Relative(reference.Number("best/5/davies_bouldin"), five.DaviesBouldin, 1e-9);
        Assert.Equal((22, true), (five.Smallest, five.Allowed));
    }

    [Fact]
    public void Progress_never_falls_and_ends_at_the_total()
    {
        var told = new Told();
        KChooser.Choose(Reference.Load("mall_customers_2d").Scaled, new() { KRange = [2, 3] }, told, default);

        var progress = told.Events.OfType<EngineEvent.Progress>().ToArray();
        Assert.Equal(progress.OrderBy(p => p.Done), progress);
        Assert.Equal(progress[^1].Total, progress[^1].Done);
        Assert.All(progress, p => Assert.Equal(Stage.Cluster, p.Stage));
    }

    [Fact]
    public void A_given_k_is_kept_and_no_k_recommended()
    {
        var choice = Choose(Reference.Load("mall_customers_2d").Scaled, new() { K = 10 });

        Assert.Equal(10, choice.Sweep.Chosen);
        Assert.Null(choice.Sweep.Recommended);
        Assert.Single(choice.Sweep.Candidates);
        Assert.StartsWith(
            "k = 10 was asked for; its smallest segment has 7 rows, fewer than the 10 a segment should have. "
            + "No clear groups: these rows are one cloud; the segments cut it into parts of use, not parts of nature. ",
            choice.Sweep.Reason);
    }

    [Fact]
    public void More_segments_than_different_rows_minus_one_are_refused_with_the_number()
    {
        var rows = Matrix.FromRows([[1], [2], [2], [3], [3], [3]]);

        var error = Assert.Throws<InvalidDatasetException>(() => Choose(rows, new() { K = 3 }));

        Assert.Equal(DataErrors.KTooLarge.Code, error.Code);
        Assert.Equal(3, error.Numbers["distinctRows"]);
        Assert.Contains("k = 2", error.Message);
    }

    [Fact]
    public void Candidates_end_at_the_different_rows_minus_one()
    {
        var rows = Matrix.FromRows([.. Enumerable.Range(0, 100).Select(i => new double[] { i % 4 })]);

        var choice = Choose(rows, new());

        Assert.Equal([2, 3], choice.Sweep.Candidates.Select(c => c.K));
    }

    [Fact]
    public void Two_different_rows_cannot_be_segmented()
    {
        var rows = Matrix.FromRows([[1], [2], [2]]);

        Assert.Equal(DataErrors.KTooLarge.Code, Assert.Throws<InvalidDatasetException>(() => Choose(rows, new())).Code);
    }

    [Fact]
    public void On_many_rows_the_centres_of_a_sample_are_moved_on_all_rows()
    {
        var points = Some.Blobs(rows: 60_000, columns: 2, clusters: 3, seed: 9);

        var choice = Choose(points, new() { K = 3, NInit = 3 });

        Assert.Equal(KChooser.SampleRows, choice.Sweep.Rows);
        Assert.Equal(60_000, choice.Fit.Labels.Length);
        Assert.Equal(60_000, choice.Fit.Sums.Sizes.Sum());
        Assert.True(choice.Fit.Converged);
        Assert.True(choice.Silhouette.Sampled);
        Assert.Equal(LloydTests.Nearest(points, Some.Flat(choice.Fit.Centres), 3), choice.Fit.Labels);
    }

    [Fact]
    public void A_sample_of_almost_equal_rows_is_given_one_of_each_kind()
    {
        var points = new Matrix(60_000, 1);
        for (var i = 0; i < 5; i++) points[i, 0] = i * 10;

        var choice = Choose(points, new() { K = 4, NInit = 2 });

        Assert.InRange(choice.Sweep.Rows, KChooser.SampleRows, KChooser.SampleRows + 5);
        Assert.All(choice.Fit.Sums.Sizes, size => Assert.True(size > 0));
    }

    [Fact]
    public void Distances_are_those_to_the_own_centre()
    {
        var choice = Choose(Matrix.FromRows([[0, 0], [0, 2], [10, 0], [10, 4], [10, 8]]), new() { K = 2, NInit = 5 });

        // By hand: centres (10, 4) and (0, 1); the larger segment is the first.
        Assert.Equal([1, 1, 0, 0, 0], choice.Fit.Labels);
        Assert.Equal([1f, 1f, 4f, 0f, 4f], choice.Fit.Distances);
        Assert.Equal([10, 4, 0, 1], Some.Flat(choice.Fit.Centres));
    }

    [Fact]
    public void Segments_of_one_size_are_numbered_by_centre()
    {
        var choice = Choose(Matrix.FromRows([[9], [9.5], [0], [0.5], [5], [5.5]]), new() { K = 3, NInit = 20 });

        Assert.Equal([2, 2, 0, 0, 1, 1], choice.Fit.Labels);
    }

    [Fact]
    public void A_canceled_choice_ends()
    {
        using var source = new CancellationTokenSource();
        var cancel = new Told { OnEvent = source.Cancel };

        Assert.ThrowsAny<OperationCanceledException>(
            () => KChooser.Choose(Reference.Load("customers_3k").Scaled, new(), cancel, source.Token));
    }

    static KChoice Choose(Matrix scaled, SegmentationSpec spec) => KChooser.Choose(scaled, spec, new Told(), default);

    sealed class Told : IProgress<EngineEvent>
    {
        public List<EngineEvent> Events { get; } = [];
        public Action OnEvent { get; init; } = () => { };

        public void Report(EngineEvent value)
        {
            lock (Events) Events.Add(value);
            OnEvent();
        }
    }
}
