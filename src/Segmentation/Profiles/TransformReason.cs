using Segmentation.Features;

namespace Segmentation.Profiles;

/// <summary>Why a feature was compared by its logarithm, or why not.</summary>
static class TransformReason
{
    /// <summary>A sentence; null where there is nothing to say.</summary>
    /// <param name="name">Header.</param>
    /// <param name="all">The used rows.</param>
    public static string? Of(string name, FeatureScale scale, Distribution all) => scale switch
    {
        { Transform: Transform.Log1p, Asked: Transform.Auto } =>
            $"{name} was compared by its logarithm: {Tail(all)} (skewness {Skew(scale.Skew)}, of the logarithms "
                + $"{Skew(scale.LogSkew)}).",
        { Transform: Transform.Log1p } => null,
        { LogSkew: { } log, Asked: Transform.Auto } =>
            $"{name} was compared as it is: its logarithms are no less skewed ({Skew(log)}) than its values "
                + $"({Skew(scale.Skew)}).",
        { Asked: Transform.Log1p } when all.Min < 0 =>
            $"{name} was compared as it is: a logarithm needs values from 0 on, and the smallest is "
                + $"{NumberText.Of(all.Min)}.",
        _ => null,
    };

    // A ratio says nothing beside a median of 0, nor beside a tiny one.
    static string Tail(Distribution all) => all.Max / all.Median is var ratio && double.IsFinite(ratio) && ratio < 1e6
        ? $"the largest value is {NumberText.Times(ratio)} times the median"
        : $"the largest value is {NumberText.Of(all.Max)}, the median {NumberText.Of(all.Median)}";

    static string Skew(double? value) => $"{value:0.0}";
}
