namespace Segmentation.Evaluation;

/// <summary>How many rows each segment of one segmentation shares with each segment of another.</summary>
sealed class CrossTable
{
    readonly long[] _both;   // [segments of a × segments of b]

    /// <param name="a">Shape [n], 0 to 254.</param>
    /// <param name="b">Shape [n], 0 to 254.</param>
    /// <remarks>Time O(n).</remarks>
    public CrossTable(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length);
        (OfA, OfB, Rows) = (new long[Segments(a)], new long[Segments(b)], a.Length);
        _both = new long[OfA.Length * OfB.Length];
        for (var i = 0; i < a.Length; i++)
        {
            _both[a[i] * OfB.Length + b[i]]++;
            OfA[a[i]]++;
            OfB[b[i]]++;
        }
    }

    /// <summary>n.</summary>
    public long Rows { get; }
    /// <summary>Rows of each segment of the first.</summary>
    public long[] OfA { get; }
    /// <summary>Rows of each segment of the second.</summary>
    public long[] OfB { get; }
    /// <summary>Shared rows of each pair of segments.</summary>
    public ReadOnlySpan<long> Both => _both;

    /// <summary>The likeness of a segment of the first to the segment of the second that is most like it.</summary>
    /// <returns>Shared rows, divided by the rows in either; 0 to 1, and 1 when both are the same rows. 0 for a segment
    /// without rows.</returns>
    /// <remarks>Source: P. Jaccard, Bull. Soc. Vaud. Sci. Nat. 37 (1901) 547–579.</remarks>
    public double Jaccard(int segment)
    {
        if (segment >= OfA.Length) return 0;
        var most = 0.0;
        for (var other = 0; other < OfB.Length; other++)
        {
            var both = _both[segment * OfB.Length + other];
            if (both > 0) most = Math.Max(most, (double)both / (OfA[segment] + OfB[other] - both));
        }
        return most;
    }

    static int Segments(ReadOnlySpan<byte> labels)
    {
        var last = -1;
        foreach (var label in labels) last = Math.Max(last, label);
        return last + 1;
    }
}
