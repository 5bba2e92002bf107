using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>Greedy k-means++: each next centre is the best of a few rows, drawn by squared distance to the centres so
/// far.</summary>
/// <remarks>
/// 2 + ⌊ln k⌋ candidates for each centre; the one that leaves the least inertia is kept. Time O(n · k · d · ln k),
/// memory O(n): three numbers for each row, allocated once for all starts of a worker.
/// Source: D. Arthur, S. Vassilvitskii, SODA 2007, 1027–1035 (section on the greedy variant).
/// </remarks>
sealed class Seeding(Matrix points, int k)
{
    readonly Chunks _chunks = Chunks.Of(points.Rows);
    readonly double[] _centres = new double[k * points.Columns];
    double[] _closest = new double[points.Rows];
    double[] _best = new double[points.Rows];
    double[] _candidate = new double[points.Rows];
    double[] _chunkSums = new double[Chunks.Of(points.Rows).Count];
    double[] _bestSums = new double[Chunks.Of(points.Rows).Count];
    double[] _candidateSums = new double[Chunks.Of(points.Rows).Count];

    /// <summary>Draws k centres.</summary>
    /// <returns>Shape [k × d]; overwritten by the next call.</returns>
    public ReadOnlySpan<double> Draw(RandomStream random, CancellationToken ct)
    {
        _closest.AsSpan().Fill(double.PositiveInfinity);
        Copy(random.Next(points.Rows), 0);
        var total = Measure(0, _closest, _chunkSums);

        var candidates = 2 + (int)Math.Log(k);
        for (var c = 1; c < k; c++)
        {
            ct.ThrowIfCancellationRequested();
            var (bestTotal, bestRow) = (double.PositiveInfinity, 0);
            for (var t = 0; t < candidates; t++)
            {
                var row = Pick(random.NextDouble() * total);
                Copy(row, c);
                var candidateTotal = Measure(c, _candidate, _candidateSums);
                if (candidateTotal >= bestTotal) continue;
                (bestTotal, bestRow) = (candidateTotal, row);
                (_best, _candidate) = (_candidate, _best);
                (_bestSums, _candidateSums) = (_candidateSums, _bestSums);
            }
            Copy(bestRow, c);
            (_closest, _best) = (_best, _closest);
            (_chunkSums, _bestSums) = (_bestSums, _chunkSums);
            total = bestTotal;
        }
        return _centres;
    }

    void Copy(int row, int centre)
    {
        for (var j = 0; j < points.Columns; j++) _centres[centre * points.Columns + j] = points[row, j];
    }

    /// <summary>The row at which the running sum of squared distances reaches <paramref name="target"/>.</summary>
    int Pick(double target)
    {
        var chunk = 0;
        while (chunk < _chunkSums.Length - 1 && target >= _chunkSums[chunk]) target -= _chunkSums[chunk++];

        var last = _chunks.Start(chunk);
        for (var i = last; i < _chunks.End(chunk); i++)
        {
            if (_closest[i] <= 0) continue;
            last = i;
            target -= _closest[i];
            if (target < 0) break;
        }
        return last;
    }

    /// <summary>The sum of squared distances to the nearest centre when centre c is added.</summary>
    double Measure(int c, double[] result, double[] chunkSums)
    {
        var centre = _centres.AsSpan(c * points.Columns, points.Columns);
        var total = 0.0;
        for (var chunk = 0; chunk < chunkSums.Length; chunk++)
        {
            var (start, end) = (_chunks.Start(chunk), _chunks.End(chunk));
            chunkSums[chunk] = Hardware.Width switch
            {
                512 => Closer<Lanes512>(start, end, centre, result),
                256 => Closer<Lanes256>(start, end, centre, result),
                _ => Closer<Lanes128>(start, end, centre, result),
            };
            total += chunkSums[chunk];
        }
        return total;
    }

    /// <summary>result[i] = min(closest[i], squared distance of row i to the centre).</summary>
    /// <returns>Their sum over rows <paramref name="start"/> to <paramref name="end"/> − 1, by lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Closer<T>(int start, int end, ReadOnlySpan<double> centre, Span<double> result) where T : struct, ILanes<T>
    {
        var sums = T.All(0);
        var i = start;
        for (; i <= end - Lanes.Count; i += Lanes.Count)
        {
            var sum = T.All(0);
            for (var j = 0; j < centre.Length; j++)
            {
                ref var column = ref MemoryMarshal.GetReference(points.Column(j));
                var difference = T.Load(ref Unsafe.Add(ref column, i)) - T.All(centre[j]);
                sum += difference * difference;
            }
            sum = T.Min(sum, T.Load(ref _closest[i]));
            T.Store(sum, ref result[i]);
            sums += sum;
        }

        Span<double> lanes = stackalloc double[Lanes.Count];
        T.Store(sums, ref lanes[0]);
        for (var lane = 0; i < end; i++, lane++)
        {
            var sum = 0.0;
            for (var j = 0; j < centre.Length; j++)
            {
                var difference = points[i, j] - centre[j];
                sum += difference * difference;
            }
            result[i] = Math.Min(sum, _closest[i]);
            lanes[lane] += result[i];
        }
        return Lanes.Sum(lanes);
    }
}
