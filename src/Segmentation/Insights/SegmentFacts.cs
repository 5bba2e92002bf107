using Segmentation.Data;
using Segmentation.Profiles;

namespace Segmentation.Insights;

/// <summary>What the rules ask of a segment: levels by meaning, and the numbers for their texts.</summary>
/// <param name="standings">Of the result.</param>
/// <param name="s">Which segment, from 0.</param>
sealed class SegmentFacts(Standings standings, int s)
{
    readonly Meaning[] _meanings = [.. standings.Features.Select(feature => FeatureMeaning.Of(feature.Name))];
    readonly int[] _strongest = [.. standings.Strongest(s).Select(standing => standing.Feature)];

    public SegmentProfile Segment { get; } = standings.Segment(s);

    /// <summary>The word for its recency, frequency and money; null when one is missing or no word fits.</summary>
    public string? RfmWord { get; } = SegmentNames.RfmWordOf(standings.Segment(s), standings.Features);

    /// <summary>The feature that differs most from all customers.</summary>
    public FeatureFacts Strongest => FactsOf(_strongest[0]);

    /// <summary>The feature with a meaning; of several the one that differs most, or the first, by which segments are
    /// named.</summary>
    public FeatureFacts? Find(Meaning meaning, bool first)
    {
        var order = first ? Enumerable.Range(0, _meanings.Length) : _strongest;
        var found = order.Where(j => _meanings[j] == meaning).Take(1).ToArray();
        return found is [var j] ? FactsOf(j) : null;
    }

    FeatureFacts FactsOf(int j) =>
        new(Segment.Features[j], standings.Features[j], standings.Of(s, j).Deviations);
}

/// <summary>One feature of a segment beside all customers.</summary>
/// <param name="Deviations">As names and highlights measure it.</param>
sealed record FeatureFacts(SegmentFeature Feature, FeatureInfo Info, double Deviations)
{
    public Distribution All => Info.All;

    /// <summary>A level of the mean that the median does not bear out, as when a few large values make it.</summary>
    public const string Mixed = "mixed";

    /// <summary><c>high</c>, <c>low</c> or <c>average</c>, as in the names of segments; or mixed.</summary>
    public string Level
    {
        get
        {
            var level = SegmentNames.Level(Deviations);
            var difference = Feature.Here.Median - All.Median;
            return (level == SegmentNames.High && difference <= 0) || (level == SegmentNames.Low && difference >= 0)
                ? Mixed : level;
        }
    }
}
