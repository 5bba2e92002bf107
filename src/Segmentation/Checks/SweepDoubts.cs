using Segmentation.Settings;

namespace Segmentation.Checks;

/// <summary>Doubts about the number of segments.</summary>
static class SweepDoubts
{
    // Fewer rows are odd values rather than a group.
    const int Group = 10;
    const int ShownRows = 3;

    public static IEnumerable<Doubt> Of(SegmentationResult result)
    {
        var (sweep, structure) = (result.Sweep, result.Structure);
        var chosen = sweep.Candidates.First(candidate => candidate.K == sweep.Chosen);
        // The range may have ended before, with the different rows.
        var isLargest = result.Parameters.KRange[^1] == chosen.K;
        if (chosen.Allowed && isLargest && AtEdge(sweep, chosen, structure) is { } edge) yield return edge;
        if (chosen.Allowed && PassedOver(sweep, chosen) is { } small) yield return small;
        if (result.Extremes is { SetApart: 0 } extremes) yield return Alone(extremes, result.Parameters);
        else if (!chosen.Allowed) yield return Tiny(sweep, chosen);
        if (result.Stability is { Unsure.Count: > 0 } stability) yield return Unsure(stability);
    }

    static Doubt Alone(ExtremeRows extremes, SegmentationSpec spec)
    {
        var one = extremes.Count == 1;
        var named = string.Join("; ", extremes.Rows.Take(ShownRows).Select(row => row.Describe()));
        var more = extremes.Count > ShownRows ? $"; and {extremes.Count - ShownRows:#,0} more" : "";
        return new(
            DoubtCodes.ExtremeRows,
            $"{Rows(extremes.Count)} {(one ? "is" : "are")} so far from all others that no k could be recommended: "
                + $"{named}{more}.",
            $"See whether {(one ? "that value is" : "these values are")} right, and look for segments of the others.")
        {
            Columns = [.. extremes.Rows.Select(row => row.Column).OfType<string>().Distinct()],
            Change = spec.Cleaning.Extremes == ExtremesPolicy.Apart ? null : new(
                $"Run again without {(one ? "this row" : $"these {extremes.Count:#,0}")}",
                new() { Cleaning = new() { Extremes = ExtremesPolicy.Apart } }),
        };
    }

    static Doubt Unsure(StabilityFindings stability)
    {
        var numbers = stability.Unsure.Select(number => $"{number}").ToArray();
        var lowest = stability.Segments.Min();
        var one = numbers.Length == 1;
        return new(
            DoubtCodes.UnsureSegments,
            $"{(one ? "Segment" : "Segments")} {Doubts.List(numbers)} may not come out again: in {stability.Refits} "
                + $"fits to rows drawn anew, {(one ? "its" : "the lowest")} mean Jaccard index is {lowest:0.00}; 1 is "
                + $"the same customers, and {StabilityFindings.LeastJaccard:0.0} is asked for.",
            $"Do not build on {(one ? "that segment" : "these segments")} alone; try fewer segments.");
    }

    static Doubt? AtEdge(KSweep sweep, KCandidate chosen, StructureFindings structure)
    {
        var (tried, most) = (sweep.Candidates, RunSettings.K.Max);
        var rises = tried.Count > 1 && chosen == tried[^1] && chosen.K < most
            && structure.ExcessOf(chosen.K) > structure.ExcessOf(tried[^2].K);
        if (!rises) return null;
        var wider = Math.Min(most, 2 * chosen.K);
        return new(
            DoubtCodes.KAtEdge,
            $"k = {chosen.K} is the largest that was tried, and the segments still stand out more there than at "
                + $"k = {tried[^2].K}.",
            $"Try up to k = {wider}.")
        {
            Change = new($"Try up to k = {wider}", new() { KRange = [tried[0].K, wider] }),
        };
    }

    static Doubt? PassedOver(KSweep sweep, KCandidate chosen)
    {
        var small = sweep.Candidates
            .Where(other => other is { Allowed: false, Smallest: >= Group } && other.Silhouette > chosen.Silhouette)
            .MaxBy(other => other.Silhouette);
        if (small is null) return null;
        return new(
            DoubtCodes.SmallGroup,
            $"k = {small.K} has a higher silhouette, {small.Silhouette:0.000} against {chosen.Silhouette:0.000}, with "
                + $"a segment of {Rows(small.Smallest)}. It was passed over because a segment should have at least "
                + $"{Rows(sweep.SmallestAllowed)}.",
            "If so small a group matters to you, ask for that k.")
        {
            Change = new($"Use k = {small.K}", new() { K = small.K }),
        };
    }

    static Doubt Tiny(KSweep sweep, KCandidate chosen) => new(
        DoubtCodes.TinySegments,
        sweep.Candidates.Count > 1
            ? $"Every k from {sweep.Candidates[0].K} to {sweep.Candidates[^1].K} leaves a segment with fewer than "
                + $"{Rows(sweep.SmallestAllowed)}; with k = {chosen.K} the smallest has {Rows(chosen.Smallest)}."
            : $"The smallest segment has {Rows(chosen.Smallest)}; a segment should have at least "
                + $"{Rows(sweep.SmallestAllowed)}.",
        "Look at the smallest segments for mistakes in the file; a few odd values make segments of their own.");

    static string Rows(long count) => count == 1 ? "1 row" : $"{count:#,0} rows";
}
