using System.Runtime.CompilerServices;
using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>Sizes, means and spreads of segments, measured in one pass over the rows: the input of most
/// indices.</summary>
/// <remarks>Sums are made row by row in chunks of fixed size and added in chunk order, so they have the same bits on
/// any number of threads.</remarks>
sealed class SegmentSums
{
    SegmentSums(int k, int d, int rows) =>
        (K, Features, Rows, Sizes, Centres, WithinSs, Distance) =
        (k, d, rows, new int[k], new double[k * d], new double[k * d], new double[k]);

    /// <summary>From measurements made elsewhere.</summary>
    /// <param name="sizes">Shape [k].</param>
    /// <param name="centres">Shape [k × d].</param>
    /// <param name="withinSs">Shape [k × d].</param>
    /// <param name="distance">Shape [k].</param>
    public SegmentSums(int[] sizes, double[] centres, double[] withinSs, double[] distance) =>
        (K, Features, Rows, Sizes, Centres, WithinSs, Distance) =
        (sizes.Length, centres.Length / sizes.Length, sizes.Sum(), sizes, centres, withinSs, distance);

    /// <summary>Number of segments; some may be empty.</summary>
    public int K { get; }
    /// <summary>Number of features, d.</summary>
    public int Features { get; }
    /// <summary>Number of rows, n.</summary>
    public int Rows { get; }
    /// <summary>Shape [k]: rows.</summary>
    public int[] Sizes { get; }
    /// <summary>Shape [k × d]: means; 0 for an empty segment.</summary>
    public double[] Centres { get; }
    /// <summary>Shape [k × d]: sum of squared differences to the segment's mean.</summary>
    public double[] WithinSs { get; }
    /// <summary>Shape [k]: sum of Euclidean distances to the segment's mean.</summary>
    public double[] Distance { get; }
    /// <summary>Sum of squared distances to the segment's mean.</summary>
    public double Inertia => WithinSs.Sum();

    /// <summary>Sum of squared distances of one segment's rows to their mean.</summary>
    public double WithinOf(int segment) => WithinSs.AsSpan(segment * Features, Features).ToArray().Sum();

    /// <summary>Shape [d]: means of all rows.</summary>
    public double[] Means()
    {
        var means = new double[Features];
        for (var c = 0; c < K; c++)
            for (var j = 0; j < Features; j++) means[j] += (double)Sizes[c] / Rows * Centres[c * Features + j];
        return means;
    }

    /// <summary>Shape [d]: sum over segments of size times squared difference between the segment's mean and that of
    /// all rows.</summary>
    public double[] Between()
    {
        var means = Means();
        var between = new double[Features];
        for (var c = 0; c < K; c++)
            for (var j = 0; j < Features; j++)
            {
                var difference = Centres[c * Features + j] - means[j];
                between[j] += Sizes[c] * difference * difference;
            }
        return between;
    }

    /// <summary>Shape [d]: sum of squared differences to the segment's mean.</summary>
    public double[] Within()
    {
        var within = new double[Features];
        for (var s = 0; s < WithinSs.Length; s++) within[s % Features] += WithinSs[s];
        return within;
    }

    /// <summary>Finds the means, then measures the spread.</summary>
    /// <param name="points">Shape [n × d].</param>
    /// <param name="labels">Shape [n], 0 to k − 1.</param>
    public static SegmentSums Measure(Matrix points, byte[] labels, int k, CancellationToken ct = default)
    {
        var sums = new SegmentSums(k, points.Columns, points.Rows);
        sums.FindCentres(points, labels, ct);
        sums.MeasureSpread(points, labels, null, ct);
        return sums;
    }

    /// <summary>Measures the spread around known means.</summary>
    /// <param name="centres">Shape [k × d]: the means of the segments.</param>
    /// <param name="distances">Shape [n]: filled with the distance of each row to its centre.</param>
    public static SegmentSums Measure(
        Matrix points, byte[] labels, int k, ReadOnlySpan<double> centres, float[] distances, CancellationToken ct)
    {
        var sums = new SegmentSums(k, points.Columns, points.Rows);
        centres.CopyTo(sums.Centres);
        sums.MeasureSpread(points, labels, distances, ct);
        return sums;
    }

    /// <summary>The same segments in another order.</summary>
    /// <param name="order">Shape [k]: the present number at each new one.</param>
    public SegmentSums Renumber(int[] order)
    {
        var sums = new SegmentSums(K, Features, Rows);
        for (var c = 0; c < K; c++)
        {
            sums.Sizes[c] = Sizes[order[c]];
            sums.Distance[c] = Distance[order[c]];
            Array.Copy(Centres, order[c] * Features, sums.Centres, c * Features, Features);
            Array.Copy(WithinSs, order[c] * Features, sums.WithinSs, c * Features, Features);
        }
        return sums;
    }

    void FindCentres(Matrix points, byte[] labels, CancellationToken ct)
    {
        var chunks = Chunks.Of(Rows);
        var parts = new (double[] Sums, int[] Sizes)[chunks.Count];
        chunks.Run((start, end, chunk) => parts[chunk] = SumChunk(points, labels, start, end), ct);
        foreach (var (sums, sizes) in parts)
        {
            for (var c = 0; c < K; c++) Sizes[c] += sizes[c];
            for (var s = 0; s < sums.Length; s++) Centres[s] += sums[s];
        }
        for (var s = 0; s < Centres.Length; s++)
            if (Sizes[s / Features] > 0) Centres[s] /= Sizes[s / Features];
        Array.Clear(Sizes);
    }

    (double[] Sums, int[] Sizes) SumChunk(Matrix points, byte[] labels, int start, int end)
    {
        var (sums, sizes) = (new double[K * Features], new int[K]);
        for (var i = start; i < end; i++) sizes[labels[i]]++;
        for (var j = 0; j < Features; j++)
        {
            var column = points.Column(j);
            for (var i = start; i < end; i++) sums[labels[i] * Features + j] += column[i];
        }
        return (sums, sizes);
    }

    void MeasureSpread(Matrix points, byte[] labels, float[]? distances, CancellationToken ct)
    {
        var chunks = Chunks.Of(Rows);
        var parts = new SegmentSums[chunks.Count];
        chunks.Run((start, end, chunk) => parts[chunk] = SpreadChunk(points, labels, distances, start, end), ct);
        foreach (var part in parts)
        {
            for (var c = 0; c < K; c++) Sizes[c] += part.Sizes[c];
            for (var c = 0; c < K; c++) Distance[c] += part.Distance[c];
            for (var s = 0; s < WithinSs.Length; s++) WithinSs[s] += part.WithinSs[s];
        }
    }

    SegmentSums SpreadChunk(Matrix points, byte[] labels, float[]? distances, int start, int end)
    {
        const int Stripe = 256;   // rows; their squared distances are summed over the features
        var part = new SegmentSums(K, Features, Rows);
        Span<double> squares = stackalloc double[Stripe];
        Span<int> offsets = stackalloc int[Stripe];
        for (var first = start; first < end; first += Stripe)
        {
            var rows = labels.AsSpan(first, Math.Min(Stripe, end - first));
            squares.Clear();
            for (var i = 0; i < rows.Length; i++) offsets[i] = rows[i] * Features;
            for (var j = 0; j < Features; j++)
            {
                // By reference: bounds checks of four arrays would take longer than the sums.
                ref var values = ref points.Column(j)[first];
                ref var centre = ref Centres[j];
                ref var within = ref part.WithinSs[j];
                for (var i = 0; i < rows.Length; i++)
                {
                    var difference = Unsafe.Add(ref values, i) - Unsafe.Add(ref centre, offsets[i]);
                    Unsafe.Add(ref within, offsets[i]) += difference * difference;
                    squares[i] += difference * difference;
                }
            }
            for (var i = 0; i < rows.Length; i++)
            {
                var distance = Math.Sqrt(squares[i]);
                part.Sizes[rows[i]]++;
                part.Distance[rows[i]] += distance;
                if (distances is not null) distances[first + i] = (float)distance;
            }
        }
        return part;
    }
}
