namespace Segmentation.Api;

/// <summary>What the segments of a job are like.</summary>
/// <param name="JobId">The job.</param>
/// <param name="K">Number of segments.</param>
/// <param name="Rows">Rows read, used and excluded.</param>
/// <param name="Features">The compared columns with their distribution over all used rows.</param>
/// <param name="Segments">By number, which is by size, largest first.</param>
public sealed record SegmentsView(
    string JobId, int K, RowAccount Rows, IReadOnlyList<FeatureInfo> Features, IReadOnlyList<SegmentProfile> Segments)
{
    internal static SegmentsView From(string id, SegmentationResult result) =>
        new(id, result.Segments.Count, result.Rows, result.Features, result.Segments);
}

/// <summary>Every k that was tried, and why this one was taken.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Sweep">The values of each k, the knee, the recommendation and its reason.</param>
/// <param name="Structure">Whether there are groups at all: each k beside draws without groups.</param>
/// <param name="SilhouetteMethod"><c>exact</c> or <c>sampled</c>.</param>
public sealed record KSweepView(string JobId, KSweep Sweep, StructureFindings Structure, string SilhouetteMethod)
{
    internal static KSweepView From(string id, SegmentationResult result) =>
        new(id, result.Sweep, result.Structure, result.Metrics.SilhouetteMethod);
}

/// <summary>How good the segmentation is, as a whole, per segment and per feature.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Metrics">Over all used rows.</param>
/// <param name="PerSegment">By segment number.</param>
/// <param name="Features">F of the analysis of variance (descriptive: the segments were chosen to differ), H of Kruskal
/// and Wallis, and how much of the feature's variance lies between segments.</param>
/// <param name="Stability">Whether the segments come out again; null when no advice was asked for.</param>
public sealed record MetricsView(
    string JobId, Metrics Metrics, IReadOnlyList<SegmentQuality> PerSegment, IReadOnlyList<FeatureQuality> Features,
    StabilityFindings? Stability)
{
    internal static MetricsView From(string id, SegmentationResult result) => new(
        id, result.Metrics,
        [.. result.Segments.Select(segment => new SegmentQuality(
            segment.Number, segment.Name, segment.Size, segment.Silhouette, segment.WithinSs, segment.MeanDistance))],
        [.. result.Features.Select(feature => new FeatureQuality(
            feature.Name, feature.F, feature.P, feature.H, feature.HP, feature.Importance, feature.ConstantWithin))],
        result.Stability);
}

/// <summary>How good one segment is.</summary>
/// <param name="Number">1…k by size.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Rows.</param>
/// <param name="Silhouette">Mean silhouette, −1 to 1.</param>
/// <param name="WithinSs">Sum of squared scaled distances to the centre.</param>
/// <param name="MeanDistance">Mean scaled distance to the centre.</param>
public sealed record SegmentQuality(
    int Number, string Name, int Size, double Silhouette, double WithinSs, double MeanDistance);

/// <summary>How much one feature tells the segments apart.</summary>
/// <param name="Name">Header.</param>
/// <param name="F">F of the analysis of variance; null when it is infinite.</param>
/// <param name="P">p value of F.</param>
/// <param name="H">H of Kruskal and Wallis; null above the exact limit.</param>
/// <param name="HP">p value of H.</param>
/// <param name="Importance">Share of the scaled variance between segments, 0 to 1.</param>
/// <param name="ConstantWithin">All rows of a segment have the same value, in every segment: F is infinite.</param>
public sealed record FeatureQuality(
    string Name, double? F, double P, double? H, double? HP, double Importance, bool ConstantWithin);

/// <summary>Silhouette values for the plot: one band per segment, each descending.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Mean">Mean over all measured rows; the same number as in the metrics.</param>
/// <param name="Method"><c>exact</c> or <c>sampled</c>.</param>
/// <param name="Rows">Rows measured.</param>
/// <param name="Error">Standard error when sampled.</param>
/// <param name="Seed">Seed of the sample.</param>
/// <param name="Bands">By segment number; values are quantiles when a segment has more rows than shown.</param>
/// <param name="Least">The customers with the lowest silhouettes of those measured, at most ten, lowest first.</param>
public sealed record SilhouetteView(
    string JobId, double Mean, string Method, long Rows, double? Error, int? Seed, IReadOnlyList<SilhouetteBand> Bands,
    IReadOnlyList<UnsureCustomer> Least)
{
    internal static SilhouetteView From(string id, Metrics metrics, SilhouetteBands bands, int maxPoints)
    {
        var total = bands.Bands.Sum(band => band.Values.Count);
        return new(
            id, metrics.Silhouette, metrics.SilhouetteMethod, metrics.SilhouetteRows, metrics.SilhouetteError,
            metrics.SilhouetteSeed, [.. bands.Bands.Select(band => Thin(band, maxPoints, total))], bands.Least);
    }

    // Evenly spaced ranks of the sorted values, both ends kept: the shape of the band stays.
    static SilhouetteBand Thin(SilhouetteBand band, int maxPoints, int total)
    {
        if (total <= maxPoints) return band;
        var (values, count) = (band.Values, band.Values.Count);
        var keep = Math.Clamp((int)((long)maxPoints * count / total), Math.Min(2, count), count);
        return keep < 2 ? band : band with
        {
            Values = [.. Enumerable.Range(0, keep).Select(i => values[(int)((long)i * (count - 1) / (keep - 1))])],
        };
    }
}
