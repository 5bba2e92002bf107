using System.Globalization;

namespace Segmentation.Choice;

/// <summary>Why a k was chosen, in sentences with their numbers.</summary>
static class KReason
{
    /// <summary>What is said first where no groups are claimed.</summary>
    public const string NoGroups =
        "No clear groups: these rows are one cloud; the segments cut it into parts of use, not parts of nature.";

    /// <summary>The reason.</summary>
    /// <param name="candidates">Ascending by k.</param>
    /// <param name="chosen">One of them, with no segment under the floor.</param>
    /// <param name="floor">Fewest rows a segment may have.</param>
    public static string Of(
        IReadOnlyList<KCandidate> candidates, KCandidate chosen, StructureFindings structure, int? knee, int floor)
    {
        var sentences = new List<string>();
        if (!structure.Tested) sentences.Add(BestOf(candidates, chosen, floor));
        else if (structure.Claimed) sentences.Add(StandsOut(chosen, structure));
        else sentences.AddRange([NoGroups, Cloud(structure), $"k = {chosen.K} is used as a convenience."]);
        sentences.Add(Others(candidates, chosen, knee));
        if (structure is { Claimed: true, RunnerUp: { } next })
            sentences.Add($"k = {next} comes next, {Share(structure.ExcessOf(next))} above them.");
        if (PassedOver(candidates, chosen) is { } tiny)
            sentences.Add($"k = {tiny.K} has the higher silhouette, {Share(tiny.Silhouette)}, with a segment of "
                + $"{Rows(tiny.Smallest)}; at least {floor:N0} are asked for.");
        return string.Join(" ", sentences.Where(sentence => sentence.Length > 0));
    }

    /// <summary>Whether a k that was asked for finds groups, with a space before it; empty when it was not
    /// tested.</summary>
    public static string OfGiven(KCandidate candidate, StructureFindings structure) => structure switch
    {
        { Tested: false } => "",
        { Claimed: true } => " " + StandsOut(candidate, structure),
        _ => $" {NoGroups} {Cloud(structure)}",
    };

    static string BestOf(IReadOnlyList<KCandidate> candidates, KCandidate chosen, int floor)
    {
        if (candidates.Count == 1)
            return $"k = {chosen.K} is the only number of segments that was tried; its mean silhouette is "
                + $"{Share(chosen.Silhouette)}.";
        var condition = candidates.All(c => c.Allowed) ? "" : $" among those with no segment under {floor:N0} rows";
        return $"k = {chosen.K} has the highest mean silhouette of k = {candidates[0].K} to {candidates[^1].K}"
            + $"{condition}, {Share(chosen.Silhouette)}.";
    }

    static string StandsOut(KCandidate chosen, StructureFindings structure) =>
        $"k = {chosen.K} stands out most from rows without groups: its mean silhouette is "
        + $"{Share(chosen.Silhouette)}, theirs {Share(chosen.Silhouette - structure.Excess)} on average.";

    static string Cloud(StructureFindings structure)
    {
        if (structure.Best is not { } best)
            return "On the rows that were compared, every k leaves a segment with too few of them.";
        if (structure.HighestDraw >= best)
            return $"Rows drawn without groups, alike in every column, reach a mean silhouette of "
                + $"{Share(structure.HighestDraw)}; these reach {Share(best)}.";
        return structure.HighestBox >= best
            ? $"Rows spread evenly in a box reach a mean silhouette of {Share(structure.HighestBox)}; these reach "
                + $"{Share(best)}."
            : $"The mean silhouette is only {Share(structure.Excess ?? 0)} above that of rows drawn without groups; "
                + $"{Share(StructureFindings.LeastExcess)} are asked for.";
    }

    /// <summary>What the other measures would say.</summary>
    static string Others(IReadOnlyList<KCandidate> candidates, KCandidate chosen, int? knee)
    {
        if (candidates.Count == 1) return "";
        var best = candidates.MaxBy(c => c.Silhouette)!.K;
        var ch = candidates.MaxBy(c => c.CalinskiHarabasz)!.K;
        var db = candidates.MinBy(c => c.DaviesBouldin)!.K;
        var curve = knee is { } k ? $"the knee of the inertia curve {k}" : "the inertia curve has no clear knee";
        return best == chosen.K && ch == best && db == best && (knee ?? best) == best
            ? knee is null ? "The other measures agree; the inertia curve has no clear knee."
                : "The other measures and the knee of the inertia curve agree."
            : $"The best silhouette says {best}, Calinski–Harabasz {ch}, Davies–Bouldin {db}, {curve}.";
    }

    static KCandidate? PassedOver(IReadOnlyList<KCandidate> candidates, KCandidate chosen) => candidates
        .Where(c => !c.Allowed && c.Silhouette > chosen.Silhouette).MaxBy(c => c.Silhouette);

    static string Rows(int count) => count == 1 ? "1 row" : $"{count:N0} rows";

    static string Share(double? value) =>
        value is { } number ? number.ToString("F3", CultureInfo.InvariantCulture) : "–";
}
