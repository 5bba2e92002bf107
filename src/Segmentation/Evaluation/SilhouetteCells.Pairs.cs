using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>Measures each distance once for both of its ends, as long as the sums of a few stripes of rows fit in
/// memory.</summary>
sealed partial class SilhouetteCells
{
    // Fixed, so that sums are added in the same order on any number of threads.
    const int Stripes = 16;
    const long MostSums = 4 << 20;

    bool FewSums => (long)Stripes * _cellSize.Length * _rowAt.Length <= MostSums;

    void MeasurePairs(SilhouetteScore[] scores, CancellationToken ct)
    {
        var (cells, places) = (_cellSize.Length, _rowAt.Length);
        var parts = new double[Stripes][];
        ParallelLoop.Run(Stripes, stripe =>
        {
            parts[stripe] = new double[cells * places];
            for (var block = stripe; block < places / Lanes.Count && !ct.IsCancellationRequested; block += Stripes)
                SumPairs(block, parts[stripe]);
        }, ct);

        Span<double> sums = stackalloc double[cells];
        for (var place = 0; place < places; place++)
        {
            if (_rowAt[place] < 0) continue;
            sums.Clear();
            foreach (var part in parts)
                for (var cell = 0; cell < cells; cell++) sums[cell] += part[(cell * places) + place];
            foreach (var score in scores) score.Set(_rowAt[place], sums);
        }
    }

    void SumPairs(int own, double[] sums)
    {
        var cell = 0;
        while (_firstBlock[cell + 1] <= own) cell++;
        var rows = Math.Min(Lanes.Count, _cellSize[cell] - ((own - _firstBlock[cell]) * Lanes.Count));
        for (var first = 0; first < rows; first += RowsAtOnce)
            switch (Hardware.Width)
            {
                case 512: SumPairs<Lanes512>(own, cell, first, rows - first, sums); break;
                case 256: SumPairs<Lanes256>(own, cell, first, rows - first, sums); break;
                default: SumPairs<Lanes128>(own, cell, first, rows - first, sums); break;
            }
    }

    /// <summary>Measures the distances from four rows of a block to all rows of it and of later blocks, and adds them
    /// to the sums of both ends.</summary>
    /// <param name="rows">How many of the four rows exist.</param>
    /// <param name="sums">Shape [cells × places].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SumPairs<T>(int own, int ownCell, int first, int rows, double[] sums) where T : struct, ILanes<T>
    {
        Span<double> lanes = stackalloc double[Lanes.Count];
        var (d, cells, places) = (_d, _cellSize.Length, _rowAt.Length);
        ref var masks = ref MemoryMarshal.GetArrayDataReference(Masks);
        ref var blocks = ref MemoryMarshal.GetArrayDataReference(_blocks);
        ref var centre = ref Unsafe.Add(ref blocks, (own * d * Lanes.Count) + first);
        ref var column = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(sums), ownCell * places);
        var (weight1, weight2, weight3) = (T.All(rows > 1 ? 1 : 0), T.All(rows > 2 ? 1 : 0), T.All(rows > 3 ? 1 : 0));
        for (var cell = ownCell; cell < cells; cell++)
        {
            var rest = _cellSize[cell] % Lanes.Count * Lanes.Count;
            var (sum0, sum1, sum2, sum3) = (T.All(0), T.All(0), T.All(0), T.All(0));
            var last = _firstBlock[cell + 1] - 1;
            for (var block = Math.Max(own, _firstBlock[cell]); block <= last; block++)
            {
                ref var at = ref Unsafe.Add(ref blocks, block * d * Lanes.Count);
                var (square0, square1, square2, square3) = (T.All(0), T.All(0), T.All(0), T.All(0));
                for (var j = 0; j < d * Lanes.Count; j += Lanes.Count)
                {
                    var value = T.Load(ref Unsafe.Add(ref at, j));
                    var difference0 = value - T.All(Unsafe.Add(ref centre, j));
                    var difference1 = value - T.All(Unsafe.Add(ref centre, j + 1));
                    var difference2 = value - T.All(Unsafe.Add(ref centre, j + 2));
                    var difference3 = value - T.All(Unsafe.Add(ref centre, j + 3));
                    square0 += difference0 * difference0;
                    square1 += difference1 * difference1;
                    square2 += difference2 * difference2;
                    square3 += difference3 * difference3;
                }
                var mask = T.Load(ref Unsafe.Add(ref masks, block < last ? 0 : rest));
                var distance0 = T.Sqrt(square0) * mask;
                var distance1 = T.Sqrt(square1) * mask;
                var distance2 = T.Sqrt(square2) * mask;
                var distance3 = T.Sqrt(square3) * mask;
                sum0 += distance0;
                sum1 += distance1;
                sum2 += distance2;
                sum3 += distance3;
                if (block == own) continue;   // measured from both ends
                ref var theirs = ref Unsafe.Add(ref column, block * Lanes.Count);
                T.Store(
                    T.Load(ref theirs) + (distance0 + (distance1 * weight1))
                        + ((distance2 * weight2) + (distance3 * weight3)),
                    ref theirs);
            }
            var place = (cell * places) + (own * Lanes.Count) + first;
            Add(sum0, lanes, ref sums[place]);
            if (rows > 1) Add(sum1, lanes, ref sums[place + 1]);
            if (rows > 2) Add(sum2, lanes, ref sums[place + 2]);
            if (rows > 3) Add(sum3, lanes, ref sums[place + 3]);
        }
    }

    static void Add<T>(T distances, Span<double> lanes, ref double sum) where T : struct, ILanes<T>
    {
        T.Store(distances, ref lanes[0]);
        sum += Lanes.Sum(lanes);
    }
}
