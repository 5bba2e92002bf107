using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Profiles;
using Segmentation.Progress;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Measurements of each segment over all rows on the cluster.</summary>
/// <param name="Sums">Sizes, means and spread of the segments.</param>
/// <param name="Distributions">Distribution of each kept feature.</param>
/// <param name="Products">Values of <see cref="SparkComponents.Products"/>.</param>
sealed record SparkSegments(SegmentSums Sums, FeatureDistributions[] Distributions, double[] Products)
{
    const int FewValues = 2_000;
    const int MostCounts = 200_000;

    /// <summary>The final order, largest segment first, ties by centre, and the centres in it.</summary>
    public static (int[] Order, Matrix Centres) Order(SqlFit fit)
    {
        var (k, d) = (fit.Centres.Rows, fit.Centres.Columns);
        var sizes = Array.ConvertAll(fit.Sizes, size => checked((int)size));
        var order = Numbering.BySize(new(sizes, fit.Centres.ToRowMajor(), new double[k * d], new double[k]));
        return (order, RowSample.Take(fit.Centres, order));
    }

    /// <summary>Makes the view <c>assigned</c> and measures it.</summary>
    /// <param name="centres">Shape [k × d], in the final order.</param>
    public static async Task<SparkSegments> MeasureAsync(
        SparkRun spark, ScaledRows scaled, Matrix centres, SparkSample sample, int rows)
    {
        await spark.RunAsync($"create or replace temporary view assigned as {DistanceSql.Nearest("scaled", centres)}");
        var (k, features) = (centres.Rows, scaled.Features);
        var isFew = HaveFewValues(features, sample, k);
        var few = await ValueCounts.MeasureAsync(spark, [.. features.Where((_, c) => isFew[c])], k);
        var labels = NearestCentres.Of(sample.Scaled, centres).Labels;
        var many = new ManyValues([.. features.Where((_, c) => !isFew[c])], sample, labels, k);
        var products = SparkComponents.Products(scaled.Means, sample.Scaled.Rows == rows);
        string[] basic = ["count(1)", "sum(sqrt(dd))", .. products];
        var numbers = await SegmentAggregates.AskAsync(
            spark, [.. basic, .. many.Aggregates], k, ProgressScale.Describe(Stage.Evaluate));
        var sizes = Array.ConvertAll(numbers[0], size => checked((int)size));
        var rest = await many.MeasureAsync(spark, sizes, numbers[basic.Length..]);

        var (counted, measured) = (new Queue<MeasuredFeature>(few), new Queue<MeasuredFeature>(rest));
        var all = Array.ConvertAll(isFew, one => (one ? counted : measured).Dequeue());
        return new(Sum(all, sizes, numbers[1]), Array.ConvertAll(all, feature => feature.Over(sizes)),
            [.. numbers[2..basic.Length].Select(product => product.Sum())]);
    }

    static SegmentSums Sum(MeasuredFeature[] all, int[] sizes, double[] distances)
    {
        var d = all.Length;
        var (centres, withinSs) = (new double[sizes.Length * d], new double[sizes.Length * d]);
        for (var g = 0; g < sizes.Length; g++)
            for (var c = 0; c < d; c++)
            {
                var (mean, deviation) = all[c].Scaled[g];
                (centres[(g * d) + c], withinSs[(g * d) + c]) = (mean, sizes[g] * deviation * deviation);
            }
        return new(sizes, centres, withinSs, distances);
    }

    // Rare values may be missing in the sample, so the limit is lower than what can be counted.
    static bool[] HaveFewValues(IReadOnlyList<FeatureScale> features, SparkSample sample, int k)
    {
        var most = Math.Min(FewValues, MostCounts / (k * features.Count));
        return [.. features.Select(feature =>
            sample.Values.Column(feature.Source).ToArray().Distinct().Take(most + 1).Count() <= most)];
    }
}
