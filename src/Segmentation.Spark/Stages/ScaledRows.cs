using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Features on a common scale, as the view <c>scaled</c>: all of <c>used</c>, and <c>z0…</c>, one for each
/// kept feature.</summary>
/// <param name="Features">What is done to each kept feature.</param>
/// <param name="Dropped">Features that are left out.</param>
/// <param name="Means">Means of the scaled features.</param>
sealed record ScaledRows(IReadOnlyList<FeatureScale> Features, IReadOnlyList<DroppedFeature> Dropped, double[] Means)
{
    /// <summary>Scales in this process when the sample has all rows: then the last bits of the sums, and so ties
    /// between starts, are those of the local engine.</summary>
    /// <exception cref="InvalidDatasetException">Every feature has a single value.</exception>
    public static async Task<ScaledRows> RunAsync(
        SparkRun spark, UsedRows clean, SparkSample sample, SegmentationSpec spec)
    {
        var table = clean.Table;
        var asked = RequestedRoles.TransformsOf(table.Layout.Columns, table.Features, spec.Transform);
        if (sample.Values.Rows < clean.Rows) return await MeasureAsync(spark, clean, spec.Scaling, asked);

        var here = Scaler.Scale(sample.Values, spec.Scaling, asked, spark.Stop);
        var means = Arrays.Generate(here.Values.Columns, c => FeatureMoments.Of(here.Values, c, spark.Stop).Mean);
        return await ViewedAsync(spark, new(here.Features, here.Dropped, means));
    }

    static async Task<ScaledRows> MeasureAsync(SparkRun spark, UsedRows clean, Scaling scaling, Transform[] asked)
    {
        var (kept, dropped) = (new List<int>(), new List<DroppedFeature>());
        var moments = clean.Moments;
        for (var j = 0; j < moments.Length; j++)
        {
            if (moments[j].IsConstant) dropped.Add(Scaler.SameValue(j, moments[j]));
            else kept.Add(j);
        }
        if (kept.Count == 0) throw Scaler.NothingDiffers();

        var tried = kept.FindAll(j => LogRule.IsTried(asked[j], scaling, moments[j]));
        var logs = await LogsAsync(spark, tried);
        var taken = tried.Where(j => LogRule.IsTaken(asked[j], moments[j], logs[j])).ToHashSet();
        var values = kept.ToDictionary(j => j, j => taken.Contains(j) ? $"log1p(v{j})" : $"v{j}");
        var quartiles = scaling == Scaling.Robust ? await QuartilesAsync(spark, values) : null;
        var scales = kept.ConvertAll(j =>
        {
            var (centre, scale) = Scaler.Find(scaling, Compared(j), () => quartiles![j]);
            return new FeatureScale(j, taken.Contains(j) ? Transform.Log1p : Transform.None, centre, scale)
            {
                Asked = asked[j],
                Skew = moments[j].Skewness,
                LogSkew = logs.TryGetValue(j, out var log) ? log.Skewness : null,
            };
        });
        var means = scales.Select(scale => (Compared(scale.Source).Mean - scale.Centre) / scale.Scale);
        return await ViewedAsync(spark, new(scales, dropped, [.. means]));

        FeatureMoments Compared(int j) => taken.Contains(j) ? logs[j] : moments[j];
    }

    static async Task<ScaledRows> ViewedAsync(SparkRun spark, ScaledRows scaled)
    {
        await scaled.ViewAsync(spark);
        return scaled;
    }

    /// <summary>Makes the view, in place of another one.</summary>
    public Task ViewAsync(SparkRun spark) =>
        spark.RunAsync($"create or replace temporary view scaled as select *, {Columns()} from used");

    /// <summary>The columns <c>z0…</c> over <c>v0…</c>.</summary>
    public string Columns() => SqlText.Each(Features.Count, c => $"{Of(Features[c], Value(Features[c]))} z{c}");

    /// <summary>A scaled feature in SQL.</summary>
    /// <remarks>It is never null, and coalesce tells Spark so: its code for a quotient that may be null took most of
    /// the time of the distances between many columns.</remarks>
    /// <param name="value">In the units of the file, with its transform.</param>
    public static string Of(FeatureScale scale, string value) =>
        $"coalesce(({value} - {SqlText.Number(scale.Centre)}) / {SqlText.Number(scale.Scale)}, 0D)";

    /// <summary>A feature's value in SQL, with its transform.</summary>
    static string Value(FeatureScale scale) =>
        scale.Transform == Transform.Log1p ? $"log1p(v{scale.Source})" : $"v{scale.Source}";

    /// <summary>Moments of the logarithms of some features.</summary>
    static async Task<Dictionary<int, FeatureMoments>> LogsAsync(SparkRun spark, List<int> features)
    {
        if (features.Count == 0) return [];
        var measured = SqlText.Each(features, j => MomentsSql.Of($"log1p(v{j})", j));
        var seen = await spark.AskOneAsync($"select {measured} from used", "Measuring the features");
        return features.ToDictionary(j => j, j => SparkRows.MomentsOf(seen, j));
    }

    static async Task<Dictionary<int, double[]>> QuartilesAsync(SparkRun spark, Dictionary<int, string> values)
    {
        var quartiles = SqlText.Each(values, value => $"{QuantileSql.Percentiles(value.Value)} q{value.Key}");
        var seen = await spark.AskOneAsync($"select {quartiles} from used", "Finding quartiles");
        return values.Keys.ToDictionary(j => j, j => seen.Doubles($"q{j}"));
    }
}
