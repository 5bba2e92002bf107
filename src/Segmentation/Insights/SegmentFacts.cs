using Segmentation.Data;
using Segmentation.Profiles;

namespace Segmentation.Insights;

/// <summary>What the rules ask of a segment: levels by meaning, and the numbers for their texts.</summary>
sealed class SegmentFacts(SegmentationResult result, SegmentProfile segment)
{
    readonly Meaning[] _meanings = [.. segment.Features.Select(feature => FeatureMeaning.Of(feature.Name))];
    readonly int[] _strongest = SegmentNames.Strongest(segment);

    public SegmentProfile Segment => segment;

    /// <summary>The word for its recency, frequency and money; null when one is missing or no word fits.</summary>
    public string? RfmWord { get; } = SegmentNames.RfmWordOf(segment);

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

    FeatureFacts FactsOf(int j) => new(segment.Features[j], result.Features[j].All);
}

/// <summary>One feature of a segment beside all customers.</summary>
sealed record FeatureFacts(SegmentFeature Feature, Distribution All)
{
    /// <summary>A level of the mean that the median does not bear out, as when a few large values make it.</summary>
    public const string Mixed = "mixed";

    /// <summary><c>high</c>, <c>low</c> or <c>average</c>, as in the names of segments; or mixed.</summary>
    public string Level
    {
        get
        {
            var level = SegmentNames.Level(Feature.Z);
            var difference = Feature.Here.Median - All.Median;
            return (level == SegmentNames.High && difference <= 0) || (level == SegmentNames.Low && difference >= 0)
                ? Mixed : level;
        }
    }
}
