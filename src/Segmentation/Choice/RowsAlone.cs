using Segmentation.Clustering;
using Segmentation.Numerics;

namespace Segmentation.Choice;

/// <summary>Rows in segments with too few of them, where that keeps any k from being recommended.</summary>
/// <param name="Centres">Shape [k × d]: those of the fit in which they stand alone.</param>
/// <param name="Segments">Which of these have too few rows, from 0.</param>
/// <param name="Rows">The rows to which one of these is nearest, ascending; at least one.</param>
sealed record RowsAlone(Matrix Centres, int[] Segments, int[] Rows)
{
    /// <summary>Most times that rows are set apart; more would take a cloud apart from outside.</summary>
    public const int MostRounds = 3;

    const double MostShare = 0.05;

    /// <summary>Whether so many rows may be set apart.</summary>
    public static bool Allows(long rows, long of) => rows <= MostShare * of;

    /// <summary>The rows of the k with the best silhouette among those that are not allowed; null when a k is
    /// recommended, or only a few k are not allowed.</summary>
    /// <param name="all">Shape [n × d], scaled.</param>
    /// <param name="fits">One for each candidate.</param>
    public static RowsAlone? Find(Matrix all, KMeansResult[] fits, KSweep sweep, CancellationToken ct)
    {
        var refused = sweep.Candidates.Where(one => !one.Allowed).ToArray();
        // Where most k are allowed, the others only cut the edge of a cloud into too small pieces.
        if (sweep.Recommended is not null || 2 * refused.Length <= fits.Length) return null;

        var best = refused.MaxBy(one => one.Silhouette)!.K;
        var centres = Array.Find(fits, fit => fit.Sums.K == best)!.Centres;
        var labels = NearestCentre.Of(all, centres, ct);
        var sizes = new int[best];
        foreach (var label in labels) sizes[label]++;
        var floor = KRule.SmallestAllowed(labels.Length);
        var small = Array.FindAll(Arrays.Indices(best), segment => sizes[segment] < floor);
        var rows = Array.FindAll(Arrays.Indices(labels.Length), row => sizes[labels[row]] < floor);
        return rows.Length > 0 ? new(centres, small, rows) : null;
    }
}
