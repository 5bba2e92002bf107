using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Measures features with too many different values to count each.</summary>
sealed class ManyValues
{
    const int Moments = 6;

    readonly FeatureScale[] _features;
    readonly SparkQuartiles _quartiles;
    readonly int _k;

    /// <param name="labels">Segment of each row of the sample.</param>
    public ManyValues(FeatureScale[] features, SparkSample sample, byte[] labels, int k)
    {
        (_features, _k) = (features, k);
        _quartiles = new(Array.ConvertAll(features, feature => (Value(feature), sample.Values.Column(feature.Source).ToArray())), labels, k);
    }

    /// <summary>What is to be asked of each segment first.</summary>
    public IReadOnlyList<string> Aggregates => [.. _features.SelectMany(Of), .. _quartiles.Below];

    /// <param name="sizes">Rows of each segment.</param>
    /// <param name="numbers">The answers, shape [aggregate][segment].</param>
    public async Task<MeasuredFeature[]> MeasureAsync(SparkRun cluster, int[] sizes, double[][] numbers)
    {
        if (_features.Length == 0) return [];

        var quartiles = await _quartiles.MeasureAsync(cluster, sizes, numbers[(Moments * _features.Length)..]);
        var ranks = await SegmentAggregates.AskAllAsync(cluster,
            [.. _features.SelectMany((feature, c) => quartiles[c].Segments.Select(own => Below(Value(feature), own[1])))], "Comparing the segments");
        var rows = sizes.Sum(size => (double)size);
        return Arrays.Of(_features.Length, c => new MeasuredFeature(
            Arrays.Of(_k, g => Distribute(numbers.AsSpan(Moments * c, Moments), g, quartiles[c].Segments[g])),
            Arrays.Of(_k, g => (numbers[(Moments * c) + 4][g], numbers[(Moments * c) + 5][g])),
            quartiles[c].All, Arrays.Of(_k, g => ranks[(c * _k) + g] / rows)));
    }

    static string Value(FeatureScale feature) => $"v{feature.Source}";

    // Without a transform the scaled moments are those of the file on another scale.
    static string[] Of(FeatureScale feature)
    {
        var value = Value(feature);
        var (mean, deviation) = ($"avg({value})", $"stddev_pop({value})");
        string[] scaled = feature.Transform == Transform.Log1p
            ? [$"avg({ScaledRows.Of(feature, $"log1p({value})")})", $"stddev_pop({ScaledRows.Of(feature, $"log1p({value})")})"]
            : [ScaledRows.Of(feature, mean), $"{deviation} / {SqlText.Number(feature.Scale)}"];
        return [mean, deviation, $"min({value})", $"max({value})", .. scaled];
    }

    static Distribution Distribute(ReadOnlySpan<double[]> moments, int g, double[] quartiles) =>
        new(moments[0][g], moments[1][g], moments[2][g], quartiles[0], quartiles[1], quartiles[2], moments[3][g]);

    /// <summary>Rows below a value, ties counted half.</summary>
    static string Below(string column, double value) =>
        $"sum(case when {column} < {SqlText.Number(value)} then 1D when {column} = {SqlText.Number(value)} then 0.5D else 0D end)";
}
