namespace Segmentation;

/// <summary>Silhouette values for the plot, a band a segment.</summary>
/// <param name="Bands">By segment number.</param>
public sealed record SilhouetteBands(IReadOnlyList<SilhouetteBand> Bands);

/// <summary>Silhouette values of one segment, descending, at most 1,000 by quantiles.</summary>
/// <param name="Segment">1…k by size.</param>
/// <param name="Size">Rows of the segment.</param>
/// <param name="Mean">Mean silhouette.</param>
/// <param name="NegativeShare">Of the measured rows of the segment, 0 to 1.</param>
/// <param name="Values">Those shown.</param>
public sealed record SilhouetteBand(
    int Segment, int Size, double Mean, double NegativeShare, IReadOnlyList<double> Values);
