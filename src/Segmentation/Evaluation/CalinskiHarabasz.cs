namespace Segmentation.Evaluation;

/// <summary>Spread between segments against spread within them: 0 or more, higher is better.</summary>
static class CalinskiHarabasz
{
    /// <returns>(B / (k − 1)) / (W / (n − k)): B is the sum over segments of size times squared distance from their
    /// mean to the mean of all, W the inertia, k the segments that have rows. 1 when W is 0; NaN for fewer than 2
    /// segments.</returns>
    /// <remarks>Time O(k · d). As scikit-learn's <c>calinski_harabasz_score</c>, to 1e-9.
    /// Source: T. Caliński, J. Harabasz, Commun. Stat. 3 (1974) 1–27, doi:10.1080/03610927408827101.</remarks>
    public static double Of(SegmentSums sums)
    {
        var k = sums.Sizes.Count(size => size > 0);
        if (k < 2) return double.NaN;
        var within = sums.Inertia;
        return within == 0 ? 1 : sums.Between().Sum() / (k - 1) / (within / (sums.Rows - k));
    }
}
