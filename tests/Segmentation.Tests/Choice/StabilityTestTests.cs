using System.Text.Json;
using Segmentation.Choice;
using Segmentation.Numerics;

namespace Segmentation.Tests.Choice;

public sealed class StabilityTestTests
{
    static readonly JsonElement Expected = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "stability.json"))).RootElement;

    // By scikit-learn, for the labels of its own fits to rows drawn with replacement.
    [Fact]
    public void Indices_are_those_of_scikit_learn()
    {
        var refits = Expected.GetProperty("refits").EnumerateArray().Select(Labels).ToArray();

        var found = StabilityTest.Compare(Labels(Expected.GetProperty("labels")), refits, 5);

        Near.Relative(Expected.GetProperty("adjustedRand").GetDouble(), found.AdjustedRand, 1e-12);
        Near.Relative(Expected.GetProperty("lowest").GetDouble(), found.Lowest, 1e-12);
        Near.Relative(Expected.GetProperty("highest").GetDouble(), found.Highest, 1e-12);
        Near.Relative(
            [.. Expected.GetProperty("segments").EnumerateArray().Select(one => one.GetDouble())],
            [.. found.Segments], 1e-12);
        Assert.Equal((20, 200), (found.Refits, found.Rows));
    }

    // The means of 20 other bootstraps are not the same, but near: their standard errors are below 0.02.
    [Fact]
    public void Own_refits_agree_with_those_of_scikit_learn_but_for_chance()
    {
        var found = Find(Reference.Load("mall_customers_2d").Scaled, new() { K = 5 });

        Assert.InRange(
            found.AdjustedRand - Expected.GetProperty("adjustedRand").GetDouble(), -0.06, 0.06);
        foreach (var (one, other) in found.Segments.Zip(Expected.GetProperty("segments").EnumerateArray()))
            Assert.InRange(one - other.GetDouble(), -0.08, 0.08);
        Assert.Equal([1, 1, 1, 1, 1], found.Seeds);
    }

    [Fact]
    public void Two_groups_far_apart_come_out_again_every_time()
    {
        var found = Find(TwoGroups(200), new() { K = 2 });

        Assert.Equal((1, 1, 1, 20, 200),
            (found.AdjustedRand, found.Lowest, found.Highest, found.Refits, found.Rows));
        Assert.Equal([1, 1], found.Segments);
        Assert.Equal([1, 1, 1, 1, 1], found.Seeds);
    }

    // Worked by hand: segment 0 shares 2 rows with one of 2, so 2/3; segment 1 shares 2 of 3, and the best is 2/3.
    [Fact]
    public void A_segment_is_compared_with_the_one_that_is_most_like_it()
    {
        var found = StabilityTest.Compare([0, 0, 0, 1, 1], [[1, 1, 0, 0, 0]], 2);

        Assert.Equal([2 / 3.0, 2 / 3.0], found.Segments);
        // Pairs in both: 1 + 1; in the first 3 + 1, in the second 1 + 3, of 10: (2 − 1.6) / (4 − 1.6).
        Assert.Equal(1 / 6.0, found.AdjustedRand, 1e-15);
    }

    [Fact]
    public void A_segment_that_is_lost_is_like_nothing_else()
    {
        // The first refit has one segment of all 4 rows: 3/4 and 1/4 are shared. The second has both.
        var found = StabilityTest.Compare([0, 0, 0, 1], [[0, 0, 0, 0], [1, 1, 1, 0]], 2);

        Assert.Equal([(0.75 + 1) / 2, (0.25 + 1) / 2], found.Segments);
        Assert.Equal((0, 1), (found.Lowest, found.Highest));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_do_not_change_it(int threads)
    {
        var rows = Some.Blobs(3_000, 4, 5, 21, spread: 3);
        StabilityFindings expected, found;
        using (Forced.To(Hardware.Width, 3)) expected = Find(rows, new() { K = 5, NInit = 3 });
        using (Forced.To(Hardware.Width, threads)) found = Find(rows, new() { K = 5, NInit = 3 });

        AssertSame(expected, found);
    }

    [Fact]
    public void The_seed_of_the_run_draws_other_rows()
    {
        var rows = Some.Blobs(500, 3, 4, 22, spread: 4);

        Assert.NotEqual(
            Find(rows, new() { K = 4 }).AdjustedRand, Find(rows, new() { K = 4, Seed = 7 }).AdjustedRand);
    }

    [Fact]
    public void Of_many_rows_two_thousand_are_drawn()
    {
        var found = Find(TwoGroups(60_000, smaller: 3_000), new() { K = 2, NInit = 2 });

        Assert.Equal((2_000, 1, 1), (found.Rows, found.Lowest, found.AdjustedRand));
        Assert.Equal([1, 1], found.Segments);
        Assert.Equal([1, 1, 1, 1, 1], found.Seeds);
    }

    [Fact]
    public void Fewer_different_rows_than_segments_in_a_draw_do_no_harm()
    {
        var rows = Matrix.FromRows([[0], [0], [0], [0], [0], [1], [2], [3]]);

        var found = Find(rows, new() { K = 3 });

        Assert.InRange(found.Lowest, -0.5, 1);
        Assert.All(found.Segments, one => Assert.InRange(one, 0, 1));
    }

    [Fact]
    public void Without_advice_nothing_is_fitted_again() =>
        Assert.Null(Choose(TwoGroups(100), new() { K = 2, Advice = AdviceLevel.None }, new Progress<EngineEvent>())
            .Stability);

    [Fact]
    public void Progress_is_told_and_ends_with_all_fits()
    {
        var seen = new Recorder();

        Choose(TwoGroups(100), new() { K = 2 }, seen);

        var last = Assert.IsType<EngineEvent.Progress>(seen.Events[^1]);
        Assert.Equal(("Looking whether the segments come out again.", last.Total), (last.Message, last.Done));
    }

    [Fact]
    public void A_run_that_is_canceled_meanwhile_ends()
    {
        using var stop = new CancellationTokenSource();
        var fitted = 0;

        Assert.Throws<OperationCanceledException>(() => StabilityTest.Run(
            TwoGroups(200), new byte[200], 2, 1,
            () =>
            {
                if (Interlocked.Increment(ref fitted) == 3) stop.Cancel();
            },
            stop.Token));
        Assert.InRange(fitted, 3, 19);
    }

    static void AssertSame(StabilityFindings expected, StabilityFindings found)
    {
        Assert.Equal(
            (expected.AdjustedRand, expected.Lowest, expected.Highest, expected.Rows),
            (found.AdjustedRand, found.Lowest, found.Highest, found.Rows));
        Assert.Equal(expected.Segments, found.Segments);
        Assert.Equal(expected.Seeds, found.Seeds);
    }

    static StabilityFindings Find(Matrix rows, SegmentationSpec spec) =>
        Choose(rows, spec, new Progress<EngineEvent>()).Stability!;

    static KChoice Choose(Matrix rows, SegmentationSpec spec, IProgress<EngineEvent> events) =>
        KChooser.Choose(rows, spec, events, default);

    static byte[] Labels(JsonElement labels) => [.. labels.EnumerateArray().Select(label => label.GetByte())];

    /// <summary>Around 0 and around 20, with a deviation of 1.</summary>
    static Matrix TwoGroups(int rows, int? smaller = null)
    {
        var random = new RandomStream(13, 1, 1);
        var group = new Matrix(rows, 2);
        for (var i = 0; i < rows; i++)
        {
            group[i, 0] = (i < (smaller ?? rows / 3) ? 20 : 0) + Normal.Draw(ref random);
            group[i, 1] = Normal.Draw(ref random);
        }
        return group;
    }

    sealed class Recorder : IProgress<EngineEvent>
    {
        public List<EngineEvent> Events { get; } = [];

        public void Report(EngineEvent value)
        {
            lock (Events) Events.Add(value);
        }
    }
}
