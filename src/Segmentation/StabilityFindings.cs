namespace Segmentation;

/// <summary>Whether the segments come out again: how alike they are to those of fits to rows drawn anew, and of fits
/// from other seeds.</summary>
/// <remarks>No test for groups: the segments of one cloud may come out again as often.</remarks>
public sealed record StabilityFindings
{
    /// <summary>A segment whose mean Jaccard index is below this may not come out again.</summary>
    public const double LeastJaccard = 0.6;

    /// <summary>Mean adjusted Rand index of the segments and those of each refit, at most 1; about 0 is
    /// chance.</summary>
    public required double AdjustedRand { get; init; }
    /// <summary>The lowest of a refit.</summary>
    public required double Lowest { get; init; }
    /// <summary>The highest of a refit.</summary>
    public required double Highest { get; init; }
    /// <summary>Fits to as many rows drawn with replacement; their centres then divide all the rows that they were
    /// drawn from.</summary>
    public required int Refits { get; init; }
    /// <summary>The rows that they were drawn from: all, or a sample of about 2,000.</summary>
    public required int Rows { get; init; }
    /// <summary>By segment number: the mean Jaccard index with the most similar segment of each refit, 0 to
    /// 1.</summary>
    public required IReadOnlyList<double> Segments { get; init; }
    /// <summary>Adjusted Rand index of the segments and those from each of five other seeds, on the rows that the
    /// starts ran on.</summary>
    public required IReadOnlyList<double> Seeds { get; init; }

    /// <summary>Numbers of the segments that may not come out again: their mean Jaccard index is below 0.6.</summary>
    public IReadOnlyList<int> Unsure
    {
        get
        {
            var unsure = new List<int>();
            for (var i = 0; i < Segments.Count; i++)
                if (Segments[i] < LeastJaccard) unsure.Add(i + 1);
            return unsure;
        }
    }
}
