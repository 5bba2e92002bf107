using Segmentation.Clustering;
using Segmentation.Data;
using Segmentation.Evaluation;
using Segmentation.Features;
using Segmentation.Profiles;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>What each segment is like, measured over all rows on the cluster.</summary>
/// <param name="Sums">Sizes, means and spread of the segments.</param>
/// <param name="Distributions">Of each kept feature.</param>
sealed record ClusterSegments(SegmentSums Sums, FeatureDistributions[] Distributions)
{
    /// <summary>The centres in the final order: largest segment first, ties by centre.</summary>
    public static Matrix Order(ClusterFit fit)
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
    public static async Task<ClusterSegments> MeasureAsync(
        Cluster cluster, ClusterScaled scaled, Matrix centres, ClusterSample sample, int rows)
    {
        await cluster.RunAsync($"create or replace temporary view assigned as {DistanceSql.Nearest("scaled", centres)}");
        var (k, d) = (centres.Rows, centres.Columns);
        var quartiles = new ClusterQuartiles(sample, scaled.Features, Nearest.Of(sample.Scaled, centres).Labels, k);
        string[] others = ["sum(sqrt(dd)) distance", .. scaled.Features.Select(Describe)];
        string[] names = ["distance", .. Enumerable.Range(0, d).Select(c => $"mean{c}, dev{c}, min{c}, max{c}, zmean{c}, zdev{c}")];
        var groups = await cluster.AskAsync(quartiles.Groups("assigned", others, names), "Measuring each segment's values");
        var sums = new SegmentSums(new int[k], new double[k * d], new double[k * d], new double[k]);
        var here = new Distribution[d, k];
        foreach (var group in groups)
        {
            var g = group.Int("g");
            var own = await quartiles.OfGroupAsync(cluster, "assigned", group);
            (sums.Sizes[g], sums.Distance[g]) = (checked((int)group.Long("n")), group.Double("distance"));
            for (var c = 0; c < d; c++)
            {
                here[c, g] = Distribute(group, c, own[c]);
                sums.Centres[g * d + c] = group.Double($"zmean{c}");
                sums.WithinSs[g * d + c] = sums.Sizes[g] * group.Double($"zdev{c}") * group.Double($"zdev{c}");
            }
        }
        var row = await cluster.AskOneAsync(quartiles.All("used"), "Measuring all values");
        var all = await quartiles.OfAllAsync(cluster, "used", row, rows);
        var distributions = Arrays.Of(d, c => Combine(Arrays.Of(k, g => here[c, g]), sums.Sizes, all[c]));
        return new(new SegmentSums(sums.Sizes, sums.Centres, sums.WithinSs, sums.Distance), distributions);
    }

    static string Value(FeatureScale feature) => $"v{feature.Source}";

    // Without a transform the scaled moments are those of the file on another scale.
    static string Describe(FeatureScale feature, int c)
    {
        var value = Value(feature);
        var plain = $"avg({value}) mean{c}, stddev_pop({value}) dev{c}, min({value}) min{c}, max({value}) max{c}";
        return feature.Transform == Transform.Log1p
            ? $"{plain}, avg(z{c}) zmean{c}, stddev_pop(z{c}) zdev{c}"
            : $"{plain}, {ClusterScaled.Of(feature, $"avg({value})")} zmean{c}, stddev_pop({value}) / {SqlText.Number(feature.Scale)} zdev{c}";
    }

    static Distribution Distribute(System.Text.Json.JsonElement row, int c, double[] quartiles) =>
        new(row.Double($"mean{c}"), row.Double($"dev{c}"), row.Double($"min{c}"), quartiles[0], quartiles[1], quartiles[2], row.Double($"max{c}"));

    /// <summary>Spread of all rows = spread within the segments + spread of their means.</summary>
    static FeatureDistributions Combine(Distribution[] here, int[] sizes, double[] quartiles)
    {
        var (rows, mean, squares) = (sizes.Sum(), 0.0, 0.0);
        for (var g = 0; g < here.Length; g++) mean += sizes[g] * here[g].Mean / rows;
        for (var g = 0; g < here.Length; g++)
        {
            var difference = here[g].Mean - mean;
            squares += sizes[g] * ((here[g].Deviation * here[g].Deviation) + (difference * difference));
        }
        var all = new Distribution(
            mean, Math.Sqrt(squares / rows), here.Min(one => one.Min), quartiles[0], quartiles[1], quartiles[2], here.Max(one => one.Max));
        return new(all, here, new double[here.Length]);
    }
}
