using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Measures features with too many different values for counting each of them.</summary>
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
        _quartiles = new(
            Array.ConvertAll(features, feature => (Value(feature), sample.Values.Column(feature.Source).ToArray())),
            labels, k);
    }

    /// <summary>The aggregates of each segment that <see cref="MeasureAsync"/> needs.</summary>
    public IReadOnlyList<string> Aggregates => [.. _features.SelectMany(Of), .. _quartiles.Below];

    /// <param name="sizes">Rows of each segment.</param>
    /// <param name="numbers">Values of the aggregates, shape [aggregate][segment].</param>
    public async Task<MeasuredFeature[]> MeasureAsync(SparkRun spark, int[] sizes, double[][] numbers)
    {
        if (_features.Length == 0) return [];

        var quartiles = await _quartiles.MeasureAsync(spark, sizes, numbers[(Moments * _features.Length)..]);
        var below = _features.SelectMany(
            (feature, c) => quartiles[c].Segments.Select(own => Below(Value(feature), own[1])));
        var ranks = await SegmentAggregates.AskAllAsync(spark, [.. below], "Comparing the segments");
        var rows = sizes.Sum(size => (double)size);
        return Arrays.Generate(_features.Length, c => new MeasuredFeature(
            Arrays.Generate(_k, g => Distribute(numbers.AsSpan(Moments * c, Moments), g, quartiles[c].Segments[g])),
            Arrays.Generate(_k, g => (numbers[(Moments * c) + 4][g], numbers[(Moments * c) + 5][g])),
            quartiles[c].All, Arrays.Generate(_k, g => ranks[(c * _k) + g] / rows)));
    }

    static string Value(FeatureScale feature) => $"v{feature.Source}";

    // Without a transform, the moments of the scaled values follow from those of the file.
    static string[] Of(FeatureScale feature)
    {
        var value = Value(feature);
        var (mean, deviation) = ($"avg({value})", $"stddev_pop({value})");
        var log = ScaledRows.Of(feature, $"log1p({value})");
        string[] scaled = feature.Transform == Transform.Log1p
            ? [$"avg({log})", $"stddev_pop({log})"]
            : [ScaledRows.Of(feature, mean), $"{deviation} / {SqlText.Number(feature.Scale)}"];
        return [mean, deviation, $"min({value})", $"max({value})", .. scaled];
    }

    static Distribution Distribute(ReadOnlySpan<double[]> moments, int g, double[] quartiles) =>
        new(moments[0][g], moments[1][g], moments[2][g], quartiles[0], quartiles[1], quartiles[2], moments[3][g]);

    /// <summary>The number of rows below a value, ties counted half.</summary>
    static string Below(string column, double value) =>
        $"sum(case when {column} < {SqlText.Number(value)} then 1D "
        + $"when {column} = {SqlText.Number(value)} then 0.5D else 0D end)";
}
