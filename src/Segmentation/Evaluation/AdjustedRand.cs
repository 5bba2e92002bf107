namespace Segmentation.Evaluation;

/// <summary>How well two segmentations of the same rows agree, whatever their segments are numbered.</summary>
static class AdjustedRand
{
    /// <param name="a">Shape [n], 0 to 254.</param>
    /// <param name="b">Shape [n], 0 to 254.</param>
    /// <returns>1 when they are the same, about 0 when they agree by chance only, at least −0.5. 1 for n &lt;
    /// 2.</returns>
    /// <remarks>Time O(n).</remarks>
    public static double Of(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => Of(new CrossTable(a, b));

    /// <summary>The same for rows that were counted.</summary>
    /// <remarks>As scikit-learn's <c>adjusted_rand_score</c>, to 1e-9.
    /// Source: L. Hubert, P. Arabie, J. Classif. 2 (1985) 193–218, doi:10.1007/BF01908075.</remarks>
    public static double Of(CrossTable table)
    {
        // Pairs of rows, as whole numbers: the difference below may be small.
        Int128 together = Pairs(table.Both), inA = Pairs(table.OfA), inB = Pairs(table.OfB);
        Int128 all = Pairs([table.Rows]);
        var numerator = 2 * (together * all - inA * inB);
        var denominator = (inA + inB) * all - 2 * inA * inB;
        return denominator == 0 ? 1 : (double)numerator / (double)denominator;
    }

    static long Pairs(ReadOnlySpan<long> counts)
    {
        var pairs = 0L;
        foreach (var count in counts) pairs += count * (count - 1) / 2;
        return pairs;
    }
}
