using Segmentation.Data;

namespace Segmentation.Insights;

/// <summary>One action of the file.</summary>
/// <param name="Id">Its name in the file.</param>
/// <param name="When">Which segments it is for.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">With places for numbers.</param>
sealed record ActionRule(string Id, ActionCondition When, string Title, ActionTemplate Text)
{
    /// <summary>The text for a segment; null when the rule is not for it.</summary>
    public InsightAction? For(SegmentFacts facts)
    {
        if (!When.Fits(facts)) return null;
        return new(Id, Title, Text.Fill(facts, meaning => When.Find(facts, meaning)!));
    }
}

/// <summary>Which segments an action is for: all conditions hold.</summary>
sealed record ActionCondition
{
    /// <summary>Words for recency, frequency and money, one of which the segment has; empty: any.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
    /// <summary>Features and their levels: high, low or average.</summary>
    public IReadOnlyList<(Meaning Meaning, string Level)> Features { get; init; } = [];
    /// <summary>Level of the feature that differs most; null: any.</summary>
    public string? Strongest { get; init; }

    /// <summary>Whether a segment that fits has a feature with this meaning.</summary>
    public bool Promises(Meaning meaning) =>
        Features.Any(feature => feature.Meaning == meaning)
        || (Names.Count > 0 && meaning is Meaning.Recency or Meaning.Frequency or Meaning.Monetary);

    public bool Fits(SegmentFacts facts) =>
        (Names.Count == 0 || (facts.RfmWord is { } word && Names.Contains(word)))
        && Features.All(feature => Find(facts, feature.Meaning)?.Level == feature.Level)
        && (Strongest is null || facts.Strongest.Level == Strongest);

    /// <summary>The feature that a rule with these conditions speaks of.</summary>
    public FeatureFacts? Find(SegmentFacts facts, Meaning meaning) => facts.Find(meaning, first: Names.Count > 0);
}
