using Segmentation.Profiles;

namespace Segmentation.Spark.Stages;

/// <summary>One feature, measured over all rows on the cluster.</summary>
/// <param name="Segments">Shape [k].</param>
/// <param name="Scaled">Shape [k]: moments of the scaled values.</param>
/// <param name="Quartiles">First, second and third of all rows.</param>
/// <param name="MedianRanks">Shape [k]: share of all rows below the segment's median, ties counted half.</param>
sealed record MeasuredFeature(
    Distribution[] Segments, (double Mean, double Deviation)[] Scaled, double[] Quartiles, double[] MedianRanks)
{
    /// <summary>Adds the distribution of all rows: their spread is the spread within the segments plus that of the
    /// means.</summary>
    public FeatureDistributions Over(int[] sizes)
    {
        var (rows, mean, squares) = (sizes.Sum(), 0.0, 0.0);
        for (var g = 0; g < sizes.Length; g++) mean += sizes[g] * Segments[g].Mean / rows;
        for (var g = 0; g < sizes.Length; g++)
        {
            var difference = Segments[g].Mean - mean;
            squares += sizes[g] * ((Segments[g].Deviation * Segments[g].Deviation) + (difference * difference));
        }
        var all = new Distribution(
            mean, Math.Sqrt(squares / rows), Segments.Min(one => one.Min),
            Quartiles[0], Quartiles[1], Quartiles[2], Segments.Max(one => one.Max));
        return new(all, Segments, MedianRanks);
    }
}
