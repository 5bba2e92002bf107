using Segmentation.Data;
using Segmentation.Profiles;

namespace Segmentation.Insights;

/// <summary>Words of the file: what a feature means, and how it stands.</summary>
static class Levels
{
    /// <summary>Every meaning that a rule can ask for.</summary>
    public static IReadOnlyList<string> Meanings { get; } =
        [.. Enum.GetValues<Meaning>().Where(meaning => meaning != Meaning.Other).Select(EnumWord.Of)];

    /// <summary>Every level of a feature.</summary>
    public static IReadOnlyList<string> All { get; } =
        [SegmentNames.High, SegmentNames.Low, SegmentNames.Average, FeatureFacts.Mixed];

    public static bool IsMeaning(string word) => Meanings.Contains(word);
}
