using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Choice;

/// <summary>The chosen k, the reason for it, and its segments.</summary>
/// <param name="Sweep">Every k that was tried, measured on the rows the starts ran on; a k that was asked for, on all
/// rows.</param>
/// <param name="Fit">The segments of all rows.</param>
/// <param name="Silhouette">That of <paramref name="Fit"/>; exact, or sampled above the limit.</param>
sealed record KChoice(KSweep Sweep, KMeansResult Fit, SilhouetteSummary Silhouette)
{
    /// <summary>Whether there are groups at all.</summary>
    public required StructureFindings Structure { get; init; }

    /// <summary>Whether the segments come out again; null when it was not asked for.</summary>
    public StabilityFindings? Stability { get; init; }

    /// <summary>Rows that stand alone; null when there are none, or k was asked for.</summary>
    public RowsAlone? Alone { get; init; }

    /// <summary>What the sweep found for the other k; none when k was asked for.</summary>
    public TriedFits Others { get; init; } = new(new(0, 0), true, []);
}

/// <summary>Fits of the sweep.</summary>
/// <param name="Rows">Shape [m × d], scaled: the rows the starts ran on.</param>
/// <param name="AreAll">The rows begin with all that were given, in their order; else they are a sample.</param>
/// <param name="Fits">Ascending by k.</param>
sealed record TriedFits(Matrix Rows, bool AreAll, IReadOnlyList<KMeansResult> Fits);
