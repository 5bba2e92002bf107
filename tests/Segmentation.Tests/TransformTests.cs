namespace Segmentation.Tests;

/// <summary>Which features are compared by their logarithm, and what is said about it.</summary>
public sealed class TransformTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // SciPy's skew and NumPy's mean and std of log1p; silhouettes of scikit-learn's KMeans with 20 starts.
    [Fact]
    public async Task By_default_a_long_tail_is_compared_by_its_logarithm()
    {
        var result = await RunAsync("skewed_spend.csv", new());

        var (spend, orders) = (result.Features[0], result.Features[1]);
        Assert.Equal((Transform.Log1p, Transform.None), (spend.Transform, orders.Transform));
        Assert.Equal(10.598690274365477, spend.Skew, 1e-11);
        Assert.Equal(0.17675742181204887, spend.LogSkew!.Value, 1e-11);
        Assert.Equal(4.041788772837662, spend.Centre, 1e-12);
        Assert.Equal(1.1441163210219769, spend.Scale, 1e-12);
        Assert.Equal(1.9925402098728822, orders.Skew, 1e-11);
        Assert.Null(orders.LogSkew);
        Assert.Equal(0.4087, result.Sweep.Candidates[0].Silhouette, 0.0005);
        Assert.Equal(0.4138, result.Sweep.Candidates[1].Silhouette, 0.0005);
    }

    [Fact]
    public async Task The_result_says_why_with_numbers_of_the_file()
    {
        var result = await RunAsync("skewed_spend.csv", new());

        // 4,403.81 / 51.505 = 85.5.
        Assert.Equal(
            "spend was compared by its logarithm: the largest value is 86 times the median (skewness 10.6, of the "
                + "logarithms 0.2).",
            result.Features[0].TransformReason);
        Assert.Null(result.Features[1].TransformReason);
        Assert.DoesNotContain(result.Doubts, doubt => doubt.Code == DoubtCodes.SkewedFeature);
    }

    [Fact]
    public async Task After_the_logarithm_a_skewed_cloud_is_a_cloud()
    {
        var result = await RunAsync("skewed_spend.csv", new());

        Assert.Equal((true, false), (result.Structure.Tested, result.Structure.Claimed));
        Assert.Null(result.Sweep.Recommended);
    }

    [Theory]
    [InlineData(Transform.None, Scaling.Standard, "spend")]
    [InlineData(Transform.Auto, Scaling.None, "spend")]
    [InlineData(Transform.Log1p, Scaling.Standard)]
    public async Task A_long_tail_that_was_compared_as_it_is_is_said(
        Transform asked, Scaling scaling, params string[] said)
    {
        var result = await RunAsync("skewed_spend.csv", new() { K = 2, Transform = asked, Scaling = scaling });

        Assert.Equal(
            said,
            result.Doubts.Where(doubt => doubt.Code == DoubtCodes.SkewedFeature).SelectMany(doubt => doubt.Columns));
        Assert.Equal(said.Length == 0, result.Features[0].Transform == Transform.Log1p);
        Assert.All(result.Features, feature => Assert.Null(feature.TransformReason));
    }

    [Fact]
    public async Task A_logarithm_that_auto_has_declined_is_not_advised()
    {
        // Two values are as skewed after a logarithm: (1 − 2/100) / √(0.01 · 0.99) = 9.85.
        var lines = Enumerable.Range(0, 200).Select(i => $"{i % 9},{(i % 100 == 7 ? 99.5 : 10.5)}");
        var result = await RunFileAsync(["Visits,Returns", .. lines], new() { Features = ["Visits", "Returns"] });

        var returns = result.Features[1];
        Assert.Equal(Transform.None, returns.Transform);
        Assert.Equal(
            "Returns was compared as it is: its logarithms are no less skewed (9.8) than its values (9.8).",
            returns.TransformReason);
        Assert.DoesNotContain(result.Doubts, doubt => doubt.Advice.Contains("ogarithm"));
    }

    [Fact]
    public async Task Each_feature_has_what_was_asked_for_it()
    {
        var spec = new SegmentationSpec
        {
            K = 3,
            Transform = new TransformSpec(new Dictionary<string, Transform> { [" ORDERS"] = Transform.Log1p }),
        };

        var result = await RunAsync("skewed_spend.csv", spec);

        Assert.Equal(
            [Transform.None, Transform.Log1p], result.Features.Select(feature => feature.Transform));
        Assert.Equal(spec.Transform, result.Parameters.Transform);
    }

    [Fact]
    public async Task A_date_that_is_compared_has_what_was_asked_for_its_column()
    {
        var days = Enumerable.Range(0, 60).Select(i => new DateOnly(2026, 6, 1).AddDays(-i * i).ToString("yyyy-MM-dd"));
        var spec = new SegmentationSpec
        {
            K = 2,
            Dates = new Dictionary<string, DateUse> { ["Joined"] = DateUse.Recency },
            Transform = new TransformSpec(new Dictionary<string, Transform> { ["Joined"] = Transform.Log1p }),
        };

        var result = await RunFileAsync(["Age,Joined", .. days.Select((day, i) => $"{20 + (i % 30)},{day}")], spec);

        Assert.Equal(
            [Transform.None, Transform.Log1p], result.Features.Select(feature => feature.Transform));
    }

    [Fact]
    public async Task A_logarithm_of_negative_values_is_not_taken_and_that_is_said()
    {
        var lines = Enumerable.Range(0, 60).Select(i => $"{i % 7},{(i * i) - 3}");

        var result = await RunFileAsync(["Visits,Balance", .. lines], new() { K = 2, Transform = Transform.Log1p });

        Assert.Equal(
            "Balance was compared as it is: a logarithm needs values from 0 on, and the smallest is -3.",
            result.Features[1].TransformReason);
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_refused_as_among_the_features()
    {
        var map = new Dictionary<string, Transform> { ["Spent"] = Transform.Log1p };

        var refused = await Assert.ThrowsAsync<InvalidDatasetException>(
            () => RunAsync("skewed_spend.csv", new() { Transform = new TransformSpec(map) }));
        var asFeature = await Assert.ThrowsAsync<InvalidDatasetException>(
            () => RunAsync("skewed_spend.csv", new() { Features = ["Spent"] }));

        Assert.Equal((asFeature.Code, asFeature.Message), (refused.Code, refused.Message));
    }

    // Of one huge value the logarithm is advised where it was not tried.
    [Theory]
    [InlineData(Transform.None, true)]
    [InlineData(Transform.Log1p, false)]
    public async Task Without_an_allowed_k_only_an_untried_logarithm_is_advised(Transform asked, bool advised)
    {
        var result = await RunAsync("three_extreme_rows.csv", new() { Transform = asked });

        Assert.All(result.Sweep.Candidates, one => Assert.False(one.Allowed));
        Assert.Equal(
            advised ? "spend visits" : "",
            string.Join(' ', result.Doubts.Where(doubt => doubt.Code == DoubtCodes.SkewedFeature)
                .SelectMany(doubt => doubt.Columns)));
    }

    async Task<SegmentationResult> RunFileAsync(string[] lines, SegmentationSpec spec)
    {
        var file = Path.Combine(_folder, "own.csv");
        await File.WriteAllLinesAsync(file, lines);
        return await RunAsync(file, spec);
    }

    Task<SegmentationResult> RunAsync(string file, SegmentationSpec spec)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "out")).FullName;
        var path = Path.Combine(AppContext.BaseDirectory, "data", file);
        return new LocalEngine().RunAsync(
            new(path, Path.GetFileName(file), folder, spec), new Progress<EngineEvent>(), default);
    }
}
