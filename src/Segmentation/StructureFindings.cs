namespace Segmentation;

/// <summary>Whether the rows have groups at all: how they compare with draws like them in every column and in how the
/// columns go together, but without groups.</summary>
public sealed record StructureFindings
{
    /// <summary>The largest excess below which nothing is claimed.</summary>
    public const double LeastExcess = 0.03;

    /// <summary>False when the test was not asked for; nothing else is known then.</summary>
    public required bool Tested { get; init; }
    /// <summary>The rows have groups.</summary>
    public bool Claimed { get; init; }
    /// <summary>The same in words: <c>Three clear groups</c>, <c>No clear groups</c> or <c>Not tested</c>.</summary>
    public string Headline => (Tested, Claimed, K) switch
    {
        (true, true, { } k) => $"{(k < Numbers.Length ? Numbers[k] : $"{k}")} clear groups",
        (true, _, _) => "No clear groups",
        _ => "Not tested",
    };
    /// <summary>The k with the largest excess; null when none is allowed.</summary>
    public int? K { get; init; }
    /// <summary>The k with the second largest.</summary>
    public int? RunnerUp { get; init; }
    /// <summary>Rows on which data and draws were compared: all, or a sample of 500 to
    /// 1,000.</summary>
    public int Rows { get; init; }
    /// <summary>The best mean silhouette of the data on these rows, of the k that are allowed there; null when none
    /// is.</summary>
    public double? Best { get; init; }
    /// <summary>The best of the draws that are alike.</summary>
    public double? HighestDraw { get; init; }
    /// <summary>Draws that were made: 39, or fewer when one of them was as good as the data.</summary>
    public int Draws { get; init; }
    /// <summary>The best of the draws from an even box along the principal axes; null when none was made, because the
    /// others had decided.</summary>
    public double? HighestBox { get; init; }
    /// <summary>The largest excess.</summary>
    public double? Excess { get; init; }
    /// <summary>Ascending by k.</summary>
    public IReadOnlyList<StructureOfK> ByK { get; init; } = [];

    static readonly string[] Numbers =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];

    /// <summary>The excess of one k; null when it has none.</summary>
    public double? ExcessOf(int k)
    {
        foreach (var one in ByK)
            if (one.K == k) return one.Excess;
        return null;
    }
}

/// <summary>One k beside the draws.</summary>
/// <param name="Silhouette">Mean silhouette of the segments of the sweep.</param>
/// <param name="Low">The lowest mean silhouette of a draw at this k; null when no draw has so many different
/// rows.</param>
/// <param name="Mean">The mean of the draws.</param>
/// <param name="High">The highest of a draw.</param>
/// <param name="Excess"><paramref name="Silhouette"/> − <paramref name="Mean"/>.</param>
/// <param name="Allowed">No segment is under the floor.</param>
public sealed record StructureOfK(
    int K, double Silhouette, double? Low, double? Mean, double? High, double? Excess, bool Allowed);
