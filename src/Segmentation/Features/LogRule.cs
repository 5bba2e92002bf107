using Segmentation.Numerics;

namespace Segmentation.Features;

/// <summary>Which features are compared by their logarithm.</summary>
static class LogRule
{
    /// <summary>Above this skewness a feature has a long tail.</summary>
    public const double LongTail = 2;

    // Roundings decide nothing: two values have the same skewness before and after, and the logarithms of values that
    // lie close together far from 0 differ in their last digits only.
    const double Gain = 0.999;
    const double Digits = 1e-12;

    /// <summary>Whether the logarithms of a feature are looked at.</summary>
    public static bool IsTried(Transform asked, Scaling scaling, FeatureMoments values) => values.Min >= 0
        && (asked == Transform.Log1p
            || asked == Transform.Auto && scaling != Scaling.None && values.Skewness > LongTail);

    /// <summary>Whether logarithms that were looked at are compared: asked for, or less skewed than the
    /// values.</summary>
    public static bool IsTaken(Transform asked, FeatureMoments values, FeatureMoments logs) =>
        logs.Deviation > Digits * logs.Max
        && (asked == Transform.Log1p || Math.Abs(logs.Skewness) < Gain * values.Skewness);

    /// <summary>A long tail that a logarithm may draw in, and nobody has looked whether it does.</summary>
    public static bool IsUntried(FeatureInfo feature) =>
        feature is { Skew: > LongTail, LogSkew: null, All.Min: >= 0, Kind: not FeatureKind.Flag };
}
