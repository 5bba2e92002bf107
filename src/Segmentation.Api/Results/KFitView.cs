namespace Segmentation.Api;

/// <summary>What one k of the sweep makes of the customers.</summary>
/// <param name="JobId">The job.</param>
/// <param name="K">Number of segments.</param>
/// <param name="Chosen">Whether this k was used. Its numbers are those of the result, over all used rows.</param>
/// <param name="Rows">Rows the numbers are of: all used ones, or the sample of the sweep.</param>
/// <param name="Sampled">Whether that is a sample. Each drawn point then has the segment of the nearest centre.</param>
/// <param name="Inertia">Sum of squared distances to the own centre.</param>
/// <param name="Silhouette">Mean silhouette, −1 to 1.</param>
/// <param name="CalinskiHarabasz">Higher is better.</param>
/// <param name="DaviesBouldin">Lower is better.</param>
/// <param name="Smallest">Rows of the smallest segment.</param>
/// <param name="Segments">By number, which is by size, largest first.</param>
/// <param name="Points">The customers drawn for the map, <c>files/points.json</c>.</param>
public sealed record KFitView(
    string JobId, int K, bool Chosen, long Rows, bool Sampled, double Inertia, double Silhouette,
    double CalinskiHarabasz, double DaviesBouldin, int Smallest, IReadOnlyList<KFitSegment> Segments,
    KFitPoints Points)
{
    /// <summary>The k that was used.</summary>
    internal static KFitView OfChosen(string id, SegmentationResult result, PointSample points) => new(
        id, result.Metrics.K, Chosen: true, result.Rows.Used, Sampled: false, result.Metrics.Inertia,
        result.Metrics.Silhouette, result.Metrics.CalinskiHarabasz, result.Metrics.DaviesBouldin,
        result.Segments.Min(segment => segment.Size),
        [.. result.Segments.Select(segment => new KFitSegment(
            segment.Number, segment.Size, segment.Share, [.. segment.Features.Select(feature => feature.Here.Mean)],
            segment.ScaledCentre, segment.ComponentCentre))],
        new(points.Segments));

    /// <summary>Another k of the sweep.</summary>
    internal static KFitView Of(string id, SegmentationResult result, KCandidate candidate, CandidateFit fit) => new(
        id, fit.K, Chosen: false, result.Sweep.Rows, result.Sweep.Rows < result.Rows.Used, candidate.Inertia,
        candidate.Silhouette, candidate.CalinskiHarabasz, candidate.DaviesBouldin, candidate.Smallest,
        [.. fit.Sizes.Select((size, s) => new KFitSegment(
            s + 1, size, (double)size / result.Sweep.Rows, fit.Means[s], fit.ScaledCentres[s],
            fit.ComponentCentres[s]))],
        new(fit.SegmentsOfPoints()));
}

/// <summary>One segment.</summary>
/// <param name="Number">1…k by size.</param>
/// <param name="Size">Rows.</param>
/// <param name="Share">Of the rows, 0 to 1.</param>
/// <param name="Centre">Mean of each feature, in the units of the file.</param>
/// <param name="ScaledCentre">Centre on scaled features.</param>
/// <param name="ComponentCentre">Centre in principal components, as many as the map has.</param>
public sealed record KFitSegment(
    int Number, int Size, double Share, IReadOnlyList<double> Centre, IReadOnlyList<double> ScaledCentre,
    IReadOnlyList<double> ComponentCentre);

/// <summary>Where the drawn customers belong.</summary>
/// <param name="Segments">Segment number of each point, in the order of <c>files/points.json</c>.</param>
public sealed record KFitPoints(IReadOnlyList<int> Segments);
