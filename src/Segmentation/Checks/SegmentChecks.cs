using Segmentation.Choice;
using Segmentation.Profiles;

namespace Segmentation.Checks;

/// <summary>Whether the segments are large enough, apart, and settled.</summary>
static class SegmentChecks
{
    const double Reasonable = 0.5;
    const double Weak = 0.25;
    const double Touching = 1;
    const double Overlapping = 2;

    public static Check Smallest(SegmentationResult result)
    {
        var smallest = result.Segments.MinBy(segment => segment.Size)!;
        var floor = KRule.SmallestAllowed((int)Math.Min(result.Rows.Used, int.MaxValue));
        var status = smallest.Size >= floor ? CheckStatus.Pass
            : smallest.Size > 1 ? CheckStatus.Warn : CheckStatus.Fail;
        return new(
            "smallest", "No segment is tiny", status,
            "A segment of a few customers is most often a few odd values, not a group to act on.",
            $"The smallest, segment {smallest.Number}, has {smallest.Size:#,0} of {result.Rows.Used:#,0} customers; "
                + $"at least {floor:#,0} are expected.",
            $"Pass: at least {floor:#,0}. Warn: fewer. Fail: a single customer.",
            "The rule that recommends k: a hundredth of the rows, and at least 10 rows, or a twentieth where that is "
                + "less.")
        {
            Value = smallest.Size,
            Advice = status == CheckStatus.Pass
                ? null : "Look at its customers for mistakes in the file; try fewer segments"
                    + (LongTails.Names(result.Features) is { } tails ? $", or the logarithm of {tails}." : "."),
        };
    }

    public static Check Structure(StructureFindings structure) => new(
        "structure", "There are groups at all",
        (structure.Tested, structure.Claimed) switch
        {
            (false, _) => CheckStatus.NotChecked,
            (_, true) => CheckStatus.Pass,
            _ => CheckStatus.Warn,
        },
        "k-means cuts every cloud into segments. Only groups have a higher silhouette than each of 39 draws of rows "
            + "that are alike in every column and in how the columns go together, but have no groups.",
        structure switch
        {
            { Tested: false } => "Not tested: the run was asked for no advice.",
            { Claimed: true } => $"{structure.Headline}: the silhouette is {structure.Excess:0.0000} above the mean of "
                + "the draws, and above every one of them.",
            { Best: { } best, HighestDraw: { } draw } => "No clear groups: the best silhouette on "
                + $"{structure.Rows:#,0} rows is {best:0.0000}, that of {structure.Draws} draws without groups up to "
                + $"{draw:0.0000}.",
            _ => "No clear groups: every k leaves a segment with too few rows.",
        },
        $"Pass: above every draw, and at least {StructureFindings.LeastExcess:0.00} above their mean. Warn: not.",
        "docs/advice.md: how often groups are claimed where there are none, and found where there are some.")
    {
        Value = structure.Excess,
        Advice = structure.Tested && !structure.Claimed
            ? "Use the segments as parts of use, such as bands of spending, not as kinds of customers. Try other "
                + "columns."
            : null,
    };

    public static Check Stability(SegmentationResult result) => new(
        "stability", "The segments come out again", StatusOf(result.Stability),
        "From rows drawn anew, the same segments should be found. That says nothing about whether they are groups: one "
            + "cloud is often cut in the same places.",
        FoundOf(result.Stability),
        "The mean Jaccard index of a segment over the refits. Pass: at least "
            + $"{StabilityFindings.LeastJaccard:0.00} for each. Warn: some have less. Fail: all have less.",
        "C. Hennig, Comput. Stat. Data Anal. 52 (2007) 258–271: a segment below 0.6 should not be trusted.")
    {
        Value = result.Stability?.Segments.Min(),
        Advice = StatusOf(result.Stability) switch
        {
            CheckStatus.Pass => null,
            CheckStatus.NotChecked => "Run it again with advice to see it.",
            _ => "See Quality for the segments that may not come out again; do not build on these. Try fewer segments.",
        },
    };

    static CheckStatus StatusOf(StabilityFindings? stability) => stability?.Unsure.Count switch
    {
        null => CheckStatus.NotChecked,
        0 => CheckStatus.Pass,
        var unsure => unsure < stability.Segments.Count ? CheckStatus.Warn : CheckStatus.Fail,
    };

    static string FoundOf(StabilityFindings? stability)
    {
        if (stability is null) return "Not tried: the run was asked for no advice.";
        var (segments, unsure) = (stability.Segments, stability.Unsure);
        var weakest = segments.Select((jaccard, i) => (Jaccard: jaccard, Number: i + 1)).MinBy(one => one.Jaccard);
        var found = $"In {stability.Refits} refits on {stability.Rows:#,0} rows, the adjusted Rand index is "
            + $"{stability.AdjustedRand:0.00} on average ({stability.Lowest:0.00} to {stability.Highest:0.00}); the "
            + $"lowest mean Jaccard index is {weakest.Jaccard:0.00}, of segment {weakest.Number}.";
        return unsure.Count == 0
            ? found
            : $"{found} {unsure.Count:#,0} of {segments.Count:#,0} segments may not come out again.";
    }

    public static Check Separation(SegmentationResult result)
    {
        var metrics = result.Metrics;
        // As the bands are published: two decimals.
        var rounded = Math.Round(metrics.Silhouette, 2, MidpointRounding.AwayFromZero);
        var status = rounded > Reasonable ? CheckStatus.Pass : rounded > Weak ? CheckStatus.Warn : CheckStatus.Fail;
        var band = rounded > 0.7 ? "strong" : rounded > Reasonable ? "reasonable" : rounded > Weak ? "weak" : "no";
        var sampled = metrics.SilhouetteError is { } error ? $" ± {error:0.0000}, sampled" : "";
        return new(
            "separation", "The segments are apart", status,
            "The silhouette says how much closer customers are to their own segment than to the next one, −1 to 1.",
            $"The mean silhouette is {metrics.Silhouette:0.0000}{sampled}, measured on "
                + $"{metrics.SilhouetteRows:#,0} customers{(result.Structure.Claimed ? $": {band} structure" : "")}.",
            "Pass: above 0.50. Warn: above 0.25. Fail: up to 0.25.",
            "L. Kaufman and P. J. Rousseeuw, Finding Groups in Data, 1990: above 0.70 strong, 0.51 to 0.70 reasonable, "
                + "0.26 to 0.50 weak, up to 0.25 none.")
        {
            Value = metrics.Silhouette,
            Advice = status == CheckStatus.Pass
                ? null : "Treat borders between segments as soft. Compare fewer features, or another k.",
        };
    }

    public static Check DaviesBouldin(Metrics metrics)
    {
        var value = metrics.DaviesBouldin;
        var status = value < Touching ? CheckStatus.Pass : value < Overlapping ? CheckStatus.Warn : CheckStatus.Fail;
        return new(
            "davies-bouldin", "Neighbours do not overlap", status,
            "Davies-Bouldin compares the spread of each segment and its most similar one with the distance between "
                + "their centres; lower is better.",
            $"The Davies-Bouldin index is {value:0.0000}.",
            "Pass: below 1, where the spreads of both together are smaller than the distance. Warn: below 2. "
                + "Fail: from 2 on, where each spread alone is as large.",
            "Limits follow from the definition: D. L. Davies and D. W. Bouldin, IEEE Trans. PAMI 1 (1979) 224–227.")
        {
            Value = value,
            Advice = status == CheckStatus.Pass
                ? null : "See Quality for the segments that are nearest to each other; try fewer segments.",
        };
    }

    public static Check Convergence(SegmentationResult result)
    {
        var (took, most) = (result.Metrics.Iterations, result.Parameters.MaxIterations);
        var status = took < most ? CheckStatus.Pass : CheckStatus.Warn;
        return new(
            "convergence", "The centres settled", status,
            "The steps of k-means end when no customer changes segment any more. At the limit they end before that.",
            $"The final fit took {took:#,0} of at most {most:#,0} iterations.",
            $"Pass: fewer than {most:#,0}. Warn: the limit was reached.", "The setting of most iterations.")
        {
            Value = took,
            Advice = status == CheckStatus.Pass ? null : "Run it again with more iterations (maxIterations).",
        };
    }
}
