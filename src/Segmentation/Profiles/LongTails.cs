using Segmentation.Features;

namespace Segmentation.Profiles;

/// <summary>Features with a long tail that were compared as they are, though a logarithm may draw it in.</summary>
static class LongTails
{
    /// <summary>Their names, three at most; null when there is none.</summary>
    public static string? Names(IReadOnlyList<FeatureInfo> features)
    {
        const int Shown = 3;
        string[] names = [.. features.Where(LogRule.IsUntried).Select(feature => feature.Name)];
        var more = names.Length > Shown ? $" and {names.Length - Shown} more" : "";
        return names.Length > 0 ? string.Join(", ", names.Take(Shown)) + more : null;
    }
}
