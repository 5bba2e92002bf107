using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>One feature over all used rows and over each segment's.</summary>
/// <param name="MedianRanks">Per segment: share of all rows below its median, ties counted half; 0 to 1.</param>
sealed record FeatureDistributions(Distribution All, Distribution[] Segments, double[] MedianRanks);

/// <summary>Means, deviations and quartiles, exact.</summary>
static class Distributions
{
    /// <summary>All columns, in their order.</summary>
    /// <param name="labels">Shape [n], 0 to k − 1; every segment has a row.</param>
    /// <remarks>Time O(n · d), memory O(k · d) and the bins of the quartiles. One thread a column.</remarks>
    public static FeatureDistributions[] Measure(Matrix values, byte[] labels, int k, CancellationToken ct)
    {
        var all = new FeatureDistributions[values.Columns];
        ParallelLoop.Run(values.Columns, j => all[j] = Measure(values.Column(j), labels, k, ct), ct);
        return all;
    }

    static FeatureDistributions Measure(ReadOnlySpan<double> column, byte[] labels, int k, CancellationToken ct)
    {
        var histograms = new Histograms(column, labels, k, ct);
        var segments = new Distribution[k];
        for (var s = 0; s < k; s++) segments[s] = histograms.Describe(s, histograms.Mean(s), histograms.Squares(s));

        // Spread of all rows = spread within the segments + spread of their means.
        var (mean, squares) = (0.0, 0.0);
        for (var s = 0; s < k; s++) mean += histograms.Count(s) * histograms.MeanFrom(column[0], s) / column.Length;
        for (var s = 0; s < k; s++)
        {
            var off = histograms.MeanFrom(column[0], s) - mean;
            squares += histograms.Squares(s) + (histograms.Count(s) * off * off);
        }
        return new(
            histograms.Describe(k, column[0] + mean, squares), segments,
            Arrays.Generate(k, s => histograms.RankInAll(segments[s].Median)));
    }
}
