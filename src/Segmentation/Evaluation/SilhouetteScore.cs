namespace Segmentation.Evaluation;

/// <summary>Turns sums of distances into the silhouette of rows, for one segmentation.</summary>
class SilhouetteScore
{
    readonly byte[] _labels;
    readonly byte[] _cellSegment;
    readonly int[] _sizes;

    /// <param name="labels">Shape [n], 0 to k − 1.</param>
    /// <param name="cells">A row of each cell.</param>
    public SilhouetteScore(byte[] labels, int k, int[] cells)
    {
        (_labels, _sizes, Values) = (labels, new int[k], new double[labels.Length]);
        _cellSegment = Array.ConvertAll(cells, row => labels[row]);
        foreach (var label in labels) _sizes[label]++;
    }

    /// <summary>Shape [n].</summary>
    public double[] Values { get; }

    /// <summary>Shape [n], 0 to k − 1.</summary>
    protected ReadOnlySpan<byte> Labels => _labels;
    /// <summary>Shape [k]: rows of each segment.</summary>
    protected ReadOnlySpan<int> Sizes => _sizes;

    /// <summary>Computes the silhouette of one row from the sums of its distances to the rows of each cell.</summary>
    public virtual void Set(int row, ReadOnlySpan<double> cellSums)
    {
        Span<double> sums = stackalloc double[_sizes.Length];
        sums.Clear();
        for (var cell = 0; cell < cellSums.Length; cell++) sums[_cellSegment[cell]] += cellSums[cell];

        int own = _labels[row];
        if (_sizes[own] < 2) return;
        var b = double.PositiveInfinity;
        for (var c = 0; c < sums.Length; c++)
            if (c != own && _sizes[c] > 0) b = Math.Min(b, sums[c] / _sizes[c]);
        Values[row] = Of(sums[own] / (_sizes[own] - 1), b);
    }

    /// <param name="a">Mean distance to the other rows of the own segment.</param>
    /// <param name="b">The smallest mean distance to the rows of another; infinite when there is none.</param>
    protected static double Of(double a, double b)
    {
        var larger = Math.Max(a, b);
        return larger > 0 && double.IsFinite(larger) ? (b - a) / larger : 0;
    }
}
