using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>Measures a sample whose rows are in groups: a cell for each segment and group.</summary>
sealed partial class SilhouetteCells
{
    bool FewCells => (long)_cellSize.Length * _rowAt.Length <= MostSums;

    /// <summary>The silhouette of every row of a sample, and what its error follows from.</summary>
    public static LeaveOutScore MeasureSample(Matrix points, byte[] labels, int k, CancellationToken ct)
    {
        var groups = JackknifeGroups.Of(labels, k);
        var cells = new SilhouetteCells(points, [(labels, k), (groups, JackknifeGroups.Count + 1)]);
        var score = new LeaveOutScore(labels, groups, k, cells._firstRow);
        if (cells.FewCells) cells.MeasureByCell(score, ct);
        else ParallelLoop.Run(cells.Items, item => cells.MeasureItem(item, [score], ct), ct);
        return score;
    }

    /// <summary>Measures each distance once. The sums of two cells belong to the one that comes first, so that no two
    /// threads add to the same sum, and always in the same order.</summary>
    void MeasureByCell(SilhouetteScore score, CancellationToken ct)
    {
        var (cells, places) = (_cellSize.Length, _rowAt.Length);
        var sums = new double[cells * places];
        ParallelLoop.Run(cells, cell =>
        {
            for (var block = _firstBlock[cell]; block < _firstBlock[cell + 1] && !ct.IsCancellationRequested; block++)
                SumPairs(block, sums);
        }, ct);
        ParallelLoop.Run(cells, cell =>
        {
            Span<double> ofRows = new double[Lanes.Count * cells];
            for (var block = _firstBlock[cell]; block < _firstBlock[cell + 1]; block++)
            {
                for (var other = 0; other < cells; other++)
                    for (var lane = 0; lane < Lanes.Count; lane++)
                        ofRows[lane * cells + other] = sums[other * places + block * Lanes.Count + lane];
                for (var lane = 0; lane < Lanes.Count; lane++)
                    if (_rowAt[block * Lanes.Count + lane] is >= 0 and var row)
                        score.Set(row, ofRows.Slice(lane * cells, cells));
            }
        }, ct);
    }
}
