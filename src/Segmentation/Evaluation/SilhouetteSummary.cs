namespace Segmentation.Evaluation;

/// <summary>Silhouette values of the measured rows, with means over all rows and over segments.</summary>
sealed record SilhouetteSummary
{
    /// <summary>Mean over all rows, or its estimate from the sample; −1 to 1.</summary>
    public required double Mean { get; init; }
    /// <summary>Standard error of the estimate; null when every row was measured.</summary>
    public double? Error { get; init; }
    /// <summary>Seed of the sample; null when every row was measured.</summary>
    public int? Seed { get; init; }
    /// <summary>Shape [m], ascending: the rows that were measured; all n when not sampled.</summary>
    public required int[] Rows { get; init; }
    /// <summary>Shape [m]: their values.</summary>
    public required double[] Values { get; init; }
    /// <summary>Shape [k]: mean of the segment's measured rows; 0 for a segment without any.</summary>
    public required double[] SegmentMeans { get; init; }
    /// <summary>Shape [k]: share of the segment's measured rows below 0, from 0 to 1.</summary>
    public required double[] NegativeShares { get; init; }
    /// <summary>Only some rows were measured.</summary>
    public bool Sampled => Error is not null;
}
