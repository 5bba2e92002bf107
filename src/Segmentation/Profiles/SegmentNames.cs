using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>A name and the sentence that gives the numbers it rests on.</summary>
sealed record SegmentName(string Name, string Why);

/// <summary>Names segments by fixed rules: by recency, frequency and money, by income and spending, else by what
/// differs most. No two segments of a result share a name or the statements of one.</summary>
static class SegmentNames
{
    const int MostParts = 2;
    const string Close = "close to the average";

    /// <summary>Levels of a segment's mean.</summary>
    public const string High = "high", Low = "low", Average = "average";

    public static SegmentName[] Give(Standings standings, FeatureLabels labels)
    {
        var parts = new NameParts(standings, labels);
        var rule = RuleFor(standings, parts);
        var drafts = Arrays.Generate(standings.Count, s => rule(s));
        new NameSeparation(standings, parts).Apply(drafts);
        return Array.ConvertAll(drafts, Write);
    }

    /// <summary>The word for a segment's recency, frequency and money, without what tells segments of one word apart;
    /// null when a feature is missing or no word fits.</summary>
    public static string? RfmWordOf(SegmentProfile segment, IReadOnlyList<FeatureInfo> features) =>
        RfmOf(MeaningsOf(features)) is { } rfm ? RfmName.Of(segment, rfm, features)?.Text : null;

    /// <summary>High, low or average: the coarse levels that actions ask for.</summary>
    /// <param name="z">Deviations from the mean of all.</param>
    public static string Level(double z) => z >= Standing.Notable ? High : z <= -Standing.Notable ? Low : Average;

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    static Func<int, List<NamePart>> RuleFor(Standings standings, NameParts parts)
    {
        var meanings = MeaningsOf(standings.Features);
        if (RfmOf(meanings) is { } rfm)
            return s => RfmName.Of(standings.Segment(s), rfm, standings.Features) is { } word
                ? [word] : ByStrength(standings, parts, s);
        var (income, score) = (Find(meanings, Meaning.Income), Find(meanings, Meaning.SpendingScore));
        return income >= 0 && score >= 0
            ? s => ByIncome(standings, parts, s, income, score) ?? ByStrength(standings, parts, s)
            : s => ByStrength(standings, parts, s);
    }

    static Meaning[] MeaningsOf(IReadOnlyList<FeatureInfo> features) =>
        Arrays.Generate(features.Count, j => FeatureMeaning.Of(features[j].Name));

    static int[]? RfmOf(Meaning[] meanings)
    {
        int[] rfm =
            [Find(meanings, Meaning.Recency), Find(meanings, Meaning.Frequency), Find(meanings, Meaning.Monetary)];
        return rfm is [>= 0, >= 0, >= 0] ? rfm : null;
    }

    static int Find(Meaning[] meanings, Meaning wanted) => Array.IndexOf(meanings, wanted);

    static List<NamePart>? ByIncome(Standings standings, NameParts parts, int s, int income, int score)
    {
        if (standings.AreCopies(income, score)) return null;
        if (parts.Step(s, income) is not { } earns || parts.Step(s, score) is not { } spends) return null;
        var (of, than) = (standings.Of(s, income).Step, standings.Of(s, score).Step);
        if (of == 0 && than == 0)
            return [new(income, "average income and spending", $"{earns.Why}; {spends.Why}")];
        return
        [
            earns with { Text = $"{FeatureLabels.Step(of)} income" },
            spends with { Text = $"{FeatureLabels.Step(than)} spending" },
        ];
    }

    // What is high or low; where nothing is, what is rather so; where no word is right, a number.
    static List<NamePart> ByStrength(Standings standings, NameParts parts, int s)
    {
        var strongest = standings.Distinct(standings.Strongest(s));
        foreach (var least in (ReadOnlySpan<double>)[Standing.Notable, Standing.Noticeable])
        {
            var named = Array.FindAll(strongest, standing => Math.Abs(standing.Deviations) >= least);
            List<NamePart> found = [.. named.Select(standing => parts.Step(s, standing.Feature)).OfType<NamePart>()];
            if (found.Count > 0) return found[..Math.Min(MostParts, found.Count)];
        }
        if (standings.IsClose(s))
            return [new(-1, Close, string.Join("; ", strongest.Take(MostParts).Select(parts.Why)))];
        var first = standings.Facts(s)[0];
        return [parts.About(first, parts.Numbers([first])[0])];
    }

    static SegmentName Write(List<NamePart> parts) => new(
        Capital(string.Join(", ", parts.Select(part => part.Text))),
        Sentence(string.Join("; ", parts.Select(part => part.Why).Where(why => why.Length > 0).Distinct())));

    static string Sentence(string text) => text.Length == 0 ? "" : $"{Capital(text)}.";
}
