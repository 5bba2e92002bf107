using Segmentation.Data;

namespace Segmentation.Insights;

/// <summary>Words of the file for what a feature means.</summary>
static class Levels
{
    /// <summary>Every meaning that a rule can ask for.</summary>
    public static IReadOnlyList<string> Meanings { get; } =
        [.. Enum.GetValues<Meaning>().Where(meaning => meaning != Meaning.Other).Select(EnumWord.Of)];

    public static bool IsMeaning(string word) => Meanings.Contains(word);
}
