using Segmentation.Checks;
using Segmentation.Settings;

namespace Segmentation.Tests.Checks;

public sealed class DoubtsTests
{
    static readonly SegmentationResult Good = HandMade.Result with
    {
        Sweep = HandMade.Result.Sweep with { Candidates = [K(2, 0.6)] },
    };

    [Fact]
    public void A_result_in_order_leaves_none() => Assert.Empty(Raise(Good));

    [Fact]
    public void Without_advice_none_is_raised() => Assert.Empty(Raise(Good with
    {
        Rows = new(20, 20, 0, 0, []),
        Parameters = Good.Parameters with { Advice = AdviceLevel.None },
    }));

    [Fact]
    public void The_largest_k_that_was_tried_and_still_rises_is_said_with_a_wider_range()
    {
        var doubt = Assert.Single(Raise(Swept([K(2, 0.4), K(3, 0.5)], chosen: 3, (2, 0.10), (3, 0.20))));

        Assert.Equal(DoubtCodes.KAtEdge, doubt.Code);
        Assert.Equal([2, 6], doubt.Change!.Settings.KRange);
        Assert.Equal("Try up to k = 6", doubt.Change.Label);
    }

    [Fact]
    public void A_largest_k_that_falls_is_no_doubt() =>
        Assert.Empty(Raise(Swept([K(2, 0.4), K(3, 0.5)], chosen: 3, (2, 0.20), (3, 0.20))));

    [Fact]
    public void A_range_that_ended_with_the_different_rows_cannot_be_widened() => Assert.Empty(Raise(
        Swept([K(2, 0.4), K(3, 0.5)], chosen: 3, (2, 0.10), (3, 0.20)) with
        {
            Parameters = Good.Parameters with { KRange = [2, 10] },
        }));

    [Theory]
    [InlineData(12, true)]
    [InlineData(3, false)]
    public void A_group_under_the_floor_is_offered_and_odd_values_are_not(int rows, bool isOffered)
    {
        var found = Raise(Swept([K(2, 0.5), K(4, 0.7, smallest: rows)], chosen: 2, (2, 0.2), (4, 0.3)));

        Assert.Equal(isOffered ? [4] : [], found.Select(doubt => doubt.Change!.Settings.K!.Value));
        Assert.All(found, doubt => Assert.StartsWith(
            "k = 4 has a higher silhouette, 0.700 against 0.500, with a segment of 12 rows.", doubt.Message));
    }

    [Fact]
    public void Segments_under_the_floor_with_every_k_are_said()
    {
        var doubt = Assert.Single(Raise(Swept([K(2, 0.9, smallest: 1), K(3, 0.8, smallest: 2)], chosen: 2)));

        Assert.Equal(DoubtCodes.TinySegments, doubt.Code);
        Assert.StartsWith(
            "Every k from 2 to 3 leaves a segment with fewer than 20 rows; with k = 2 the smallest has 1 row.",
            doubt.Message);
    }

    [Theory]
    [InlineData(ExtremesPolicy.Keep, "Run again without this row")]
    [InlineData(ExtremesPolicy.Apart, null)]
    public void Rows_that_stand_alone_are_named_and_a_run_without_them_is_offered(ExtremesPolicy asked, string? offered)
    {
        var swept = Swept([K(2, 0.9, smallest: 1)], chosen: 2);
        var doubt = Assert.Single(Raise(swept with
        {
            Parameters = swept.Parameters with { Cleaning = new() { Extremes = asked } },
            Extremes = new([new(2, null, "Visits", 1_000_000, 61)], 1, 0),
        }));

        Assert.Equal(
            "1 row is so far from all others that no k could be recommended: "
                + "line 2: Visits 1,000,000, the next is 61.", doubt.Message);
        Assert.Equal(offered, doubt.Change?.Label);
        Assert.Equal(offered is null ? null : ExtremesPolicy.Apart, doubt.Change?.Settings.Cleaning!.Extremes);
    }

    [Fact]
    public void Segments_that_may_not_come_out_again_are_named()
    {
        var doubt = Assert.Single(Raise(Good with
        {
            Stability = new()
            {
                AdjustedRand = 0.8,
                Lowest = 0.5,
                Highest = 1,
                Refits = 20,
                Rows = 100,
                Segments = [0.9, 0.45],
                Seeds = [],
            },
        }));

        Assert.Equal(DoubtCodes.UnsureSegments, doubt.Code);
        Assert.StartsWith("Segment 2 may not come out again: ", doubt.Message);
        Assert.Contains("0.45", doubt.Message);
    }

    [Fact]
    public void Copies_are_named_together_and_one_is_kept()
    {
        // A and B have a correlation of 0.98, C none with either.
        var doubt = Assert.Single(Raise(Good with
        {
            Features = [HandMade.Feature("A"), HandMade.Feature("C"), HandMade.Feature("B")],
            Pca = new([[Half, 0, Half], [0, 1, 0], [-Half, 0, Half]], [1.98, 1, 0.02], [0.66, 0.33, 0.01]),
        }));

        Assert.Equal(DoubtCodes.NearCopies, doubt.Code);
        Assert.Equal(["A", "B"], doubt.Columns);
        Assert.StartsWith(
            "A and B say nearly the same (r of at least 0.980 in absolute value) and count twice:", doubt.Message);
        Assert.Equal(["A", "C"], doubt.Change!.Settings.Features);
    }

    [Theory]
    [InlineData(Scaling.None, 81, true)]
    [InlineData(Scaling.None, 79, false)]
    [InlineData(Scaling.Robust, 81, false)]
    public void A_feature_with_most_of_the_variance_is_said_without_scaling(
        Scaling scaling, double variance, bool isSaid)
    {
        var found = Raise(Good with
        {
            Parameters = Good.Parameters with { Scaling = scaling },
            Pca = new([[0, 1], [1, 0]], [variance, 100 - variance], [0, 0]),
        });

        Assert.Equal(isSaid ? ["Visits"] : [], found.SelectMany(doubt => doubt.Columns));
        Assert.All(found, doubt => Assert.Equal(Scaling.Standard, doubt.Change!.Settings.Scaling));
    }

    [Theory]
    [InlineData(0.949, false)]
    [InlineData(0.95, true)]
    public void A_column_with_hardly_more_than_one_value_is_said(double atMedian, bool isSaid)
    {
        var found = Raise(Good with { Features = [HandMade.Feature("A"), Flag("Vip") with { AtMedian = atMedian }] });

        Assert.Equal(isSaid ? [DoubtCodes.NearlyConstant] : [], found.Select(doubt => doubt.Code));
        Assert.All(found, doubt => Assert.StartsWith(
            "95 % of the customers have 0 in Vip. A segment of the other 5 % is this one flag,", doubt.Message));
        Assert.All(found, doubt => Assert.Equal(["A"], doubt.Change!.Settings.Features));
    }

    [Theory]
    [InlineData(Transform.None, Scaling.Standard, 2.1, Transform.Auto)]
    [InlineData(Transform.None, Scaling.None, 2.1, Transform.Log1p)]
    [InlineData(Transform.None, Scaling.Standard, 2.0, null)]
    [InlineData(Transform.Log1p, Scaling.Standard, 2.1, null)]
    public void A_long_tail_is_said_where_no_logarithm_was_taken(
        Transform transform, Scaling scaling, double skew, Transform? offered)
    {
        var found = Raise(Good with
        {
            Parameters = Good.Parameters with { Scaling = scaling },
            Features =
            [
                HandMade.Feature("Age"), HandMade.Feature("Visits") with { Transform = transform, Skew = skew },
            ],
        });

        Assert.Equal(offered is null ? [] : [DoubtCodes.SkewedFeature], found.Select(doubt => doubt.Code));
        Assert.All(found, doubt => Assert.Equal(offered, doubt.Change!.Settings.Transform));
    }

    [Fact]
    public void A_long_tail_that_no_logarithm_draws_in_is_said_without_one()
    {
        var tail = HandMade.Feature("Visits") with { Skew = 3, LogSkew = 3.2 };

        var doubt = Assert.Single(Raise(Good with { Features = [HandMade.Feature("Age"), tail] }));

        Assert.Equal((DoubtCodes.SkewedFeature, null), (doubt.Code, doubt.Change));
        Assert.DoesNotContain("ogarithm", doubt.Message + doubt.Advice);
    }

    [Fact]
    public void A_single_feature_is_said() => Assert.Equal(
        [DoubtCodes.OneFeature],
        Raise(Good with { Features = [HandMade.Feature("Age")] }).Select(doubt => doubt.Code));

    [Fact]
    public void Few_values_are_counted_and_said()
    {
        var one = Assert.Single(Raise(Good with { Features = [HandMade.Feature("Type") with { Values = 12 }] }));
        var four = Assert.Single(Raise(Good with { Features = [Flag("a"), Flag("b"), Flag("c"), Flag("d")] }));

        Assert.StartsWith("Type is the only feature and has 12 different values:", one.Message);
        Assert.StartsWith("The features together allow 16 different combinations of values:", four.Message);
        Assert.Empty(Raise(Good with { Features = [Flag("a"), Flag("b"), Flag("c"), Flag("d"), Flag("e")] }));
    }

    [Theory]
    [InlineData(10, 10, null)]
    [InlineData(11, 6, MissingPolicy.Median)]
    [InlineData(11, 5, null)]
    public void Many_rows_left_out_are_said(int excluded, int missing, MissingPolicy? offered)
    {
        var found = Raise(Good with
        {
            Rows = new(100, 100 - excluded, excluded, 0,
                [new(IssueCodes.MissingValue, "Age", missing), new(IssueCodes.RaggedRow, null, excluded - missing)]),
        });

        Assert.Equal(excluded > 10 ? [DoubtCodes.RowsLeftOut] : [], found.Select(doubt => doubt.Code));
        Assert.All(found, doubt => Assert.Equal(offered, doubt.Change?.Settings.Cleaning?.Missing));
    }

    [Theory]
    [InlineData(49, true)]
    [InlineData(50, false)]
    public void Few_rows_are_said(int rows, bool isSaid) => Assert.Equal(
        isSaid ? [DoubtCodes.FewRows] : [],
        Raise(Good with { Rows = new(rows, rows, 0, 0, []) }).Select(doubt => doubt.Code));

    [Fact]
    public void A_date_that_is_compared_is_not_taken_for_a_column_of_numbers()
    {
        var doubt = Assert.Single(Raise(Good with
        {
            Features = [Flag("Vip") with { AtMedian = 0.99 }, HandMade.Feature("Since")],
            Columns = [Column("Since") with { Type = ColumnType.Date, Reason = "DATES" }],
        }));

        Assert.Null(doubt.Change);
    }

    [Fact]
    public void A_change_gives_settings_that_are_allowed()
    {
        var changed = new ChangedSettings
        {
            Features = ["a"],
            K = 4,
            KRange = [2, 20],
            Scaling = Scaling.Standard,
            Transform = Transform.Auto,
            Cleaning = new() { Missing = MissingPolicy.Median },
        }.ApplyTo(new() { Seed = 7, Cleaning = new() { Duplicates = DuplicatePolicy.First } });

        Assert.Empty(RunSettings.Check(changed));
        Assert.Equal((4, 20, 7), (changed.K, changed.KRange[1], changed.Seed));
        Assert.Equal(
            (MissingPolicy.Median, DuplicatePolicy.First), (changed.Cleaning.Missing, changed.Cleaning.Duplicates));
    }

    static readonly double Half = Math.Sqrt(0.5);

    static IReadOnlyList<Doubt> Raise(SegmentationResult result) => Doubts.Raise(result).Doubts;

    static FeatureInfo Flag(string name) =>
        new(name, Transform.None, 0, 1, new(0.05, 0.2179, 0, 0, 0, 0, 1)) { Kind = FeatureKind.Flag, Values = 2 };

    static ColumnInfo Column(string name) => new()
    {
        Index = 0,
        Name = name,
        Type = ColumnType.Number,
        Role = ColumnRole.Feature,
        Reason = "NUMERIC",
        ReasonText = "",
    };

    static SegmentationResult Swept(KCandidate[] tried, int chosen, params (int K, double Excess)[] excess) =>
        Good with
        {
            Parameters = Good.Parameters with { KRange = [2, tried[^1].K] },
            Sweep = Good.Sweep with { Candidates = tried, Chosen = chosen, SmallestAllowed = 20 },
            Structure = Good.Structure with
            {
                ByK = [.. excess.Select(one => new StructureOfK(one.K, 0.5, 0, 0, 0, one.Excess, true))],
            },
        };

    static KCandidate K(int k, double silhouette, int smallest = 40) => new()
    {
        K = k,
        Inertia = 10,
        Iterations = 5,
        Silhouette = silhouette,
        CalinskiHarabasz = 100,
        DaviesBouldin = 0.5,
        Smallest = smallest,
        Allowed = smallest >= 20,
        Seconds = 0.01,
    };
}
