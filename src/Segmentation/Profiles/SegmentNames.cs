using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>A name and the sentence that gives the numbers it rests on.</summary>
sealed record SegmentName(string Name, string Why);

/// <summary>Names segments by fixed rules. No two segments of a result share a name.</summary>
static class SegmentNames
{
    /// <summary>How many deviations from the mean of all make a segment's mean high or low.</summary>
    public const double Notable = 0.5;
    // Features that say the same differ in the last bits only, and by engine: the first column then gives the name.
    const int Digits = 9;
    /// <summary>Levels of a segment's mean.</summary>
    public const string High = "high", Low = "low", Average = "average";

    /// <param name="all">Each feature over all used rows, in the order of the features.</param>
    public static SegmentName[] Give(IReadOnlyList<SegmentProfile> segments, IReadOnlyList<Distribution> all)
    {
        var rule = RuleFor(MeaningsOf(segments[0]));
        return Distinct(segments, Arrays.Generate(segments.Count, s => rule(segments[s], all)));
    }

    /// <summary>The word for a segment's recency, frequency and money, without what tells segments of one word apart;
    /// null when a feature is missing or no word fits.</summary>
    public static string? RfmWordOf(SegmentProfile segment) =>
        RfmOf(MeaningsOf(segment)) is { } rfm ? RfmName.Of(segment, rfm)?.Name : null;

    static Func<SegmentProfile, IReadOnlyList<Distribution>, SegmentName> RuleFor(Meaning[] meanings)
    {
        if (RfmOf(meanings) is { } rfm) return (segment, all) => RfmName.Of(segment, rfm) ?? ByLevels(segment, all);
        var (income, score) = (Find(meanings, Meaning.Income), Find(meanings, Meaning.SpendingScore));
        return income >= 0 && score >= 0 ? (segment, all) => ByIncome(segment, all, income, score) : ByLevels;
    }

    static Meaning[] MeaningsOf(SegmentProfile segment) =>
        Arrays.Generate(segment.Features.Count, j => FeatureMeaning.Of(segment.Features[j].Name));

    static int[]? RfmOf(Meaning[] meanings)
    {
        int[] rfm =
            [Find(meanings, Meaning.Recency), Find(meanings, Meaning.Frequency), Find(meanings, Meaning.Monetary)];
        return rfm is [>= 0, >= 0, >= 0] ? rfm : null;
    }

    static int Find(Meaning[] meanings, Meaning wanted)
    {
        for (var j = 0; j < meanings.Length; j++)
            if (meanings[j] == wanted) return j;
        return -1;
    }

    static SegmentName ByIncome(SegmentProfile segment, IReadOnlyList<Distribution> all, int income, int score)
    {
        var (earns, spends) = (Level(segment.Features[income].Z), Level(segment.Features[score].Z));
        var name = earns == spends && earns == Average
            ? "Average income and spending"
            : Capital($"{earns} income, {spends} spending");
        return new(name, Facts(segment, all, [income, score]));
    }

    static SegmentName ByLevels(SegmentProfile segment, IReadOnlyList<Distribution> all)
    {
        var strongest = Strongest(segment);
        strongest = strongest[..Math.Min(2, strongest.Length)];
        var notable = Array.FindAll(strongest, j => Math.Abs(segment.Features[j].Z) >= Notable);
        if (notable.Length == 0) return new("Close to the average", Facts(segment, all, strongest));
        var parts = Arrays.Generate(
            notable.Length, i => $"{Level(segment.Features[notable[i]].Z)} {ShortName(segment, notable[i])}");
        return new(Capital(string.Join(", ", parts)), Facts(segment, all, notable));
    }

    /// <summary>Features by distance from the mean of all, furthest first; of equals the first column.</summary>
    public static int[] Strongest(SegmentProfile segment)
    {
        var order = Arrays.Generate(segment.Features.Count, j => j);
        Array.Sort(order, (a, b) =>
        {
            var (of, than) = (Distance(segment.Features[a].Z), Distance(segment.Features[b].Z));
            return of == than ? a.CompareTo(b) : than.CompareTo(of);
        });
        return order;
    }

    static double Distance(double z) => Math.Round(Math.Abs(z), Digits);

    static string Facts(SegmentProfile segment, IReadOnlyList<Distribution> all, int[] features) =>
        string.Join("; ", Arrays.Generate(features.Length, i =>
            $"{segment.Features[features[i]].Name} averages {Words.Number(segment.Features[features[i]].Here.Mean)}"
            + $" (all customers {Words.Number(all[features[i]].Mean)})")) + ".";

    static SegmentName[] Distinct(IReadOnlyList<SegmentProfile> segments, SegmentName[] names)
    {
        foreach (var group in Shared(names)) Separate(segments, names, group);
        foreach (var group in Shared(names))
            foreach (var s in group)
                names[s] = names[s] with { Name = $"{names[s].Name} (segment {segments[s].Number})" };
        return names;
    }

    // Segments of one name, for each name that several have.
    static List<int[]> Shared(SegmentName[] names)
    {
        var groups = new List<int[]>();
        for (var s = 0; s < names.Length; s++)
        {
            var name = names[s].Name;
            var alike = Array.FindAll(Arrays.Generate(names.Length, i => i), i => names[i].Name == name);
            if (alike.Length > 1 && alike[0] == s) groups.Add(alike);
        }
        return groups;
    }

    static void Separate(IReadOnlyList<SegmentProfile> segments, SegmentName[] names, int[] group)
    {
        var (by, middle, widest) = (0, 0.0, -1.0);
        for (var j = 0; j < segments[0].Features.Count; j++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var s in group)
                (low, high) = (Math.Min(low, segments[s].Features[j].Z), Math.Max(high, segments[s].Features[j].Z));
            var wide = Distance(high - low);
            if (wide > widest) (by, middle, widest) = (j, (low + high) / 2, wide);
        }
        foreach (var s in group)
        {
            var feature = segments[s].Features[by];
            var (name, mean) = (ShortName(segments[s], by), Words.Number(feature.Here.Mean));
            var suffix = group.Length > 2
                ? $"{name} about {mean}" : $"{(feature.Z > middle ? "higher" : "lower")} {name}";
            var apart = $"What sets it apart from the segment named alike: {feature.Name} averages {mean}.";
            names[s] = new($"{names[s].Name}, {suffix}", $"{names[s].Why} {apart}");
        }
    }

    /// <summary>High, low or average.</summary>
    /// <param name="z">Deviations from the mean of all.</param>
    public static string Level(double z) => z >= Notable ? High : z <= -Notable ? Low : Average;

    static string ShortName(SegmentProfile segment, int j) => FeatureMeaning.ShortName(segment.Features[j].Name);

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
