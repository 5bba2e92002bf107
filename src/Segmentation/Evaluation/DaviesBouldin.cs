namespace Segmentation.Evaluation;

/// <summary>How much each segment overlaps with the one most similar to it: lower is better, 0 is best.</summary>
static class DaviesBouldin
{
    /// <returns>Mean over segments of the largest (sᵢ + sⱼ) / mᵢⱼ: s is the mean Euclidean distance of a segment's rows
    /// to their mean, m the distance between two means. Pairs with the same mean count 0; NaN for fewer than 2
    /// segments.</returns>
    /// <remarks>Time O(k² · d). As scikit-learn's <c>davies_bouldin_score</c>, to 1e-9.
    /// Source: D. L. Davies, D. W. Bouldin, IEEE TPAMI 1 (1979) 224–227, doi:10.1109/TPAMI.1979.4766909.</remarks>
    public static double Of(SegmentSums sums)
    {
        var (total, segments) = (0.0, 0);
        for (var a = 0; a < sums.K; a++)
        {
            if (sums.Sizes[a] == 0) continue;
            segments++;
            var worst = 0.0;
            for (var b = 0; b < sums.K; b++)
                if (a != b && sums.Sizes[b] > 0) worst = Math.Max(worst, Similarity(sums, a, b));
            total += worst;
        }
        return segments < 2 ? double.NaN : total / segments;
    }

    static double Similarity(SegmentSums sums, int a, int b)
    {
        var square = 0.0;
        for (var j = 0; j < sums.Features; j++)
        {
            var difference = sums.Centres[a * sums.Features + j] - sums.Centres[b * sums.Features + j];
            square += difference * difference;
        }
        var spread = sums.Distance[a] / sums.Sizes[a] + sums.Distance[b] / sums.Sizes[b];
        return square == 0 ? 0 : spread / Math.Sqrt(square);
    }
}
