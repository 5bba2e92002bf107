using System.Text.Json;
using Segmentation.Clustering;
using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Profiles;
using Segmentation.Progress;
using Segmentation.Spark.Sql;
using Segmentation.Spark.Stages;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Lloyd's iteration on the cluster and on this machine, from the same centres over the same rows.</summary>
public sealed class SameCentresTests(BothEngines engines) : ConnectTest, IClassFixture<BothEngines>
{
    const int MostIterations = 300;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_rows_end_alike(bool dirty)
    {
        var file = engines.NewPath();
        GeneratedCustomers.Write(file, GeneratedCustomers.Many, dirty);
        // Roughly where the groups are, on scaled features: some rows change, and many times.
        await CompareAsync(file, new() { K = 5 }, Matrix.FromRows([[-1.4, -0.2, -0.9, 1.5], [-0.5, 2.5, -1, 0.5],
            [0, -0.7, 0.3, -0.5], [0.6, 0.5, -0.3, 0], [1.2, -0.3, 1.4, -0.6]]));
    }

    [Theory]
    [InlineData("Mall_Customers.csv")]
    [InlineData("customers_3k.csv")]
    public async Task Centres_from_the_first_rows_end_alike(string name)
    {
        var file = BothEngines.Data(name);
        var rows = Locally(file, new()).Scaled.Values;
        await CompareAsync(file, new() { K = 6 }, RowSample.Take(rows, [0, 1, 3, 4, 6, 7]));
    }

    [Fact]
    public async Task An_empty_segment_gets_the_row_farthest_from_its_centre_on_both()
    {
        var file = engines.FileOf("x,y\n"
            + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 3},{i * i % 11}\n")) + "90,90\n91,95\n-80,70\n");
        await CompareAsync(
            file, new() { K = 4, Scaling = Scaling.None },
            Matrix.FromRows([[1, 5], [1000, 1000], [-1000, -1000], [2, 3]]));
    }

    async Task CompareAsync(string file, SegmentationSpec spec, Matrix start)
    {
        var (clean, scaled) = Locally(file, spec);
        var local = KMeans.From(scaled.Values, start, new(1, MostIterations), null, default);
        var spark = new SparkRun(Session, new StageClock(new Progress<EngineEvent>(), default), default);
        try
        {
            var (rows, there, sample) = await OnSparkAsync(spark, file, spec);
            Assert.Equal(clean.Rows.Used, rows);
            var fit = await new SqlLloyd(spark, rows, sample.Scaled, MostIterations).RunAsync(start, bound: 0.05);
            Assert.Equal((local.Iterations, local.Converged), (fit.Iterations, fit.Converged));
            var (order, centres) = SparkSegments.Order(fit);
            AssertClose(Cells(local.Centres), Cells(centres));
            AssertSteps(local.Traced[0], fit, order);

            var segments = await SparkSegments.MeasureAsync(spark, there, centres, sample, rows);
            Assert.Equal(local.Sums.Sizes, segments.Sums.Sizes);
            Assert.True(
                BothEngines.Close(local.Inertia, segments.Sums.Inertia),
                $"{local.Inertia:R} and {segments.Sums.Inertia:R}");
            AssertAlike(Distributions.Measure(clean.Values, local.Labels, start.Rows, default), segments.Distributions);
            AssertLabels(scaled.Values, local, await LabelsAsync(spark, centres));
        }
        finally
        {
            foreach (var view in SparkRows.Cached)
                await Session.RunSqlAsync($"uncache table if exists {view}", default);
        }
    }

    /// <summary>Every iteration moved as many rows to segments of the same sizes, from the same centres.</summary>
    static void AssertSteps(StartSteps local, SqlFit fit, int[] order)
    {
        var most = LloydTrace.MostSteps(order.Length, fit.Centres.Columns);
        var there = fit.Steps.Where(step => local.Steps.Any(here => here.Iteration == step.Iteration)).ToList();
        Assert.InRange(local.Steps.Length, 1, most);
        Assert.Equal(local.Steps.Select(step => step.Iteration), there.Select(step => step.Iteration));
        foreach (var (here, step) in local.Steps.Zip(there.Select(step => step.Renumber(order))))
        {
            Assert.Equal((here.Iteration, here.Moved, here.Rows), (step.Iteration, step.Moved, step.Rows));
            Assert.Equal(here.Sizes, step.Sizes);
            AssertClose(here.Centres, step.Centres);
            var squares = local.Squares;
            AssertClose([here.Inertia(squares)], [step.Inertia(squares)]);
        }
    }

    static (CleanTable Clean, Scaled Scaled) Locally(string file, SegmentationSpec spec)
    {
        var table = DatasetReader.Load(file, spec, null, default);
        var clean = table.Clean(spec.Cleaning, default);
        return (clean, Scaler.Scale(clean.Values, spec.Scaling, table.Transforms(spec.Transform), default));
    }

    async Task<(int Rows, ScaledRows Scaled, SparkSample Sample)> OnSparkAsync(
        SparkRun spark, string file, SegmentationSpec spec)
    {
        var source = await SparkSource.OfAsync(spark, new(file, "file.csv", Path.GetTempPath(), spec));
        var lines = await SparkLines.OpenAsync(spark, source);
        var folder = Directory.CreateDirectory(engines.NewPath()).FullName;
        var (layout, excerpt) = SparkLayout.Find(lines, source.HasBom, folder, default);
        using var mapped = excerpt;
        var table = await SparkRows.LoadAsync(spark, lines, layout, spec);
        var clean = await UsedRows.RunAsync(
            spark, table, await SparkFaults.FindAsync(spark, table), spec.Cleaning.Missing);
        var drawn = await SparkSample.DrawAsync(spark, clean, spec.Seed);
        var scaled = await ScaledRows.RunAsync(spark, clean, drawn, spec);
        return (clean.Rows, scaled, drawn.With(scaled.Features));
    }

    static async Task<int[]> LabelsAsync(SparkRun spark, Matrix centres)
    {
        using var rows = JsonDocument.Parse(
            await spark.AskTextAsync($"select m, g from ({DistanceSql.Nearest("scaled", centres)})", "Reading labels"));
        return [.. rows.RootElement.EnumerateArray().Select(row => (Line: row.Long("m"), Label: row.Int("g")))
            .OrderBy(row => row.Line).Select(row => row.Label)];
    }

    /// <summary>Another label only where a row is as near to the other centre, to 1e-9.</summary>
    static void AssertLabels(Matrix rows, KMeansResult local, int[] labels)
    {
        Assert.Equal(local.Labels.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++)
            if (local.Labels[i] != labels[i])
                Assert.True(
                    BothEngines.Close(
                        Distance(rows, i, local.Centres, local.Labels[i]), Distance(rows, i, local.Centres, labels[i])),
                    $"Row {i} is in segment {local.Labels[i]} locally and {labels[i]} on Spark.");
    }

    static double Distance(Matrix rows, int i, Matrix centres, int c) =>
        Math.Sqrt(
            Enumerable.Range(0, rows.Columns).Sum(j => (rows[i, j] - centres[c, j]) * (rows[i, j] - centres[c, j])));

    static void AssertAlike(FeatureDistributions[] local, FeatureDistributions[] spark) => AssertClose(
        [.. local.SelectMany(Numbers)], [.. spark.SelectMany(Numbers)]);

    static IEnumerable<double> Numbers(FeatureDistributions feature) =>
    [
        .. feature.MedianRanks,
        .. feature.Segments.Append(feature.All)
            .SelectMany(one => (double[])[one.Mean, one.Deviation, one.Min, one.Q25, one.Median, one.Q75, one.Max]),
    ];

    static double[] Cells(Matrix centres) =>
        [.. Enumerable.Range(0, centres.Rows)
            .SelectMany(c => Enumerable.Range(0, centres.Columns).Select(j => centres[c, j]))];

    static void AssertClose(double[] local, double[] spark)
    {
        Assert.Equal(local.Length, spark.Length);
        for (var i = 0; i < local.Length; i++) Assert.True(
            BothEngines.Close(local[i], spark[i]), $"Number {i} is {local[i]:R} locally and {spark[i]:R} on Spark.");
    }
}
