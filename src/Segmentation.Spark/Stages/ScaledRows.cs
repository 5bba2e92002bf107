using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Features on a common scale, as the view <c>scaled</c>: all of <c>used</c>, and <c>z0…</c> for each kept feature.</summary>
/// <param name="Features">What was done to each kept feature.</param>
/// <param name="Dropped">Features that were left out.</param>
/// <param name="Means">Of the scaled features.</param>
sealed record ScaledRows(IReadOnlyList<FeatureScale> Features, IReadOnlyList<DroppedFeature> Dropped, double[] Means)
{
    /// <summary>Measured here when all rows are at hand: in whose sums the last bits agree with the local engine's, ties between
    /// starts end alike too.</summary>
    /// <exception cref="InvalidDatasetException">Every feature has a single value.</exception>
    public static async Task<ScaledRows> RunAsync(
        SparkRun cluster, UsedRows clean, SparkSample sample, Scaling scaling, Transform transform)
    {
        if (sample.Values.Rows < clean.Rows) return await MeasureAsync(cluster, clean, scaling, transform);

        var here = Scaler.Scale(sample.Values, scaling, transform, cluster.Stop);
        var means = Enumerable.Range(0, here.Values.Columns).Select(c => FeatureMoments.Of(here.Values, c, cluster.Stop).Mean);
        return await ViewAsync(cluster, new(here.Features, here.Dropped, [.. means]));
    }

    static async Task<ScaledRows> MeasureAsync(SparkRun cluster, UsedRows clean, Scaling scaling, Transform transform)
    {
        var (kept, dropped, moments) = (new List<int>(), new List<DroppedFeature>(), (FeatureMoments[])clean.Moments.Clone());
        for (var j = 0; j < moments.Length; j++)
        {
            if (moments[j].Min == moments[j].Max) dropped.Add(Scaler.SameValue(j, moments[j]));
            else kept.Add(j);
        }
        if (kept.Count == 0) throw Scaler.NothingDiffers();

        var log = kept.Where(j => transform == Transform.Log1p && moments[j].Min >= 0).ToHashSet();
        var values = kept.ToDictionary(j => j, j => log.Contains(j) ? $"log1p(v{j})" : $"v{j}");
        if (log.Count > 0) await MeasureAsync(cluster, values, moments);
        var quartiles = scaling == Scaling.Robust ? await QuartilesAsync(cluster, values) : null;
        var scales = kept.ConvertAll(j =>
        {
            var (centre, scale) = Scaler.Find(scaling, moments[j], () => quartiles![j]);
            return new FeatureScale(j, log.Contains(j) ? Transform.Log1p : Transform.None, centre, scale);
        });
        return await ViewAsync(cluster, new(scales, dropped, [.. scales.Select(scale => (moments[scale.Source].Mean - scale.Centre) / scale.Scale)]));
    }

    static async Task<ScaledRows> ViewAsync(SparkRun cluster, ScaledRows scaled)
    {
        await cluster.RunAsync("create or replace temporary view scaled as select *, "
            + SqlText.Each(scaled.Features.Count, c => $"{Of(scaled.Features[c], Value(scaled.Features[c]))} z{c}") + " from used");
        return scaled;
    }

    /// <summary>A scaled feature in SQL.</summary>
    /// <remarks>Never null, and Spark must see it: a quotient might be, and what is made for nulls took most of the time of wide distances.</remarks>
    /// <param name="value">In the units of the file, <see cref="Transform.Log1p"/> done.</param>
    public static string Of(FeatureScale scale, string value) =>
        $"coalesce(({value} - {SqlText.Number(scale.Centre)}) / {SqlText.Number(scale.Scale)}, 0D)";

    /// <summary>A feature's value in SQL, its transform done.</summary>
    public static string Value(FeatureScale scale) =>
        scale.Transform == Transform.Log1p ? $"log1p(v{scale.Source})" : $"v{scale.Source}";

    static async Task MeasureAsync(SparkRun cluster, Dictionary<int, string> values, FeatureMoments[] moments)
    {
        var seen = await cluster.AskOneAsync(
            "select " + string.Join(", ", values.Select(value => MomentsSql.Of(value.Value, value.Key))) + " from used", "Measuring the features");
        foreach (var j in values.Keys) moments[j] = SparkRows.MomentsOf(seen, j);
    }

    static async Task<Dictionary<int, double[]>> QuartilesAsync(SparkRun cluster, Dictionary<int, string> values)
    {
        var seen = await cluster.AskOneAsync(
            "select " + string.Join(", ", values.Select(value => $"percentile({value.Value}, array(0.25D, 0.5D, 0.75D)) q{value.Key}")) + " from used",
            "Finding quartiles");
        return values.Keys.ToDictionary(j => j, j => seen.Doubles($"q{j}"));
    }
}
