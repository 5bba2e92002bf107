using Segmentation.Features;

namespace Segmentation.Profiles;

/// <summary>Features with a long tail that were compared as they are, though a logarithm may draw it in.</summary>
static class LongTails
{
    /// <summary>One for each such feature.</summary>
    public static IEnumerable<Issue> Issues(IReadOnlyList<FeatureInfo> features) => features
        .Where(LogRule.IsUntried)
        .Select(feature => new Issue
        {
            Severity = Severity.Info,
            Code = IssueCodes.SkewedColumn,
            Column = feature.Name,
            Count = 1,
            Message = $"\"{feature.Name}\" has a few very large values (skewness {feature.Skew:0.0}) and was compared "
                + "as it is.",
            Hint = "They can make segments of a few customers; its logarithm may draw them in (transform log1p).",
        });

    /// <summary>What to try when they make tiny segments; null when there is none.</summary>
    public static string? Advice(IReadOnlyList<FeatureInfo> features) => Names(features) is { } names
        ? $"Try the logarithm of {names} (transform log1p): it draws in long tails, so that a few very large values no "
            + "longer make a segment of their own."
        : null;

    /// <summary>Their names, three at most; null when there is none.</summary>
    public static string? Names(IReadOnlyList<FeatureInfo> features)
    {
        const int Shown = 3;
        string[] names = [.. features.Where(LogRule.IsUntried).Select(feature => feature.Name)];
        var more = names.Length > Shown ? $" and {names.Length - Shown} more" : "";
        return names.Length > 0 ? string.Join(", ", names.Take(Shown)) + more : null;
    }
}
