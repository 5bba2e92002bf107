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
    public void Of_silhouettes_as_good_as_the_best_the_smallest_k_is_taken()
    {
        var sweep = KRule.Choose([K(2, 0.30), K(3, 0.495), K(4, 0.50)], [0, 0, 0], 1_000, 1_000);

        Assert.Equal((3, 3), (sweep.Chosen, sweep.Recommended));
        Assert.StartsWith(
            "k = 3 has the fewest segments of k = 2 to 4 whose mean silhouette, 0.495, is within 0.01 of the highest, "
            + "0.500 at k = 4", sweep.Reason);
    }

    [Fact]
    public void A_better_silhouette_with_a_handful_of_rows_is_not_taken()
    {
        var sweep = KRule.Choose([K(2, 0.92, allowed: false), K(3, 0.40)], [13, 0], 3_546, 3_546);

        Assert.Equal(3, sweep.Recommended);
        Assert.Contains("no segment under 36 rows", sweep.Reason);
    }

    [Fact]
    public void When_none_is_allowed_the_fewest_lost_rows_decide_and_nothing_is_recommended()
    {
        var sweep = KRule.Choose([K(2, 0.9, false), K(3, 0.6, false), K(4, 0.7, false)], [13, 12, 12], 3_546, 3_546);

        Assert.Equal(4, sweep.Chosen);
        Assert.Null(sweep.Recommended);
        Assert.Contains("12", sweep.Reason);
        Assert.Contains(sweep.Advice, advice => advice.Contains("log1p"));
    }

    [Fact]
    public void A_knee_elsewhere_is_said()
    {
        var sweep = KRule.Choose(
            [K(2, 0.3, inertia: 100), K(3, 0.2, inertia: 40), K(4, 0.5, inertia: 35), K(5, 0.1, inertia: 31)],
            [0, 0, 0, 0], 1_000, 1_000);

        Assert.Equal((4, 3), (sweep.Recommended, sweep.Knee));
        Assert.Contains("elsewhere, at k = 3", sweep.Reason);
    }

    [Fact]
    public void The_curve_one_over_k_has_no_knee() =>
        Assert.Null(Knee.Of([.. Enumerable.Range(2, 9).Select(k => (k, 100.0 / k))]));

    [Fact]
    public void A_straight_line_has_no_knee() =>
        Assert.Null(Knee.Of([.. Enumerable.Range(2, 9).Select(k => (k, 100.0 - k))]));

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
