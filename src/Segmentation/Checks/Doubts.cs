using Segmentation.Profiles;

namespace Segmentation.Checks;

/// <summary>What a careful statistician would say unasked of a result, by its own numbers.</summary>
public static class Doubts
{
    /// <summary>The result with its doubts: first those about k, then about the features, then about the rows. None
    /// with advice none.</summary>
    public static SegmentationResult Raise(SegmentationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Parameters.Advice == AdviceLevel.None ? result : result with { Doubts = [.. Of(result)] };
    }

    static IEnumerable<Doubt> Of(SegmentationResult result)
    {
        foreach (var doubt in SweepDoubts.Of(result)) yield return doubt;
        foreach (var doubt in FeatureDoubts.Of(result)) yield return doubt;
        foreach (var doubt in ValueDoubts.Of(result)) yield return doubt;
        foreach (var doubt in RowDoubts.Of(result.Rows)) yield return doubt;
    }

    /// <summary>A run without some of the features; null when no setting says that: a date that is compared has a
    /// setting of its own, and without a name all columns would be compared.</summary>
    internal static RunChange? Without(SegmentationResult result, IReadOnlyList<string> columns, string label)
    {
        var dates = Findings.DatesOf(result.Columns).ToArray();
        var kept = result.Features.Select(feature => feature.Name).Except(columns).Except(dates).ToArray();
        return kept.Length == 0 || columns.Any(dates.Contains) ? null : new(label, new() { Features = kept });
    }

    /// <summary><c>a, b and c</c>.</summary>
    internal static string List(IReadOnlyList<string> names) => names.Count == 1
        ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";
}
