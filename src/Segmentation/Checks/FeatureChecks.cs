using Segmentation.Profiles;

namespace Segmentation.Checks;

/// <summary>Whether the features tell the segments apart, and more than one of them does.</summary>
static class FeatureChecks
{
    const double Level = 0.05;
    const double Much = 0.8;
    const double Nearly = 0.95;

    public static Check Significance(SegmentationResult result)
    {
        var limit = Level / result.Features.Count;
        // Ranks need no normal values; above the exact limit only the analysis of variance is there.
        var ranks = result.Features.All(feature => feature.HP is not null);
        var largest = result.Features.MaxBy(feature => PValue(feature, ranks))!;
        var same = result.Features.Where(feature => PValue(feature, ranks) >= limit).ToList();
        var status = same.Count == 0 ? CheckStatus.Pass
            : same.Count < result.Features.Count ? CheckStatus.Warn : CheckStatus.Fail;
        var test = ranks ? "Kruskal-Wallis test" : "analysis of variance";
        return new(
            "significance", "Each feature differs between segments", status,
            "A feature that does not differ adds noise. The segments were chosen to differ, so small p values prove "
                + "nothing; large ones say that a feature is of no use here.",
            $"{result.Features.Count - same.Count} of {result.Features.Count} features differ between segments; the "
                + $"largest p of the {test} is {Text(PValue(largest, ranks))} ({largest.Name}).",
            $"Pass: every p is below {Text(limit)}. Warn: some are not. Fail: none is.",
            "0.05, divided by the number of features: O. J. Dunn, J. Am. Stat. Assoc. 56 (1961) 52–64.")
        {
            Value = PValue(largest, ranks),
            Advice = same.Count == 0
                ? null : $"Leave out {string.Join(", ", same.Take(3).Select(feature => feature.Name))}; run it again.",
        };
    }

    public static Check Leverage(SegmentationResult result)
    {
        var between = Between(result);
        var top = Array.IndexOf(between, between.Max());
        var share = between[top] / Math.Max(between.Sum(), double.Epsilon);
        var one = result.Features.Count == 1;
        var status = one ? CheckStatus.NotChecked
            : share <= Much ? CheckStatus.Pass : share <= Nearly ? CheckStatus.Warn : CheckStatus.Fail;
        var found = one
            ? $"Only one feature is compared, {result.Features[0].Name}: nothing can outweigh it."
            : $"{result.Features[top].Name} makes {NumberText.Percent(share)} of the variance between segments; "
                + $"{result.Features.Count} features are compared.";
        return new(
            "leverage", "No feature decides alone", status,
            "When one feature makes nearly all the difference between segments, they are its steps and the other "
                + "features hardly count.",
            found, $"Pass: up to {NumberText.Percent(Much)}. Warn: up to {NumberText.Percent(Nearly)}. Fail: more.",
            "The share of the most dominant (W. H. Berger and F. L. Parker, Science 168 (1970) 1345–1347); the limits "
                + "are a rule of this service.")
        {
            Value = one ? null : share,
            Advice = AdviceOn(status, LongTails.Names(result.Features)),
        };
    }

    static string? AdviceOn(CheckStatus leverage, string? tails) => leverage switch
    {
        CheckStatus.Pass => null,
        CheckStatus.NotChecked => "Nothing to do. Compare more features if there are any that matter.",
        _ => $"Use standard scaling{(tails is null ? "" : $", try the logarithm of {tails}")}, or leave that feature "
            + "out and compare.",
    };

    /// <summary>Of each scaled feature: sum over segments of size times squared distance of the centre from the mean of
    /// all.</summary>
    static double[] Between(SegmentationResult result)
    {
        var (segments, rows) = (result.Segments, (double)result.Rows.Used);
        return [.. result.Features.Select((_, j) =>
        {
            var mean = segments.Sum(segment => segment.Size / rows * segment.ScaledCentre[j]);
            return segments.Sum(segment => segment.Size * Math.Pow(segment.ScaledCentre[j] - mean, 2));
        })];
    }

    static double PValue(FeatureInfo feature, bool ranks) => ranks ? feature.HP!.Value : feature.P;

    static string Text(double p) => p < 0.001 ? "below 0.001" : p.ToString("0.####");
}
