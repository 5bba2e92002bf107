using Segmentation.Checks;

namespace Segmentation.Tests.Checks;

public sealed class RunChecksTests
{
    static readonly SegmentationResult Good = HandMade.Result;

    [Fact]
    public void A_result_in_order_passes_all_but_what_needs_another_run()
    {
        var checks = RunChecks.Of(Good, new());

        Assert.Equal(
            ["rows", "sizes", "left-out", "smallest", "structure", "stability", "separation",
                "davies-bouldin", "significance", "leverage", "convergence", "same-bytes", "engines"],
            checks.Select(check => check.Id));
        Assert.All(checks.SkipLast(2), check => Assert.Equal(CheckStatus.Pass, check.Status));
        Assert.All(checks.TakeLast(2), check => Assert.Equal(CheckStatus.NotChecked, check.Status));
        Assert.All(checks, check => Assert.Equal(check.Status == CheckStatus.Pass, check.Advice is null));
        Assert.All(checks, check => Assert.All(
            [check.Name, check.Meaning, check.Found, check.Threshold, check.Source], Assert.NotEmpty));
        Assert.Equal("13 checks: 11 pass, 2 not checked", CheckSummary.Of(checks).Text);
    }

    [Fact]
    public void The_sum_counts_each_status()
    {
        Check[] checks = [Of(CheckStatus.Pass), Of(CheckStatus.Warn), Of(CheckStatus.Warn), Of(CheckStatus.Fail)];

        Assert.Equal(new(4, 1, 2, 1, 0, "4 checks: 1 passes, 2 warn, 1 fails"), CheckSummary.Of(checks));

        static Check Of(CheckStatus status) => new("", "", status, "", "", "", "");
    }

    [Theory]
    [InlineData(100, 90, 10, 10, CheckStatus.Pass, "100 read; 90 used + 10 left out = 100; the reasons add up to 10.")]
    [InlineData(100, 90, 9, 9, CheckStatus.Fail, "100 read; 90 used + 9 left out = 99; the reasons add up to 9.")]
    [InlineData(100, 90, 10, 8, CheckStatus.Fail, "100 read; 90 used + 10 left out = 100; the reasons add up to 8.")]
    public void Rows_add_up(int read, int used, int excluded, int reasons, CheckStatus status, string found)
    {
        var check = Find("rows", Good with { Rows = Rows(read, used, excluded, reasons) });

        Assert.Equal((status, found), (check.Status, check.Found));
    }

    [Theory]
    [InlineData(100, CheckStatus.Pass, 0)]
    [InlineData(101, CheckStatus.Fail, -1)]
    public void Sizes_add_up(int used, CheckStatus status, double missing) =>
        AssertIs("sizes", Good with { Rows = Rows(used, used, 0, 0) }, status, missing);

    [Fact]
    public void Shares_add_up_to_1() => AssertIs(
        "sizes", Good with { Segments = [Good.Segments[0], Good.Segments[1] with { Share = 0.41 }] },
        CheckStatus.Fail, 0);

    [Theory]
    [InlineData(95, CheckStatus.Pass, 0.05)]
    [InlineData(94, CheckStatus.Warn, 0.06)]
    [InlineData(50, CheckStatus.Warn, 0.5)]
    [InlineData(49, CheckStatus.Fail, 0.51)]
    public void Few_rows_are_left_out(int used, CheckStatus status, double share) =>
        AssertIs("left-out", Good with { Rows = Rows(100, used, 100 - used, 100 - used) }, status, share);

    // Of 100 rows at least max(1, min(10, 5)) = 5.
    [Theory]
    [InlineData(5, CheckStatus.Pass)]
    [InlineData(4, CheckStatus.Warn)]
    [InlineData(1, CheckStatus.Fail)]
    public void A_segment_has_at_least_the_rows_of_the_rule(int size, CheckStatus status)
    {
        var result = Good with { Segments = [Good.Segments[0], HandMade.Segment(2, size, 1, 1)] };

        AssertIs("smallest", result, status, size);
    }

    [Theory]
    [InlineData(0.6, 0.98, CheckStatus.Pass, "of segment 1.")]
    [InlineData(0.98, 0.599, CheckStatus.Warn, "of segment 2. 1 of 2 segments may not come out again.")]
    [InlineData(0.5, 0.599, CheckStatus.Fail, "of segment 1. 2 of 2 segments may not come out again.")]
    public void Segments_come_out_again(double first, double second, CheckStatus status, string found)
    {
        var result = Good with { Stability = Good.Stability! with { Segments = [first, second] } };

        AssertIs("stability", result, status, Math.Min(first, second));
        Assert.EndsWith(found, Find("stability", result).Found);
    }

    [Fact]
    public void Without_advice_nothing_is_known_of_other_fits()
    {
        var check = Find("stability", Good with { Stability = null });

        Assert.Equal((CheckStatus.NotChecked, null), (check.Status, check.Value));
    }

    [Theory]
    [InlineData(0.506, CheckStatus.Pass, "reasonable structure")]
    [InlineData(0.71, CheckStatus.Pass, "strong structure")]
    [InlineData(0.504, CheckStatus.Warn, "weak structure")]
    [InlineData(0.254, CheckStatus.Fail, "no structure")]
    [InlineData(-0.1, CheckStatus.Fail, "no structure")]
    public void The_silhouette_has_its_bands(double silhouette, CheckStatus status, string band)
    {
        var result = Good with { Metrics = Good.Metrics with { Silhouette = silhouette } };

        AssertIs("separation", result, status, silhouette);
        Assert.Contains(band, Find("separation", result).Found);
    }

    [Fact]
    public void A_sampled_silhouette_says_how_sure_it_is() => Assert.Contains(
        "0.6000 ± 0.0030, sampled, measured on 10,000 customers",
        Find("separation", Good with
        {
            Metrics = Good.Metrics with { SilhouetteError = 0.003, SilhouetteRows = 10_000 },
        }).Found);

    [Theory]
    [InlineData(0.999, CheckStatus.Pass)]
    [InlineData(1, CheckStatus.Warn)]
    [InlineData(2, CheckStatus.Fail)]
    public void Davies_Bouldin_has_limits_from_its_definition(double value, CheckStatus status) => AssertIs(
        "davies-bouldin", Good with { Metrics = Good.Metrics with { DaviesBouldin = value } }, status, value);

    // 0.05 of two features is 0.025 each.
    [Theory]
    [InlineData(0.024, 0.001, CheckStatus.Pass, 0.024)]
    [InlineData(0.001, 0.025, CheckStatus.Warn, 0.025)]
    [InlineData(0.4, 0.3, CheckStatus.Fail, 0.4)]
    public void Features_that_do_not_differ_are_named(double age, double visits, CheckStatus status, double largest)
    {
        var result = Good with { Features = [HandMade.Feature("Age", age), HandMade.Feature("Visits", visits)] };

        AssertIs("significance", result, status, largest);
    }

    [Fact]
    public void Without_ranks_the_analysis_of_variance_decides()
    {
        var result = Good with { Features = [HandMade.Feature("Age", 0.9) with { HP = null, P = 0.01 }] };

        AssertIs("significance", result, CheckStatus.Pass, 0.01);
        Assert.Contains("analysis of variance is 0.01 (Age)", Find("significance", result).Found);
    }

    // Segments of 60 and 40 with centres (−2x, −2) and (3x, 3): between = 600x² and 600.
    [Theory]
    [InlineData(2, CheckStatus.Pass, 0.8)]
    [InlineData(3, CheckStatus.Warn, 0.9)]
    [InlineData(5, CheckStatus.Fail, 25 / 26.0)]
    public void One_feature_may_decide_alone(double x, CheckStatus status, double share)
    {
        var result = Good with
        {
            Segments = [HandMade.Segment(1, 60, -2 * x, -2), HandMade.Segment(2, 40, 3 * x, 3)],
        };

        AssertIs("leverage", result, status, share);
        Assert.StartsWith("Age makes ", Find("leverage", result).Found);
    }

    // Only where a long tail was compared as it is, and nobody has looked at its logarithm.
    [Theory]
    [InlineData(2.5, null, true)]
    [InlineData(2.5, 3.0, false)]
    [InlineData(1.9, null, false)]
    public void A_logarithm_is_advised_where_it_is_untried(double skew, double? log, bool advised)
    {
        var result = Good with
        {
            Features = [Good.Features[0] with { Skew = skew, LogSkew = log }, Good.Features[1]],
            Segments = [HandMade.Segment(1, 99, -10, -2), HandMade.Segment(2, 1, 15, 3)],
        };

        foreach (var id in new[] { "leverage", "smallest" })
            Assert.Equal(advised, Find(id, result).Advice!.Contains("the logarithm of Age"));
    }

    [Fact]
    public void With_one_feature_there_is_nothing_to_outweigh()
    {
        var result = Good with
        {
            Features = [Good.Features[0]],
            Segments = [HandMade.Segment(1, 60, -2), HandMade.Segment(2, 40, 3)],
        };

        var check = Find("leverage", result);

        Assert.Equal((CheckStatus.NotChecked, null), (check.Status, check.Value));
    }

    [Theory]
    [InlineData(299, CheckStatus.Pass)]
    [InlineData(300, CheckStatus.Warn)]
    public void The_limit_of_iterations_is_seen(int iterations, CheckStatus status) => AssertIs(
        "convergence", Good with { Metrics = Good.Metrics with { Iterations = iterations } }, status, iterations);

    [Theory]
    [InlineData(EngineKind.Local, "abcdefabcdefab", "abcdefabcdefab", CheckStatus.Pass)]
    [InlineData(EngineKind.Local, "abcdefabcdefab", "0123456789abcd", CheckStatus.Fail)]
    [InlineData(EngineKind.Spark, "abcdefabcdefab", "0123456789abcd", CheckStatus.Warn)]
    [InlineData(EngineKind.Local, null, "abcdefabcdefab", CheckStatus.NotChecked)]
    [InlineData(EngineKind.Local, "abcdefabcdefab", null, CheckStatus.NotChecked)]
    public void The_bytes_of_two_runs_are_compared(
        EngineKind engine, string? here, string? there, CheckStatus status) =>
        Assert.Equal(status, RunChecks.Of(Good with { Engine = engine }, new() { Same = new("job_2", here, there) })
            .Single(check => check.Id == "same-bytes").Status);

    [Theory]
    [InlineData(1.5, CheckStatus.Pass, 0)]
    [InlineData(1.5 + 1.2e-9, CheckStatus.Pass, 0.8e-9)]   // 1.2e-9 of 1.5
    [InlineData(1.5 + 1.8e-9, CheckStatus.Warn, 1.2e-9)]
    public void Engines_agree_to_1e_9(double centre, CheckStatus status, double difference)
    {
        var spark = Good with { Segments = [Good.Segments[0], HandMade.Segment(2, 40, 1.5, centre)] };

        var check = Engines(Good, spark);

        Assert.Equal(status, check.Status);
        Assert.Equal(difference, check.Value!.Value, 1e-15);
    }

    [Theory]
    [InlineData(100, CheckStatus.Fail)]
    [InlineData(80, CheckStatus.Warn)]   // the starts ran on 80 of 100 rows
    public void Engines_with_other_sizes_disagree(int sample, CheckStatus status)
    {
        var spark = Good with { Segments = [HandMade.Segment(1, 59, -1, -1), HandMade.Segment(2, 41, 1.5, 1.5)] };

        var check = Engines(Good with { Sweep = Good.Sweep with { Rows = sample } }, spark);

        Assert.Equal(status, check.Status);
        Assert.StartsWith("The sizes are 60, 40 here and 59, 41 with spark", check.Found);
    }

    [Fact]
    public void Another_number_of_segments_is_another_result()
    {
        var spark = Good with { Segments = [Good.Segments[0]] };

        Assert.Equal(CheckStatus.Fail, Engines(Good, spark).Status);
    }

    [Fact]
    public void Two_methods_are_not_compared()
    {
        var spark = Good with { Parameters = Good.Parameters with { Clusterer = Clusterer.Mllib } };

        var check = Engines(Good, spark);

        Assert.Equal(
            (CheckStatus.NotChecked, "The other engine used mllib, not lloyd: two methods need not agree."),
            (check.Status, check.Found));
    }

    static Check Engines(SegmentationResult result, SegmentationResult spark) =>
        RunChecks.Of(result, new() { OtherEngine = spark with { Engine = EngineKind.Spark } })
            .Single(check => check.Id == "engines");

    static void AssertIs(string id, SegmentationResult result, CheckStatus status, double value)
    {
        var check = Find(id, result);
        Assert.Equal(status, check.Status);
        Assert.Equal(value, check.Value!.Value, 1e-12);
    }

    static Check Find(string id, SegmentationResult result) =>
        RunChecks.Of(result, new()).Single(check => check.Id == id);

    static RowAccount Rows(long read, long used, long excluded, long reasons) =>
        new(read, used, excluded, 0, [new("MISSING_VALUE", "Age", reasons)]);
}
