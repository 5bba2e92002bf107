namespace Segmentation.Api;

/// <summary>How the compared features are spread, and how they go together.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Rows">Used rows: each is counted once a feature.</param>
/// <param name="Features">Histograms, in the order of the features.</param>
/// <param name="Correlation">Shape [d × d]: Pearson's correlation of the features as they are compared, −1 to 1; after
/// the transform where there is one.</param>
public sealed record DistributionsView(
    string JobId, long Rows, IReadOnlyList<FeatureHistogram> Features, IReadOnlyList<IReadOnlyList<double>> Correlation)
{
    internal static DistributionsView From(
        string id, SegmentationResult result, FeatureBins bins, int most, string? feature)
    {
        var found = bins.Features.Where(each => feature is null || each.Name == feature).ToArray();
        if (found.Length == 0)
            throw new ProblemException(Problems.Malformed(
                $"The run compared no feature «{feature}»; it compared "
                + $"{string.Join(", ", bins.Features.Select(each => each.Name))}.", "feature"));
        return new(id, result.Rows.Used, [.. found.Select(each => Merged(each, most))], result.Pca.Correlation());
    }

    static FeatureHistogram Merged(FeatureHistogram histogram, int most)
    {
        var every = (histogram.All.Count + most - 1) / most;
        if (every == 1) return histogram;
        return histogram with
        {
            Edges = EdgesOf(histogram.Edges, every),
            All = Merged(histogram.All, every),
            Segments = [.. histogram.Segments.Select(own => Merged(own, every))],
            After = histogram.After is null
                ? null : new(EdgesOf(histogram.After.Edges, every), Merged(histogram.After.All, every)),
        };
    }

    static double[] EdgesOf(IReadOnlyList<double> edges, int every) =>
        [.. edges.Where((_, i) => i % every == 0 || i == edges.Count - 1)];

    static long[] Merged(IReadOnlyList<long> counts, int every) =>
        [.. counts.Chunk(every).Select(some => some.Sum())];
}
