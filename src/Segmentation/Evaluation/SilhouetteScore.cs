namespace Segmentation.Evaluation;

/// <summary>Turns sums of distances into the silhouette of rows, for one segmentation.</summary>
sealed class SilhouetteScore
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

    /// <summary>Computes the silhouette of one row from the sums of its distances to the rows of each cell.</summary>
    public void Set(int row, ReadOnlySpan<double> cellSums)
    {
        Span<double> sums = stackalloc double[_sizes.Length];
        sums.Clear();
        for (var cell = 0; cell < cellSums.Length; cell++) sums[_cellSegment[cell]] += cellSums[cell];

        int own = _labels[row];
        if (_sizes[own] < 2) return;
        var a = sums[own] / (_sizes[own] - 1);
        var b = double.PositiveInfinity;
        for (var c = 0; c < sums.Length; c++)
            if (c != own && _sizes[c] > 0) b = Math.Min(b, sums[c] / _sizes[c]);
        var larger = Math.Max(a, b);
        if (larger > 0 && double.IsFinite(larger)) Values[row] = (b - a) / larger;
    }
}
