using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>Rows sorted into cells: two rows share a cell when every segmentation puts them into the same
/// segment.</summary>
/// <remarks>
/// The sum of distances from a row to a segment is the sum over the segment's cells, so several segmentations take
/// little longer than one: a distance and its root are computed once. Cells begin at a multiple of eight rows, so every
/// load is full.
/// </remarks>
sealed partial class SilhouetteCells
{
    const int RowsAtOnce = 4;
    const int RowsPerItem = 64;

    readonly int _d;
    readonly double[] _blocks;      // [block][d][8]
    readonly int[] _rowAt;          // [block · 8 + lane]: the row, or −1
    readonly int[] _firstBlock;     // [cells + 1]
    readonly int[] _cellSize;       // [cells]
    readonly int[] _firstRow;       // [cells]: a row of the cell, for its labels
    static readonly double[] Masks = MakeMasks();

    SilhouetteCells(Matrix points, IReadOnlyList<(byte[] Labels, int K)> segmentations)
    {
        _d = points.Columns;
        var (cellOf, cells) = FindCells(points.Rows, segmentations);
        (_firstRow, _cellSize, _firstBlock) = (new int[cells], new int[cells], new int[cells + 1]);
        for (var i = points.Rows - 1; i >= 0; i--) _firstRow[cellOf[i]] = i;
        foreach (var cell in cellOf) _cellSize[cell]++;
        for (var cell = 0; cell < cells; cell++)
            _firstBlock[cell + 1] = _firstBlock[cell] + (_cellSize[cell] + Lanes.Count - 1) / Lanes.Count;
        _blocks = new double[_firstBlock[cells] * _d * Lanes.Count];
        _rowAt = new int[_firstBlock[cells] * Lanes.Count];
        Fill(points, cellOf);
    }

    /// <summary>The silhouette of every row for each segmentation, shape [n].</summary>
    public static double[][] Measure(
        Matrix points, IReadOnlyList<(byte[] Labels, int K)> segmentations, CancellationToken ct)
    {
        var cells = new SilhouetteCells(points, segmentations);
        var scores = cells.Scores(segmentations);
        if (cells.FewSums) cells.MeasurePairs(scores, ct);
        else ParallelLoop.Run(cells.Items, item => cells.MeasureItem(item, scores, ct), ct);
        return Array.ConvertAll(scores, score => score.Values);
    }

    /// <summary>The same on this thread alone, without the sums of both ends of a distance.</summary>
    public static double[][] MeasureAlone(
        Matrix points, IReadOnlyList<(byte[] Labels, int K)> segmentations, CancellationToken ct)
    {
        var cells = new SilhouetteCells(points, segmentations);
        var scores = cells.Scores(segmentations);
        for (var item = 0; item < cells.Items; item++) cells.MeasureItem(item, scores, ct);
        ct.ThrowIfCancellationRequested();
        return Array.ConvertAll(scores, score => score.Values);
    }

    int Items => (_rowAt.Length + RowsPerItem - 1) / RowsPerItem;

    SilhouetteScore[] Scores(IReadOnlyList<(byte[] Labels, int K)> segmentations) => Arrays.Generate(
        segmentations.Count, s => new SilhouetteScore(segmentations[s].Labels, segmentations[s].K, _firstRow));

    /// <summary>Splits the cells by one segmentation after the other.</summary>
    /// <returns>Shape [n]: the cell of each row; and how many there are.</returns>
    static (int[] CellOf, int Cells) FindCells(int rows, IReadOnlyList<(byte[] Labels, int K)> segmentations)
    {
        var (cellOf, cells) = (new int[rows], 1);
        for (var s = 0; s < segmentations.Count; s++)
        {
            var (labels, k) = segmentations[s];
            var numbers = new int[cells * k];   // 0: not seen yet
            cells = 0;
            for (var i = 0; i < rows; i++)
            {
                ref var number = ref numbers[cellOf[i] * k + labels[i]];
                if (number == 0) number = ++cells;
                cellOf[i] = number - 1;
            }
        }
        return (cellOf, cells);
    }

    void Fill(Matrix points, int[] cellOf)
    {
        _rowAt.AsSpan().Fill(-1);
        var filled = new int[_cellSize.Length];
        for (var row = 0; row < cellOf.Length; row++)
        {
            var i = filled[cellOf[row]]++;
            var (block, lane) = (_firstBlock[cellOf[row]] + i / Lanes.Count, i % Lanes.Count);
            _rowAt[block * Lanes.Count + lane] = row;
            for (var j = 0; j < _d; j++) _blocks[(block * _d + j) * Lanes.Count + lane] = points[row, j];
        }
    }

    void MeasureItem(int item, SilhouetteScore[] scores, CancellationToken ct)
    {
        var cells = _cellSize.Length;
        var sums = new double[RowsAtOnce * cells];
        var centres = new double[RowsAtOnce * _d];
        var rows = new int[RowsAtOnce];
        var end = Math.Min(_rowAt.Length, (item + 1) * RowsPerItem);
        for (var first = item * RowsPerItem; first < end; first += RowsAtOnce)
        {
            if (ct.IsCancellationRequested) return;
            for (var r = 0; r < RowsAtOnce; r++)
            {
                rows[r] = first + r < end ? _rowAt[first + r] : -1;
                var (block, lane) = ((first + r) / Lanes.Count, (first + r) % Lanes.Count);
                for (var j = 0; j < _d; j++) centres[r * _d + j] = _blocks[(block * _d + j) * Lanes.Count + lane];
            }
            if (rows.AsSpan().IndexOfAnyExcept(-1) < 0) continue;

            switch (Hardware.Width)
            {
                case 512: SumDistances<Lanes512>(centres, sums); break;
                case 256: SumDistances<Lanes256>(centres, sums); break;
                default: SumDistances<Lanes128>(centres, sums); break;
            }
            for (var r = 0; r < RowsAtOnce; r++)
                if (rows[r] >= 0)
                    foreach (var score in scores) score.Set(rows[r], sums.AsSpan(r * cells, cells));
        }
    }

    /// <summary>Sums of the distances from four rows to the rows of each cell, by lanes.</summary>
    /// <param name="centres">Shape [4 × d].</param>
    /// <param name="sums">Shape [4 × cells].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SumDistances<T>(double[] centres, double[] sums) where T : struct, ILanes<T>
    {
        Span<double> lanes = stackalloc double[Lanes.Count];
        var (d, cells) = (_d, _cellSize.Length);
        ref var centre = ref MemoryMarshal.GetArrayDataReference(centres);
        // Read once: in the loop the runtime would check each time whether the static is initialized.
        ref var masks = ref MemoryMarshal.GetArrayDataReference(Masks);
        ref var blocks = ref MemoryMarshal.GetArrayDataReference(_blocks);
        for (var cell = 0; cell < cells; cell++)
        {
            var rest = _cellSize[cell] % Lanes.Count * Lanes.Count;
            var (sum0, sum1, sum2, sum3) = (T.All(0), T.All(0), T.All(0), T.All(0));
            var last = _firstBlock[cell + 1] - 1;
            for (var block = _firstBlock[cell]; block <= last; block++)
            {
                ref var at = ref Unsafe.Add(ref blocks, block * d * Lanes.Count);
                var (square0, square1, square2, square3) = (T.All(0), T.All(0), T.All(0), T.All(0));
                for (var j = 0; j < d; j++)
                {
                    var value = T.Load(ref Unsafe.Add(ref at, j * Lanes.Count));
                    var difference0 = value - T.All(Unsafe.Add(ref centre, j));
                    var difference1 = value - T.All(Unsafe.Add(ref centre, d + j));
                    var difference2 = value - T.All(Unsafe.Add(ref centre, 2 * d + j));
                    var difference3 = value - T.All(Unsafe.Add(ref centre, 3 * d + j));
                    square0 += difference0 * difference0;
                    square1 += difference1 * difference1;
                    square2 += difference2 * difference2;
                    square3 += difference3 * difference3;
                }
                var mask = T.Load(ref Unsafe.Add(ref masks, block < last ? 0 : rest));
                sum0 += T.Sqrt(square0) * mask;
                sum1 += T.Sqrt(square1) * mask;
                sum2 += T.Sqrt(square2) * mask;
                sum3 += T.Sqrt(square3) * mask;
            }
            T.Store(sum0, ref lanes[0]);
            sums[cell] = Lanes.Sum(lanes);
            T.Store(sum1, ref lanes[0]);
            sums[cells + cell] = Lanes.Sum(lanes);
            T.Store(sum2, ref lanes[0]);
            sums[2 * cells + cell] = Lanes.Sum(lanes);
            T.Store(sum3, ref lanes[0]);
            sums[3 * cells + cell] = Lanes.Sum(lanes);
        }
    }

    /// <summary>Ones for the rows that a last block has, zeros for the others; a remainder of 0 means a full
    /// block.</summary>
    static double[] MakeMasks()
    {
        var masks = new double[Lanes.Count * Lanes.Count];
        for (var rest = 0; rest < Lanes.Count; rest++)
            for (var lane = 0; lane < Lanes.Count; lane++)
                masks[rest * Lanes.Count + lane] = rest == 0 || lane < rest ? 1 : 0;
        return masks;
    }
}
