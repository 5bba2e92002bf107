using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>Tests whether the ranks of a feature differ between segments: as ANOVA, but robust against skewed values
/// and outliers.</summary>
static class KruskalWallis
{
    /// <param name="values">One feature, shape [n].</param>
    /// <param name="labels">Shape [n], 0 to k − 1.</param>
    /// <returns>H, corrected for ties, and its p value from the chi-squared distribution with k − 1 degrees of freedom,
    /// k being the segments that have rows. NaN when there are fewer than 2 of them or all values are equal.</returns>
    /// <remarks>Time O(n log n), memory O(n). As SciPy's <c>kruskal</c>: H to 1e-9, p to 1e-6 down to 1e-300.
    /// Source: W. H. Kruskal, W. A. Wallis, JASA 47 (1952) 583–621, doi:10.1080/01621459.1952.10483441.</remarks>
    public static (double H, double P) Of(ReadOnlySpan<double> values, ReadOnlySpan<byte> labels, int k)
    {
        double n = values.Length;
        var keys = values.ToArray();
        var groups = labels.ToArray();
        Array.Sort(keys, groups);

        var (rankSums, sizes, ties) = (new double[k], new int[k], 0.0);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            double tied = end - start;
            ties += tied * tied * tied - tied;
            for (var i = start; i < end; i++)
            {
                rankSums[groups[i]] += (start + 1 + end) / 2.0;
                sizes[groups[i]]++;
            }
            start = end;
        }

        var (sum, used) = (0.0, 0);
        for (var c = 0; c < k; c++)
        {
            if (sizes[c] == 0) continue;
            used++;
            // Differences to the mean rank: the textbook form subtracts two large numbers.
            var difference = rankSums[c] / sizes[c] - (n + 1) / 2;
            sum += sizes[c] * difference * difference;
        }
        var correction = 1 - ties / (n * n * n - n);
        if (used < 2 || correction <= 0) return (double.NaN, double.NaN);
        var h = 12 / (n * (n + 1)) * sum / correction;
        return (h, Tail.ChiSquared(h, used - 1));
    }

    /// <summary>Tests every feature, several at once.</summary>
    /// <param name="points">Shape [n × d].</param>
    /// <returns>Shape [d].</returns>
    public static (double H, double P)[] Of(Matrix points, byte[] labels, int k, CancellationToken ct)
    {
        var result = new (double, double)[points.Columns];
        ParallelLoop.Run(points.Columns, j => result[j] = Of(points.Column(j), labels, k), ct);
        return result;
    }
}
