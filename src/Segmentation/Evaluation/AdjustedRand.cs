namespace Segmentation.Evaluation;

/// <summary>How well two segmentations of the same rows agree, whatever their segments are numbered.</summary>
static class AdjustedRand
{
    /// <param name="a">Shape [n], 0 to 254.</param>
    /// <param name="b">Shape [n], 0 to 254.</param>
    /// <returns>1 when they are the same, about 0 when they agree by chance only, at least −0.5. 1 for n &lt;
    /// 2.</returns>
    /// <remarks>Time O(n). As scikit-learn's <c>adjusted_rand_score</c>, to 1e-9.
    /// Source: L. Hubert, P. Arabie, J. Classif. 2 (1985) 193–218, doi:10.1007/BF01908075.</remarks>
    public static double Of(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length);
        const int Most = byte.MaxValue + 1;
        var (both, ofA, ofB) = (new long[Most * Most], new long[Most], new long[Most]);
        for (var i = 0; i < a.Length; i++)
        {
            both[a[i] * Most + b[i]]++;
            ofA[a[i]]++;
            ofB[b[i]]++;
        }

        // Pairs of rows, as whole numbers: the difference below may be small.
        Int128 together = Pairs(both), inA = Pairs(ofA), inB = Pairs(ofB), all = Pairs([a.Length]);
        var numerator = 2 * (together * all - inA * inB);
        var denominator = (inA + inB) * all - 2 * inA * inB;
        return denominator == 0 ? 1 : (double)numerator / (double)denominator;
    }

    static long Pairs(long[] counts) => counts.Sum(count => count * (count - 1) / 2);
}
