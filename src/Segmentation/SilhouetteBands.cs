namespace Segmentation;

/// <summary>Silhouette values for the plot, a band a segment.</summary>
/// <param name="Bands">By segment number.</param>
public sealed record SilhouetteBands(IReadOnlyList<SilhouetteBand> Bands)
{
    /// <summary>The customers with the lowest silhouettes of those measured, at most ten, lowest first. Empty in files
    /// of earlier versions.</summary>
    public IReadOnlyList<UnsureCustomer> Least { get; init; } = [];
}

/// <summary>Silhouette values of one segment, descending, at most 1,000 by quantiles.</summary>
/// <param name="Segment">1…k by size.</param>
/// <param name="Size">Rows of the segment.</param>
/// <param name="Mean">Mean silhouette.</param>
/// <param name="NegativeShare">Of the measured rows of the segment, 0 to 1.</param>
/// <param name="Values">Those shown.</param>
public sealed record SilhouetteBand(
    int Segment, int Size, double Mean, double NegativeShare, IReadOnlyList<double> Values);

/// <summary>A customer who may belong to another segment.</summary>
/// <param name="Row">0-based data row.</param>
/// <param name="Id">Id cell; null when there is no id column.</param>
/// <param name="Segment">1…k by size.</param>
/// <param name="Silhouette">−1 to 1; below 0 the other segment is closer.</param>
/// <param name="Other">Number of the other segment whose customers are nearest on average.</param>
public sealed record UnsureCustomer(long Row, string? Id, int Segment, double Silhouette, int Other);
