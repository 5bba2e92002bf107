using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>Tests whether the means of a feature differ between segments. Descriptive here: the segments were chosen to
/// differ.</summary>
static class Anova
{
    // Rows that are alike have a mean that is off by a rounding of them: about 1e-16 of a value, squared.
    const double Rounding = 1e-28;

    /// <summary>One-way analysis of variance of each feature.</summary>
    /// <returns>Shape [d]: F = (B / (k − 1)) / (W / (n − k)) and its p value, from the F distribution with k − 1 and n
    /// − k degrees of freedom. NaN where there are fewer than 2 segments or n ≤ k; F is infinite and p 0 where W is 0,
    /// or less than rounding can make of rows that are alike.</returns>
    /// <remarks>Time O(k · d). As SciPy's <c>f_oneway</c>: F to 1e-9, p to 1e-6 down to 1e-300.
    /// F does not change with shift and scale, so scaled features have the same F as those of the file.</remarks>
    public static (double F, double P)[] Of(SegmentSums sums)
    {
        var k = sums.Sizes.Count(size => size > 0);
        var (between, within) = (sums.Between(), sums.Within());
        var result = new (double, double)[sums.Features];
        for (var j = 0; j < result.Length; j++)
        {
            if (k < 2 || sums.Rows <= k)
            {
                result[j] = (double.NaN, double.NaN);
                continue;
            }
            var f = within[j] <= Rounding * between[j]
                ? double.PositiveInfinity
                : between[j] / (k - 1) / (within[j] / (sums.Rows - k));
            result[j] = (f, Tail.F(f, k - 1, sums.Rows - k));
        }
        return result;
    }
}
