namespace Segmentation.Profiles;

/// <summary>Names by recency, frequency and money: where a segment's medians stand among all customers.</summary>
static class RfmName
{
    // Each word's place: how recent (1: bought last), and how often and how much on average (1: most).
    static readonly Rule[] Rules =
    [
        new("Champions", 0.9, 0.9), new("Loyal", 0.65, 0.75),
        new("New or recent", 0.88, 0.2), new("Promising", 0.7, 0.45),
        new("Needs attention", 0.45, 0.5), new("At risk", 0.25, 0.75), new("Once the best", 0.08, 0.92),
        new("About to leave", 0.4, 0.25), new("Hibernating", 0.22, 0.25), new("Lost", 0.08, 0.08),
    ];

    /// <summary>Every word.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(Rules, rule => rule.Name);

    const double TooFar = 0.3;
    const double TooClose = 0.03;

    /// <summary>The nearest rule's word; null when none is near or two are equally near.</summary>
    /// <param name="rfm">Where recency, frequency and money stand among the features.</param>
    public static SegmentName? Of(SegmentProfile segment, int[] rfm)
    {
        var (r, f, m) = (segment.Features[rfm[0]], segment.Features[rfm[1]], segment.Features[rfm[2]]);
        var (recent, value) = (1 - r.MedianRank, (f.MedianRank + m.MedianRank) / 2);
        var (name, nearest, second) = ("", double.PositiveInfinity, double.PositiveInfinity);
        foreach (var rule in Rules)
        {
            var away = rule.Away(recent, value);
            if (away < nearest) (name, nearest, second) = (rule.Name, away, nearest);
            else second = Math.Min(second, away);
        }
        if (nearest > TooFar || second - nearest < TooClose) return null;
        return new(name, $"Called {name} by the medians: {Stands(r)}, {Stands(f)} and {Stands(m)}.");
    }

    sealed record Rule(string Name, double Recent, double Value)
    {
        public double Away(double recent, double value) =>
            Math.Sqrt(((Recent - recent) * (Recent - recent)) + ((Value - value) * (Value - value)));
    }

    static string Stands(SegmentFeature feature) =>
        $"{feature.Name} {Words.Number(feature.Here.Median)} is above that of "
        + $"{Words.Percent(feature.MedianRank)} of all customers";
}
