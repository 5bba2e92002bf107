namespace Segmentation.Profiles;

/// <summary>Names by recency, frequency and money: where a segment's medians stand among all customers.</summary>
static class RfmName
{
    // Each word's place: how recent (1: bought last), and how often and how much on average (1: most).
    static readonly (string Name, double Recent, double Value)[] Rules =
    [
        ("Champions", 0.9, 0.9), ("Loyal", 0.65, 0.75), ("New or recent", 0.88, 0.2), ("Promising", 0.7, 0.45),
        ("Needs attention", 0.45, 0.5), ("At risk", 0.25, 0.75), ("Once the best", 0.08, 0.92),
        ("About to leave", 0.4, 0.25), ("Hibernating", 0.22, 0.25), ("Lost", 0.08, 0.08),
    ];

    const double TooFar = 0.3;
    const double TooClose = 0.03;

    /// <summary>The nearest rule's word; null when none is near or two are equally near.</summary>
    /// <param name="rfm">Where recency, frequency and money stand among the features.</param>
    public static SegmentName? Of(SegmentProfile segment, int[] rfm)
    {
        var (r, f, m) = (segment.Features[rfm[0]], segment.Features[rfm[1]], segment.Features[rfm[2]]);
        var (recent, value) = (1 - r.MedianRank, (f.MedianRank + m.MedianRank) / 2);
        double Away((string, double Recent, double Value) rule) =>
            Math.Sqrt(((rule.Recent - recent) * (rule.Recent - recent)) + ((rule.Value - value) * (rule.Value - value)));

        (string Name, double, double)[] nearest = [.. Rules.OrderBy(Away).Take(2)];
        if (Away(nearest[0]) > TooFar || Away(nearest[1]) - Away(nearest[0]) < TooClose) return null;
        return new(nearest[0].Name,
            $"Called {nearest[0].Name} by the medians: {Stands(r)}, {Stands(f)} and {Stands(m)}.");
    }

    static string Stands(SegmentFeature feature) =>
        $"{feature.Name} {Words.Number(feature.Here.Median)} is above that of {Words.Percent(feature.MedianRank)} of all customers";
}
