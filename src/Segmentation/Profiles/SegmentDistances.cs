using Segmentation.Data;

namespace Segmentation.Profiles;

/// <summary>Euclidean distances of scaled rows to the centre of their segment.</summary>
sealed class SegmentDistances(Matrix scaled, Matrix centres, byte[] labels)
{
    const int Chunk = 8192;

    /// <summary>Distances of the rows from <paramref name="first"/> on.</summary>
    public void Fill(int first, Span<double> distances)
    {
        distances.Clear();
        var own = labels.AsSpan(first, distances.Length);
        Span<double> centre = stackalloc double[byte.MaxValue + 1];
        for (var j = 0; j < scaled.Columns; j++)
        {
            centres.Column(j).CopyTo(centre);
            var column = scaled.Column(j).Slice(first, distances.Length);
            for (var i = 0; i < distances.Length; i++)
            {
                var off = column[i] - centre[own[i]];
                distances[i] += off * off;
            }
        }
        for (var i = 0; i < distances.Length; i++) distances[i] = Math.Sqrt(distances[i]);
    }

    /// <summary>Of each segment: sum of squared distances, sum of distances. Added in the order of the rows' chunks.</summary>
    public (double[] Squares, double[] Lengths) SumBySegment(CancellationToken ct)
    {
        var (n, k) = (scaled.Rows, centres.Rows);
        var parts = new (double[] Squares, double[] Lengths)[(n + Chunk - 1) / Chunk];
        Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = ct }, c =>
        {
            Span<double> distances = stackalloc double[Math.Min(Chunk, n - (c * Chunk))];
            Fill(c * Chunk, distances);
            parts[c] = (new double[k], new double[k]);
            for (var i = 0; i < distances.Length; i++)
            {
                var s = labels[(c * Chunk) + i];
                parts[c].Squares[s] += distances[i] * distances[i];
                parts[c].Lengths[s] += distances[i];
            }
        });

        var (squares, lengths) = (new double[k], new double[k]);
        foreach (var part in parts)
            for (var s = 0; s < k; s++)
                (squares[s], lengths[s]) = (squares[s] + part.Squares[s], lengths[s] + part.Lengths[s]);
        return (squares, lengths);
    }
}
