using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Profiles;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>What each segment is like, measured over all rows on the cluster.</summary>
/// <param name="Sums">Sizes, means and spread of the segments.</param>
/// <param name="Distributions">Of each kept feature.</param>
/// <param name="Products">Sums of the products of scaled features, off their means, that <see cref="SparkComponents"/> asked for.</param>
sealed record SparkSegments(SegmentSums Sums, FeatureDistributions[] Distributions, double[] Products)
{
    const int FewValues = 2_000;
    const int MostCounts = 200_000;

    /// <summary>The centres in the final order: largest segment first, ties by centre.</summary>
    public static Matrix Order(SqlFit fit)
    {
        var (k, d) = (fit.Centres.Rows, fit.Centres.Columns);
        var flat = Enumerable.Range(0, k * d).Select(s => fit.Centres[s / d, s % d]).ToArray();
        var order = Numbering.BySize(new([.. fit.Sizes.Select(size => checked((int)size))], flat, new double[k * d], new double[k]));
        var centres = new Matrix(k, d);
        for (var c = 0; c < k; c++)
            for (var j = 0; j < d; j++) centres[c, j] = fit.Centres[order[c], j];
        return centres;
    }

    /// <summary>Makes the view <c>assigned</c> and measures it.</summary>
    /// <param name="centres">Shape [k × d], in the final order.</param>
    public static async Task<SparkSegments> MeasureAsync(
        SparkRun cluster, ScaledRows scaled, Matrix centres, SparkSample sample, int rows)
    {
        await cluster.RunAsync($"create or replace temporary view assigned as {DistanceSql.Nearest("scaled", centres)}");
        var (k, features) = (centres.Rows, scaled.Features);
        var isFew = HaveFewValues(features, sample, k);
        var few = await ValueCounts.MeasureAsync(cluster, [.. features.Where((_, c) => isFew[c])], k);
        var many = new ManyValues([.. features.Where((_, c) => !isFew[c])], sample, Nearest.Of(sample.Scaled, centres).Labels, k);
        var products = SparkComponents.Products(scaled.Means, sample.Scaled.Rows == rows);
        string[] basic = ["count(1)", "sum(sqrt(dd))", .. products];
        var numbers = await SegmentAggregates.AskAsync(cluster, [.. basic, .. many.Aggregates], k, "Measuring the segments");
        var sizes = Array.ConvertAll(numbers[0], size => checked((int)size));
        var rest = await many.MeasureAsync(cluster, sizes, numbers[basic.Length..]);

        var (counted, measured) = (new Queue<MeasuredFeature>(few), new Queue<MeasuredFeature>(rest));
        var all = Array.ConvertAll(isFew, one => (one ? counted : measured).Dequeue());
        return new(Sum(all, sizes, numbers[1]), Array.ConvertAll(all, feature => feature.Over(sizes)),
            [.. numbers[2..basic.Length].Select(product => product.Sum())]);
    }

    static SegmentSums Sum(MeasuredFeature[] all, int[] sizes, double[] distances)
    {
        var (d, centres, withinSs) = (all.Length, new double[sizes.Length * all.Length], new double[sizes.Length * all.Length]);
        for (var g = 0; g < sizes.Length; g++)
            for (var c = 0; c < d; c++)
            {
                var (mean, deviation) = all[c].Scaled[g];
                (centres[(g * d) + c], withinSs[(g * d) + c]) = (mean, sizes[g] * deviation * deviation);
            }
        return new(sizes, centres, withinSs, distances);
    }

    // What is rare in all rows may be missing in the sample, so the limit leaves room.
    static bool[] HaveFewValues(IReadOnlyList<FeatureScale> features, SparkSample sample, int k)
    {
        var most = Math.Min(FewValues, MostCounts / (k * features.Count));
        return [.. features.Select(feature => sample.Values.Column(feature.Source).ToArray().Distinct().Take(most + 1).Count() <= most)];
    }
}
