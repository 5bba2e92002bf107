namespace Segmentation.Choice;

/// <summary>The rule that chooses k: of those without a tiny segment the one that stands out most from rows without
/// groups. The best silhouette alone finds groups where there are none, and makes segments of a few outliers.</summary>
static class KRule
{
    /// <summary>Fewest rows a segment may have: max(n / 100, min(10, n / 20)), rounded up.</summary>
    public static int SmallestAllowed(int rows) =>
        (int)Math.Ceiling(Math.Max(rows / 100.0, Math.Min(10, rows / 20.0)));

    /// <summary>Chooses one of the candidates.</summary>
    /// <param name="candidates">Ascending by k, at least one.</param>
    /// <param name="tooSmall">For each candidate, how many rows are in segments with fewer than the smallest allowed
    /// number.</param>
    /// <param name="rows">Rows the candidates were measured on.</param>
    /// <param name="of">Rows in all.</param>
    /// <param name="structure">How the candidates compare with rows without groups.</param>
    /// <returns>The allowed k with the largest excess; recommended when groups are claimed. Where nothing was compared,
    /// the allowed k with the best silhouette. When none is allowed, the k with the fewest rows in too small segments,
    /// of equals the one with the best silhouette, and no recommendation.</returns>
    public static KSweep Choose(
        IReadOnlyList<KCandidate> candidates, IReadOnlyList<int> tooSmall, int rows, int of,
        StructureFindings structure)
    {
        var knee = Knee.Of([.. candidates.Select(c => (c.K, c.Inertia))]);
        var allowed = candidates.Where(c => c.Allowed).ToArray();
        var sample = rows < of ? $" Measured on {rows:N0} of {of:N0} rows." : "";
        var floor = SmallestAllowed(rows);
        if (allowed.Length == 0)
            return NoneAllowed(candidates, tooSmall, knee, sample) with { SmallestAllowed = floor, Rows = rows };

        var chosen = structure.K is { } k
            ? allowed.First(c => c.K == k)
            : allowed.MaxBy(c => c.Silhouette)!;
        var isRecommended = structure.Claimed || structure.K is null && !structure.Tested;
        return new()
        {
            Candidates = candidates,
            Chosen = chosen.K,
            Recommended = isRecommended ? chosen.K : null,
            Knee = knee,
            SmallestAllowed = floor,
            Rows = rows,
            Reason = KReason.Of(candidates, chosen, structure, knee, floor) + sample,
            Advice = KReason.Advice(candidates, chosen, structure),
        };
    }

    static KSweep NoneAllowed(
        IReadOnlyList<KCandidate> candidates, IReadOnlyList<int> tooSmall, int? knee, string sample)
    {
        var at = Enumerable.Range(0, candidates.Count)
            .OrderBy(i => tooSmall[i]).ThenByDescending(i => candidates[i].Silhouette).ThenBy(i => candidates[i].K)
            .First();
        var chosen = candidates[at];
        return new()
        {
            Candidates = candidates,
            Chosen = chosen.K,
            Recommended = null,
            Knee = knee,
            Reason = $"No k is recommended: each one from {candidates[0].K} to {candidates[^1].K} "
                + $"leaves a segment with too few rows; k = {chosen.K} is used because it puts the fewest rows "
                + $"into such segments, {tooSmall[at]:N0}.{sample}",
            Advice = ["Look at the rows of the smallest segments for mistakes in the file."],
        };
    }

    /// <summary>The sweep of a k that was asked for.</summary>
    public static KSweep Given(KCandidate candidate, int sampleRows, int rows, StructureFindings structure)
    {
        var floor = SmallestAllowed(rows);
        var small = candidate.Allowed
            ? ""
            : $"; its smallest segment has {candidate.Smallest:N0} rows, "
                + $"fewer than the {floor:N0} a segment should have";
        return new()
        {
            Candidates = [candidate],
            Chosen = candidate.K,
            SmallestAllowed = floor,
            Rows = sampleRows,
            Reason = $"k = {candidate.K} was asked for{small}.{KReason.OfGiven(candidate, structure)}",
        };
    }
}
