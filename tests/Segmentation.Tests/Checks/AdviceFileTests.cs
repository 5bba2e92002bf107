using Segmentation.Tests.Data;

namespace Segmentation.Tests.Checks;

/// <summary>Files made to mislead: what is said of each.</summary>
public sealed class AdviceFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("uniform.csv")]
    [InlineData("noisemall.csv")]
    [InlineData("../skewed_spend.csv")]
    [InlineData("zeroinf.csv")]
    [InlineData("binary.csv", "newsletter", "app", "returns_any", "premium")]
    public async Task Rows_without_groups_are_called_so(string file, params string[] features)
    {
        var result = await RunAsync(file, new() { Features = features });

        Assert.Equal("No clear groups", result.Structure.Headline);
        Assert.Null(result.Sweep.Recommended);
    }

    [Fact]
    public async Task Copies_of_noise_that_swamp_a_column_with_two_groups_are_named()
    {
        var result = await RunAsync("swamped.csv", new());

        Assert.Equal(
            ["noise0", "noise1", "noise2", "noise3", "noise4", "noise5"], Only(result, DoubtCodes.NearCopies).Columns);
    }

    [Fact]
    public async Task The_column_that_was_swamped_has_two_groups()
    {
        var result = await RunAsync("swamped.csv", new() { Features = ["real"] });

        Assert.Equal("Two clear groups", result.Structure.Headline);
        Assert.Equal(0.855, result.Metrics.Silhouette, 0.0005);
    }

    [Fact]
    public async Task One_amount_in_three_currencies_is_said_and_names_use_it_once()
    {
        var result = await RunAsync("dupcols.csv", new());

        var doubt = Only(result, DoubtCodes.NearCopies);
        Assert.Equal(["spend_eur", "spend_usd", "spend_gbp"], doubt.Columns);
        Assert.Equal(["spend_eur", "age"], doubt.Change!.Settings.Features);
        Assert.All(result.Segments, segment => Assert.True(segment.Name.Split("spend").Length <= 2, segment.Name));
    }

    [Fact]
    public async Task Without_scaling_the_feature_that_decides_is_named_with_its_share()
    {
        var result = await RunAsync("domin.csv", new() { Scaling = Scaling.None });

        var doubt = Only(result, DoubtCodes.DominantFeature);
        Assert.Equal(["income"], doubt.Columns);
        Assert.Contains("over 99.9 % of the variance", doubt.Message);
        Assert.Equal(Scaling.Standard, doubt.Change!.Settings.Scaling);
    }

    [Fact]
    public async Task Deviations_are_told_as_deviations()
    {
        var result = await RunAsync("zscores.csv", new());

        Assert.All(result.Segments.SelectMany(segment => segment.Highlights), highlight =>
        {
            Assert.DoesNotContain("times", highlight);
            Assert.DoesNotContain("%", highlight);
        });
    }

    [Fact]
    public async Task A_unit_that_tells_two_columns_apart_is_kept()
    {
        var result = await RunAsync("sameshort.csv", new());

        Assert.Contains("High Spend (EUR), high Spend (USD)", result.Segments.Select(segment => segment.Name));
    }

    [Fact]
    public async Task A_flag_that_hardly_anybody_has_is_said_to_be_one_flag()
    {
        var result = await RunAsync("rareflag.csv", new() { Features = ["flag", "spend"] });

        var doubt = Only(result, DoubtCodes.NearlyConstant);
        Assert.Equal(["flag"], doubt.Columns);
        Assert.Contains("is this one flag", doubt.Message);
    }

    [Fact]
    public async Task A_column_without_a_spread_that_arithmetic_holds_is_constant()
    {
        var result = await RunAsync("small_crash.csv", new());

        var issue = Assert.Single(result.Issues, issue => issue.Column == "b");
        Assert.Equal(IssueCodes.ConstantColumn, issue.Code);
    }

    // Deviations by fractions, without rounding.
    [Theory]
    [InlineData(0, 987.76482407190077)]
    [InlineData(1, 0.996495771633003)]
    [InlineData(2, 0.96668014931125599)]
    public async Task Deviations_far_from_zero_keep_their_digits(int feature, double deviation)
    {
        var result = await RunAsync("offset.csv", new());

        Assert.Equal(deviation, result.Features[feature].Scale, 1e-9 * deviation);
    }

    static Doubt Only(SegmentationResult result, string code) =>
        Assert.Single(result.Doubts, doubt => doubt.Code == code);

    Task<SegmentationResult> RunAsync(string file, SegmentationSpec spec)
    {
        var path = CsvFile.Fixture(Path.Combine("advice", file));
        var run = new EngineRun(path, file, _folder, spec);
        return new LocalEngine().RunAsync(run, new Progress<EngineEvent>(), CancellationToken.None);
    }
}
