using Segmentation.Data;

namespace Segmentation.Profiles;

/// <summary>Words by recency, frequency and money: in which fifth of all customers a segment's medians are.</summary>
static class RfmName
{
    const string Champions = "Champions", Loyal = "Loyal", New = "New or recent", Promising = "Promising",
        NeedsAttention = "Needs attention", AtRisk = "At risk", OnceTheBest = "Once the best",
        AboutToLeave = "About to leave", Hibernating = "Hibernating", Lost = "Lost";

    /// <summary>Every word.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        Champions, Loyal, New, Promising, NeedsAttention, AtRisk, OnceTheBest, AboutToLeave, Hibernating, Lost,
    ];

    // Words for those who came back: one purchase is not enough for them.
    static readonly string[] OfSeveralPurchases = [Champions, Loyal, AtRisk, OnceTheBest];

    // A rank is a sum of shares: its last bits are those of rounding.
    const double Rounding = 1e-9;

    // Frequency and money so many fifths apart do not have one word.
    const int TooFarApart = 3;

    /// <summary>The word and its reason; null where none is right.</summary>
    /// <param name="rfm">Where recency, frequency and money stand among the features.</param>
    public static NamePart? Of(SegmentProfile segment, int[] rfm, IReadOnlyList<FeatureInfo> features)
    {
        var (r, f, m) = (segment.Features[rfm[0]], segment.Features[rfm[1]], segment.Features[rfm[2]]);
        if (Math.Abs(Fifth(f) - Fifth(m)) >= TooFarApart) return null;
        var word = Word(6 - Fifth(r), (Fifth(f) + Fifth(m)) / 2.0);
        if (word is null || (OfSeveralPurchases.Contains(word) && IsOnePurchase(f, features[rfm[1]]))) return null;
        return new(-1, word, $"Called {word} by the medians: {Recent(r, features[rfm[0]])}; "
            + $"{More(f, features[rfm[1]])}; {More(m, features[rfm[2]])}");
    }

    // 1 to 5 from the least to the most.
    static int Fifth(SegmentFeature feature) => Math.Min(5, 1 + (int)((5 * feature.MedianRank) + Rounding));

    /// <param name="recent">5: in the fifth that bought last.</param>
    /// <param name="value">Mean of the fifths of frequency and money.</param>
    static string? Word(int recent, double value) => (recent, value) switch
    {
        ( >= 4, >= 4.5) => Champions,
        ( >= 3, >= 4) => Loyal,
        ( >= 4, >= 2) => Promising,
        ( >= 4, _) => New,
        (3, <= 2) => AboutToLeave,
        (3, _) => null,
        (2, >= 4) => AtRisk,
        (2, >= 2.5) => NeedsAttention,
        (2, _) => Hibernating,
        (_, >= 4.5) => OnceTheBest,
        (_, >= 3.5) => AtRisk,
        (_, >= 2) => Hibernating,
        _ => Lost,
    };

    // A column between 0 and 1 that is no flag was scaled before: it does not tell how many purchases there were.
    static bool IsOnePurchase(SegmentFeature frequency, FeatureInfo all) =>
        all.All.Min >= 0 && frequency.Here.Median <= 1 && (all.All.Max > 1 || all.Kind == FeatureKind.Flag);

    static string Recent(SegmentFeature recency, FeatureInfo all)
    {
        var number = NumberText.Of(recency.Here.Median);
        var unit = FeatureMeaning.UnitOf(recency.Name);
        // A number that was scaled before is no number of days.
        return all.All.Min >= 0 && all.All.Max > 1
            ? $"bought {number} {(unit.Length > 0 ? unit : "days")} ago ({Many(1 - recency.MedianRank)} longer ago)"
            : $"{recency.Name} {number} ({Many(1 - recency.MedianRank)} more)";
    }

    static string More(SegmentFeature feature, FeatureInfo all) =>
        $"{feature.Name} {NumberText.Pair(feature.Here.Median, all.All.Median, all.Kind).One} "
        + $"({Many(feature.MedianRank)} less)";

    // Customers with the same value are counted half.
    static string Many(double share) => $"{NumberText.Percent(share)} of all customers";
}
