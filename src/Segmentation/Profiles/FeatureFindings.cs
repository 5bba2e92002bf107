using Segmentation.Evaluation;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>How much each feature has to do with the segments.</summary>
static class FeatureFindings
{
    public static FeatureInfo[] Of(
        SegmentedRows rows, IReadOnlyList<FeatureScale> scales, FeatureDistributions[] distributions, SegmentSums sums,
        CancellationToken ct)
    {
        var anova = Anova.Of(sums);
        var ranks = sums.Rows <= Silhouette.ExactLimit ? KruskalWallis.Of(rows.Values, rows.Labels, rows.K, ct) : null;
        var (between, within) = (sums.Between(), sums.Within());
        return Arrays.Generate(scales.Count, j =>
            new FeatureInfo(
                rows.Features[j], scales[j].Transform, scales[j].Centre, scales[j].Scale, distributions[j].All)
            {
                Kind = FeatureKinds.Of(rows.Features[j], distributions[j].All),
                Skew = scales[j].Skew,
                LogSkew = scales[j].LogSkew,
                TransformReason = TransformReason.Of(rows.Features[j], scales[j], distributions[j].All),
                F = double.IsInfinity(anova[j].F) ? null : Known(anova[j].F),
                P = Known(anova[j].P),
                ConstantWithin = double.IsInfinity(anova[j].F),
                H = ranks is null || double.IsNaN(ranks[j].H) ? null : ranks[j].H,
                HP = ranks is null || double.IsNaN(ranks[j].P) ? null : ranks[j].P,
                Importance = between[j] / (between[j] + within[j]),
                Values = ValueTally.Different(rows.Values.Column(j), FeatureInfo.MostValues),
                AtMedian = ValueTally.ShareOf(rows.Values.Column(j), distributions[j].All.Median),
            });
    }

    static double Known(double value) => double.IsNaN(value) ? 0 : value;
}
