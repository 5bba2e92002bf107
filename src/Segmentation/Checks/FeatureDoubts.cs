using Segmentation.Evaluation;
using Segmentation.Profiles;

namespace Segmentation.Checks;

/// <summary>Doubts about features beside each other.</summary>
static class FeatureDoubts
{
    /// <summary>A feature with more of the variance than this decides by itself.</summary>
    const double MostVariance = 0.8;

    public static IEnumerable<Doubt> Of(SegmentationResult result)
    {
        if (result.Pca.Variance.Count != result.Features.Count) yield break;
        var correlation = result.Pca.Correlation();
        foreach (var group in NearCopies.Groups(correlation)) yield return Copies(result, group, correlation);
        if (result.Parameters.Scaling == Scaling.None && Dominant(result) is { } dominant) yield return dominant;
    }

    static Doubt Copies(SegmentationResult result, int[] group, IReadOnlyList<IReadOnlyList<double>> correlation)
    {
        var names = group.Select(j => result.Features[j].Name).ToArray();
        var least = group.Skip(1).Min(b => group.Where(a => a != b).Max(a => Math.Abs(correlation[a][b])));
        return new(
            DoubtCodes.NearCopies,
            $"{Doubts.List(names)} say nearly the same (r of at least {Below(least)} in absolute value) and count "
                + $"{(group.Length == 2 ? "twice" : $"{group.Length} times")}: what they share outweighs the other "
                + "features.",
            $"Keep one of them, such as {names[0]}.")
        {
            Columns = names,
            Change = Doubts.Without(result, names[1..], $"Run again with {names[0]} alone of these"),
        };
    }

    static Doubt? Dominant(SegmentationResult result)
    {
        if (result.Features.Count == 1) return null;
        var variances = result.Features.Select((_, j) => result.Pca.Covariance(j, j)).ToArray();
        var top = Array.IndexOf(variances, variances.Max());
        var share = variances[top] / variances.Sum();
        if (!(share > MostVariance)) return null;
        var name = result.Features[top].Name;
        return new(
            DoubtCodes.DominantFeature,
            $"{name} has {NumberText.Percent(share)} of the variance of all features: without scaling it decides "
                + "nearly alone.",
            "Scale the features, so that each counts alike.")
        {
            Columns = [name],
            Change = new("Run again with standard scaling", new() { Scaling = Scaling.Standard }),
        };
    }

    // Never more than it is.
    static string Below(double r) => (Math.Floor(1_000 * r) / 1_000).ToString("0.000");
}
