namespace Segmentation.Profiles;

/// <summary>A name and the sentence that gives the numbers it rests on.</summary>
sealed record SegmentName(string Name, string Why);

/// <summary>Names segments by fixed rules. No two segments of a result share a name.</summary>
static class SegmentNames
{
    /// <summary>How many deviations from the mean of all make a segment's mean high or low.</summary>
    public const double Notable = 0.5;

    /// <param name="all">Each feature over all used rows, in the order of the features.</param>
    public static SegmentName[] Give(IReadOnlyList<SegmentProfile> segments, IReadOnlyList<Distribution> all)
    {
        var rules = RuleFor([.. segments[0].Features.Select(feature => FeatureMeaning.Of(feature.Name))]);
        return Distinct(segments, [.. segments.Select(segment => rules(segment, all))]);
    }

    static Func<SegmentProfile, IReadOnlyList<Distribution>, SegmentName> RuleFor(Meaning[] meanings)
    {
        int[] rfm = [Array.IndexOf(meanings, Meaning.Recency),
            Array.IndexOf(meanings, Meaning.Frequency), Array.IndexOf(meanings, Meaning.Monetary)];
        if (rfm.Min() >= 0) return (segment, all) => RfmName.Of(segment, rfm) ?? ByLevels(segment, all);
        var (income, score) = (Array.IndexOf(meanings, Meaning.Income), Array.IndexOf(meanings, Meaning.SpendingScore));
        return income >= 0 && score >= 0 ? (segment, all) => ByIncome(segment, all, income, score) : ByLevels;
    }

    static SegmentName ByIncome(SegmentProfile segment, IReadOnlyList<Distribution> all, int income, int score)
    {
        var (earns, spends) = (Level(segment.Features[income].Z), Level(segment.Features[score].Z));
        var name = earns == spends && earns == "average"
            ? "Average income and spending"
            : Capital($"{earns} income, {spends} spending");
        return new(name, Facts(segment, all, [income, score]));
    }

    static SegmentName ByLevels(SegmentProfile segment, IReadOnlyList<Distribution> all)
    {
        int[] strongest = [.. Strongest(segment).Take(2)];
        int[] notable = [.. strongest.Where(j => Math.Abs(segment.Features[j].Z) >= Notable)];
        if (notable.Length == 0) return new("Close to the average", Facts(segment, all, strongest));
        var parts = notable.Select(j => $"{Level(segment.Features[j].Z)} {ShortName(segment, j)}");
        return new(Capital(string.Join(", ", parts)), Facts(segment, all, notable));
    }

    /// <summary>Features by distance from the mean of all, furthest first.</summary>
    public static IEnumerable<int> Strongest(SegmentProfile segment) =>
        Enumerable.Range(0, segment.Features.Count).OrderByDescending(j => Math.Abs(segment.Features[j].Z));

    static string Facts(SegmentProfile segment, IReadOnlyList<Distribution> all, int[] features) =>
        string.Join("; ", features.Select(j =>
            $"{segment.Features[j].Name} averages {Words.Number(segment.Features[j].Here.Mean)}"
            + $" (all customers {Words.Number(all[j].Mean)})")) + ".";

    static SegmentName[] Distinct(IReadOnlyList<SegmentProfile> segments, SegmentName[] names)
    {
        foreach (var group in Enumerable.Range(0, names.Length).GroupBy(s => names[s].Name).Where(g => g.Count() > 1).ToArray())
            Separate(segments, names, [.. group]);
        foreach (var group in Enumerable.Range(0, names.Length).GroupBy(s => names[s].Name).Where(g => g.Count() > 1).ToArray())
            foreach (var s in group) names[s] = names[s] with { Name = $"{names[s].Name} (segment {segments[s].Number})" };
        return names;
    }

    static void Separate(IReadOnlyList<SegmentProfile> segments, SegmentName[] names, int[] group)
    {
        double Z(int s, int j) => segments[s].Features[j].Z;
        var by = Enumerable.Range(0, segments[0].Features.Count)
            .MaxBy(j => group.Max(s => Z(s, j)) - group.Min(s => Z(s, j)));
        var middle = group.Average(s => Z(s, by));
        foreach (var s in group)
        {
            var (name, mean) = (ShortName(segments[s], by), Words.Number(segments[s].Features[by].Here.Mean));
            var suffix = group.Length > 2 ? $"{name} about {mean}" : $"{(Z(s, by) > middle ? "higher" : "lower")} {name}";
            var why = $"{names[s].Why} What sets it apart from the segment named alike: {segments[s].Features[by].Name} averages {mean}.";
            names[s] = new($"{names[s].Name}, {suffix}", why);
        }
    }

    static string Level(double z) => z >= Notable ? "high" : z <= -Notable ? "low" : "average";

    static string ShortName(SegmentProfile segment, int j) => FeatureMeaning.ShortName(segment.Features[j].Name);

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
