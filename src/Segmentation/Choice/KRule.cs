namespace Segmentation.Choice;

/// <summary>The rule that chooses k. The best silhouette alone would often make a segment of a few outliers.</summary>
static class KRule
{
    /// <summary>Silhouettes this close to the best one count as equally good.</summary>
    public const double AsGood = 0.01;

    /// <summary>Fewest rows a segment may have: max(n / 100, min(10, n / 20)), rounded up.</summary>
    public static int SmallestAllowed(int rows) =>
        (int)Math.Ceiling(Math.Max(rows / 100.0, Math.Min(10, rows / 20.0)));

    /// <summary>Chooses one of the candidates.</summary>
    /// <param name="candidates">Ascending by k, at least one.</param>
    /// <param name="tooSmall">For each candidate, how many rows are in segments with fewer than the smallest allowed
    /// number.</param>
    /// <param name="rows">Rows the candidates were measured on.</param>
    /// <param name="of">Rows in all.</param>
    /// <returns>The smallest of the allowed k within 0.01 of the best silhouette. When none is allowed, the k with the
    /// fewest rows in too small segments, of equals the one with the best silhouette, and no recommendation.</returns>
    public static KSweep Choose(IReadOnlyList<KCandidate> candidates, IReadOnlyList<int> tooSmall, int rows, int of)
    {
        var knee = Knee.Of([.. candidates.Select(c => (c.K, c.Inertia))]);
        var allowed = candidates.Where(c => c.Allowed).ToArray();
        var sample = rows < of ? $" (measured on {rows:N0} of {of:N0} rows)" : "";
        var floor = SmallestAllowed(rows);
        if (allowed.Length == 0)
            return NoneAllowed(candidates, tooSmall, knee, sample) with { SmallestAllowed = floor, Rows = rows };

        var best = allowed.MaxBy(c => c.Silhouette)!;
        var chosen = allowed.First(c => c.Silhouette >= best.Silhouette - AsGood);
        return new()
        {
            Candidates = candidates,
            Chosen = chosen.K,
            Recommended = chosen.K,
            Knee = knee,
            SmallestAllowed = floor,
            Rows = rows,
            Reason = Reason(candidates, chosen, best, floor) + KneeText(knee, chosen.K) + sample + ".",
        };
    }

    static string Reason(IReadOnlyList<KCandidate> candidates, KCandidate chosen, KCandidate best, int floor)
    {
        var among = candidates.Count == 1
            ? "the only number of segments that was tried"
            : $"of k = {candidates[0].K} to {candidates[^1].K}";
        var condition = candidates.All(c => c.Allowed) ? "" : $" among those with no segment under {floor:N0} rows";
        if (candidates.Count == 1) return $"k = {chosen.K} is {among}; its mean silhouette is {chosen.Silhouette:F3}";
        return chosen == best
            ? $"k = {chosen.K} has the highest mean silhouette {among}{condition}, {chosen.Silhouette:F3}"
            : $"k = {chosen.K} has the fewest segments {among} whose mean silhouette, {chosen.Silhouette:F3}, "
                + $"is within {AsGood} of the highest{condition}, {best.Silhouette:F3} at k = {best.K}";
    }

    static string KneeText(int? knee, int chosen) => knee switch
    {
        null => "; the inertia curve has no clear knee",
        var k when k == chosen => "; the knee of the inertia curve is there too",
        _ => $"; the knee of the inertia curve is elsewhere, at k = {knee}",
    };

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
                + $"into such segments, {tooSmall[at]:N0}{sample}.",
            Advice =
            [
                "Try the log1p transform: it draws in long tails, "
                    + "so that a few very large values no longer make a segment of their own.",
                "Look at the smallest segments for outliers or mistakes in the file, and leave those rows out.",
            ],
        };
    }

    /// <summary>The sweep of a k that was asked for.</summary>
    public static KSweep Given(KCandidate candidate, int sampleRows, int rows)
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
            Reason = $"k = {candidate.K} was asked for{small}.",
        };
    }
}
