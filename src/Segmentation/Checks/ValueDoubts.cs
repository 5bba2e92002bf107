using Segmentation.Features;
using Segmentation.Profiles;

namespace Segmentation.Checks;

/// <summary>Doubts about the values of single features.</summary>
static class ValueDoubts
{
    const double NearlyAll = 0.95;
    const int FewCombinations = 20;

    public static IEnumerable<Doubt> Of(SegmentationResult result)
    {
        foreach (var feature in result.Features)
            if (feature.AtMedian >= NearlyAll) yield return NearlyConstant(result, feature);
        if (LongTail(result) is { } tail) yield return tail;
        if (FewValues(result) is { } few) yield return few;
        else if (result.Features.Count == 1) yield return Only(result.Features[0].Name);
    }

    static Doubt NearlyConstant(SegmentationResult result, FeatureInfo feature)
    {
        var usual = NumberText.Of(feature.All.Median);
        var others = NumberText.Percent(1 - feature.AtMedian);
        var isOnly = result.Features.Count == 1;
        return new(
            DoubtCodes.NearlyConstant,
            $"{NumberText.Percent(feature.AtMedian)} of the customers have {usual} in {feature.Name}. A segment of the "
                + $"other {others} is this one {(feature.Kind == FeatureKind.Flag ? "flag" : "column")}, not a kind of "
                + "customer.",
            isOnly ? "Compare other columns." : $"Leave {feature.Name} out, and look at those customers by a filter.")
        {
            Columns = [feature.Name],
            Change = Doubts.Without(result, [feature.Name], $"Run again without {feature.Name}"),
        };
    }

    static Doubt? LongTail(SegmentationResult result)
    {
        var skewed = result.Features.Where(feature => feature is { Transform: Transform.None, Skew: > LogRule.LongTail }
            && feature.AtMedian < NearlyAll && feature.Kind != FeatureKind.Flag).ToArray();
        if (skewed.Length == 0) return null;
        var names = skewed.Select(feature => feature.Name).ToArray();
        var most = skewed.MaxBy(feature => feature.Skew)!;
        return new(
            DoubtCodes.SkewedFeature,
            $"{Doubts.List(names)} {(names.Length == 1 ? "has" : "have")} a long tail"
                + $"{(names.Length == 1 ? "" : $", {most.Name} the longest")} (skewness {most.Skew:0.0}) and "
                + $"{(names.Length == 1 ? "was" : "were")} compared as in the file: a few large values draw the "
                + "centres to them.",
            Array.Exists(skewed, LogRule.IsUntried)
                ? "Compare logarithms." : "See whether the largest values are right.")
        {
            Columns = names,
            Change = !Array.Exists(skewed, LogRule.IsUntried) ? null
                // Without scaling, auto does nothing.
                : result.Parameters.Scaling == Scaling.None
                    ? new("Run again with logarithms", new() { Transform = Transform.Log1p })
                    : new("Run again with logarithms where they help", new() { Transform = Transform.Auto }),
        };
    }

    static Doubt? FewValues(SegmentationResult result)
    {
        var combinations = 1L;
        foreach (var feature in result.Features)
        {
            if (feature.Values is not { } values || combinations > FewCombinations) return null;
            combinations *= values;
        }
        if (combinations > FewCombinations) return null;
        var names = result.Features.Select(feature => feature.Name).ToArray();
        return new(
            DoubtCodes.FewValues,
            names.Length == 1
                ? $"{names[0]} is the only feature and has {combinations} different values: its segments are ranges of "
                    + $"it, and near k = {combinations} they are the values themselves."
                : $"The features together allow {combinations} different combinations of values: segments of them are "
                    + "a table of these, and a high silhouette says little.",
            "Count the customers of each value instead, or compare more columns.")
        {
            Columns = names,
        };
    }

    static Doubt Only(string name) => new(
        DoubtCodes.OneFeature, $"{name} is the only feature: its segments are ranges of it.",
        "Compare more columns, if others matter.")
    {
        Columns = [name],
    };
}
