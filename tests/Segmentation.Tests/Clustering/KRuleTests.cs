using Segmentation.Choice;

namespace Segmentation.Tests.Clustering;

public sealed class KRuleTests
{
    [Theory]
    [InlineData(3, 1)]         // max(0.03, min(10, 0.15)), rounded up
    [InlineData(60, 3)]
    [InlineData(200, 10)]
    [InlineData(500, 10)]
    [InlineData(1_001, 11)]
    [InlineData(3_000, 30)]
    [InlineData(1_000_000, 10_000)]
    public void The_floor_grows_with_the_rows(int rows, int floor) => Assert.Equal(floor, KRule.SmallestAllowed(rows));

    [Fact]
    public void The_k_that_stands_out_most_from_rows_without_groups_is_taken()
    {
        var sweep = Choose(Claims((2, 0.40), (3, 0.10), (4, 0.15)), K(2, 0.50), K(3, 0.495), K(4, 0.40));

        Assert.Equal((3, 3), (sweep.Chosen, sweep.Recommended));
        Assert.Equal(
            "k = 3 stands out most from rows without groups: its mean silhouette is 0.495, theirs 0.100 on average. "
            + "The best silhouette says 2, Calinski–Harabasz 2, Davies–Bouldin 2, the inertia curve has no clear knee. "
            + "k = 4 comes next, 0.250 above them.",
            sweep.Reason);
    }

    [Fact]
    public void Without_groups_the_k_is_used_and_not_recommended()
    {
        var structure = Claims((2, 0.30), (3, 0.40)) with { Claimed = false, Best = 0.34, HighestDraw = 0.45 };

        var sweep = Choose(structure, K(2, 0.34), K(3, 0.30));

        Assert.Equal((2, null), (sweep.Chosen, sweep.Recommended));
        Assert.StartsWith("No clear groups: these rows are one cloud; ", sweep.Reason);
        Assert.Contains("reach a mean silhouette of 0.450; these reach 0.340.", sweep.Reason);
    }

    [Fact]
    public void The_largest_k_that_was_tried_and_still_rises_is_said()
    {
        var sweep = Choose(Claims((2, 0.2), (3, 0.2)), K(2, 0.40), K(3, 0.50));

        Assert.Equal(
            ["k = 3 is the largest that was tried, and the silhouette still rises there: try up to k = 6."],
            sweep.Advice);
    }

    [Fact]
    public void A_small_segment_that_was_passed_over_is_named()
    {
        var sweep = Choose(Claims((2, 0.2), (3, 0.2)), K(2, 0.60, allowed: false), K(3, 0.50));

        Assert.Contains(
            "k = 2 has the higher silhouette, 0.600, with a segment of 1 row; at least 10 are asked for.",
            sweep.Reason);
    }

    [Fact]
    public void Where_nothing_was_compared_the_best_silhouette_is_taken()
    {
        var sweep = Choose(Untested, K(2, 0.30), K(3, 0.495), K(4, 0.50));

        Assert.Equal((4, 4), (sweep.Chosen, sweep.Recommended));
        Assert.StartsWith("k = 4 has the highest mean silhouette of k = 2 to 4, 0.500.", sweep.Reason);
    }

    [Fact]
    public void A_better_silhouette_with_a_handful_of_rows_is_not_taken()
    {
        var sweep = KRule.Choose([K(2, 0.92, allowed: false), K(3, 0.40)], [13, 0], 3_546, 3_546, Untested);

        Assert.Equal(3, sweep.Recommended);
        Assert.Contains("no segment under 36 rows", sweep.Reason);
    }

    [Fact]
    public void When_none_is_allowed_the_fewest_lost_rows_decide_and_nothing_is_recommended()
    {
        var sweep = KRule.Choose(
            [K(2, 0.9, false), K(3, 0.6, false), K(4, 0.7, false)], [13, 12, 12], 3_546, 3_546, Untested);

        Assert.Equal(4, sweep.Chosen);
        Assert.Null(sweep.Recommended);
        Assert.Contains("12", sweep.Reason);
        Assert.Contains(sweep.Advice, advice => advice.Contains("mistakes"));
    }

    [Fact]
    public void A_knee_elsewhere_is_said()
    {
        var sweep = KRule.Choose(
            [K(2, 0.3, inertia: 100), K(3, 0.2, inertia: 40), K(4, 0.5, inertia: 35), K(5, 0.1, inertia: 31)],
            [0, 0, 0, 0], 1_000, 1_000, Untested);

        Assert.Equal((4, 3), (sweep.Recommended, sweep.Knee));
        Assert.Contains("the knee of the inertia curve 3.", sweep.Reason);
    }

    [Fact]
    public void The_curve_one_over_k_has_no_knee() =>
        Assert.Null(Knee.Of([.. Enumerable.Range(2, 9).Select(k => (k, 100.0 / k))]));

    [Fact]
    public void A_straight_line_has_no_knee() =>
        Assert.Null(Knee.Of([.. Enumerable.Range(2, 9).Select(k => (k, 100.0 - k))]));

    static readonly StructureFindings Untested = new() { Tested = false };

    static KSweep Choose(StructureFindings structure, params KCandidate[] candidates) => KRule.Choose(
        candidates, new int[candidates.Length], 1_000, 1_000, structure with
        {
            ByK = [.. candidates.Zip(structure.ByK, (candidate, one) => one with
            {
                Silhouette = candidate.Silhouette,
                Excess = candidate.Silhouette - one.Mean,
                Allowed = candidate.Allowed,
            })],
        } is var found && found.ByK.Where(one => one.Allowed).OrderByDescending(one => one.Excess).ToArray()
            is { Length: > 0 } best
            ? found with
            {
                K = best[0].K,
                Excess = best[0].Excess,
                RunnerUp = best.Length > 1 ? best[1].K : null,
            }
            : found);

    /// <summary>Groups, with the means of the draws at each k.</summary>
    static StructureFindings Claims(params (int K, double Mean)[] draws) => new()
    {
        Tested = true,
        Claimed = true,
        Draws = 39,
        ByK = [.. draws.Select(draw => new StructureOfK(draw.K, 0, null, draw.Mean, null, null, true))],
    };

    static KCandidate K(int k, double silhouette, bool allowed = true, double inertia = 0) => new()
    {
        K = k,
        Inertia = inertia == 0 ? 100.0 / k : inertia,
        Iterations = 5,
        Silhouette = silhouette,
        CalinskiHarabasz = 1,
        DaviesBouldin = 1,
        Smallest = allowed ? 100 : 1,
        Allowed = allowed,
        Seconds = 0.1,
    };
}
