using Segmentation.Evaluation;
using Segmentation.Output;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Whole runs on large files, on 200,000 rows unless <c>SEGMENTATION_TEST_ROWS</c> says otherwise.</summary>
public sealed class LargeFileTests(BothEngines engines) : IClassFixture<BothEngines>
{
    static int Rows => GeneratedCustomers.Many;

    [Theory]
    [InlineData(false, null, Clusterer.Auto, 0.001)]
    [InlineData(true, 5, Clusterer.Auto, 0.001)]
    [InlineData(false, 5, Clusterer.Mllib, 0.01)]
    public async Task The_segments_are_the_same(bool dirty, int? k, Clusterer clusterer, double tolerance)
    {
        var file = engines.NewPath();
        GeneratedCustomers.Write(file, Rows, dirty);
        var local = await engines.LocallyAsync(file, new() { K = k });
        var spark = await engines.OnSparkAsync(file, new() { K = k, Clusterer = clusterer });

        Assert.Equal(local.Json["rows"]!.ToJsonString(), spark.Json["rows"]!.ToJsonString());
        Assert.Equal(Rows, spark.Result.Rows.Read);
        Assert.Equal(dirty, spark.Result.Rows.Excluded > Rows / 50);
        Assert.Equal(local.Json["issues"]!.ToJsonString(), spark.Json["issues"]!.ToJsonString());
        Assert.Equal(local.Json["dialect"]!.ToJsonString(), spark.Json["dialect"]!.ToJsonString());
        Assert.Equal(local.Json["columns"]!.ToJsonString(), spark.Json["columns"]!.ToJsonString());
        Assert.Equal(local.Text("excluded.csv"), spark.Text("excluded.csv"));

        Assert.Equal(local.Result.Metrics.K, spark.Result.Metrics.K);
        var rand = AdjustedRand.Of(local.Labels(GeneratedCustomers.Columns), spark.Labels(GeneratedCustomers.Columns));
        Assert.True(rand >= 0.99, $"The adjusted Rand index is {rand}.");
        Assert.InRange(spark.Result.Metrics.Inertia / local.Result.Metrics.Inertia, 1 - tolerance, 1 + tolerance);
        foreach (var answer in (Answer[])[local, spark]) AssertOtherK(answer, k is null ? 8 : 0);
        AssertWithoutTheSegments(local.Rows(), spark.Rows());

        Assert.Equal(clusterer != Clusterer.Mllib, spark.Has("trace.json"));
        if (clusterer != Clusterer.Mllib) AssertSteps(spark);
    }

    /// <summary>The best start goes on over all rows on the cluster and ends with the result.</summary>
    static void AssertSteps(Answer spark)
    {
        var best = spark.Part(ResultParts.Trace).Starts[0];
        var all = best.Steps.Where(step => step.Of > best.Of).ToList();
        Assert.Equal((50_000, spark.Result.Rows.Used), (best.Of, all[0].Of));
        Assert.Equal((spark.Result.Rows.Used, 0), (all[0].Moved, all[^1].Moved));
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.Second.Inertia <= pair.First.Inertia));
        Assert.InRange(all[^1].Inertia / spark.Result.Metrics.Inertia, 1 - 1e-9, 1 + 1e-9);
        Assert.Equal(spark.Result.Segments.Select(segment => (long)segment.Size), all[^1].Sizes);
        foreach (var (segment, centre) in spark.Result.Segments.Zip(all[^1].Centres))
            Assert.All(segment.ScaledCentre.Zip(centre), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    // Of the sample they were fitted to, with each drawn customer at the nearest centre.
    static void AssertOtherK(Answer answer, int count)
    {
        var (result, points) = (answer.Result, answer.Part(ResultParts.Points));
        var fits = answer.Part(ResultParts.Candidates).Fits;
        Assert.Equal((count, Math.Min(Rows, 50_000)), (fits.Count, result.Sweep.Rows));
        foreach (var fit in fits)
        {
            Assert.Equal(result.Sweep.Rows, fit.Sizes.Sum());
            Assert.Equal(
                Enumerable.Range(0, points.Rows.Count).Select(i => Nearest(result.Features, points, i, fit)),
                fit.SegmentsOfPoints());
        }
    }

    static int Nearest(IReadOnlyList<FeatureInfo> features, PointSample points, int i, CandidateFit fit)
    {
        double[] scaled = [.. features.Select((by, j) => (points.Values[j][i] - by.Centre) / by.Scale)];
        return 1 + Enumerable.Range(0, fit.K)
            .MinBy(s => scaled.Zip(fit.ScaledCentres[s], (x, c) => (x - c) * (x - c)).Sum());
    }

    // The same rows in the same order, byte for byte, up to what the segment adds.
    static void AssertWithoutTheSegments(string[] local, string[] spark)
    {
        Assert.Equal(local.Length, spark.Length);
        for (var i = 0; i < local.Length; i++)
            if (!local[i].AsSpan(0, Source(local[i])).SequenceEqual(spark[i].AsSpan(0, Source(spark[i]))))
                Assert.Fail($"Row {i} is {local[i]} locally and {spark[i]} on Spark.");
    }

    static int Source(string line)
    {
        var at = -1;
        for (var field = 0; field < GeneratedCustomers.Columns; field++) at = line.IndexOf(',', at + 1);
        return at;
    }
}
