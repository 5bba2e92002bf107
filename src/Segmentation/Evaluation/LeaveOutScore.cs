using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>The silhouettes of a sample, also without each of its groups, from the same distances.</summary>
/// <remarks>Rows share the rows they are compared with, so their silhouettes are not independent, and their spread says
/// too little about the error of their mean. Leaving out rows as both ends of a distance says it.</remarks>
sealed class LeaveOutScore : SilhouetteScore
{
    const int Groups = JackknifeGroups.Count;

    readonly byte[] _groups;
    readonly byte[] _cellGroup;
    readonly int[] _left;        // [groups × k]: rows of each segment without the group
    readonly double[] _perLeft;  // [groups × k]: 1 / _left, infinite for none
    readonly double[] _without;  // [m × groups]: the silhouette of a row without a group that is not its own

    /// <param name="labels">Shape [m], 0 to k − 1.</param>
    /// <param name="groups">Shape [m]: as of <see cref="JackknifeGroups"/>.</param>
    /// <param name="cells">A row of each cell; the rows of a cell have one segment and one group.</param>
    public LeaveOutScore(byte[] labels, byte[] groups, int k, int[] cells) : base(labels, k, cells)
    {
        (_groups, _cellGroup) = (groups, Array.ConvertAll(cells, row => groups[row]));
        _without = new double[labels.Length * Groups];
        _left = Arrays.Generate(Groups * k, at => Sizes[at % k]);
        for (var i = 0; i < labels.Length; i++)
            if (groups[i] != JackknifeGroups.None) _left[groups[i] * k + labels[i]]--;
        _perLeft = Array.ConvertAll(_left, left => 1.0 / left);
    }

    /// <inheritdoc/>
    public override void Set(int row, ReadOnlySpan<double> cellSums)
    {
        base.Set(row, cellSums);
        var k = Sizes.Length;
        Span<double> sums = stackalloc double[k];
        Span<double> parts = stackalloc double[(Groups + 1) * k];   // the last: of rows that are never left out
        sums.Clear();
        parts.Clear();
        for (var cell = 0; cell < cellSums.Length; cell++)
        {
            sums[CellSegment[cell]] += cellSums[cell];
            parts[_cellGroup[cell] * k + CellSegment[cell]] += cellSums[cell];
        }
        for (var g = 0; g < Groups; g++)
            if (g != _groups[row]) _without[row * Groups + g] = Without(g, Labels[row], sums, parts.Slice(g * k, k));
    }

    /// <param name="sums">Shape [k]: of the row's distances to each segment.</param>
    /// <param name="part">Shape [k]: of those to the group that is left out.</param>
    double Without(int group, int own, ReadOnlySpan<double> sums, ReadOnlySpan<double> part)
    {
        var left = _left.AsSpan(group * sums.Length, sums.Length);
        var perLeft = _perLeft.AsSpan(group * sums.Length, sums.Length);
        if (left[own] < 2) return 0;
        var b = double.PositiveInfinity;
        for (var c = 0; c < sums.Length; c++)
            if (c != own && left[c] > 0) b = Math.Min(b, (sums[c] - part[c]) * perLeft[c]);
        return Of((sums[own] - part[own]) / (left[own] - 1), b);
    }

    /// <summary>The error of the mean over all rows that was estimated from this sample.</summary>
    /// <param name="sizes">Shape [k]: true sizes of the segments.</param>
    /// <returns>The standard error, smaller by the share of all rows that was measured.</returns>
    /// <remarks>Source: P. S. Kott, J. Off. Stat. 17 (2001) 521–526 (the delete-a-group jackknife).</remarks>
    public double Error(int[] sizes)
    {
        var (means, mean, squares) = (MeansWithout(sizes), 0.0, 0.0);
        foreach (var each in means) mean += each / Groups;
        foreach (var each in means) squares += (each - mean) * (each - mean);
        var missed = 1 - Values.Length / (double)sizes.Sum();
        return Math.Sqrt(Math.Max(0, missed) * squares * (Groups - 1) / Groups);
    }

    /// <returns>Shape [groups]: the mean over all rows, estimated without each group.</returns>
    double[] MeansWithout(int[] sizes)
    {
        var (k, all) = (sizes.Length, (double)sizes.Sum());
        var (sums, means) = (new double[Groups * k], new double[Groups]);
        for (var i = 0; i < Values.Length; i++)
            for (var g = 0; g < Groups; g++) sums[g * k + Labels[i]] += _without[i * Groups + g];   // 0 for its own
        for (var at = 0; at < sums.Length; at++)
            if (_left[at] > 0) means[at / k] += sizes[at % k] / all * sums[at] / _left[at];
        return means;
    }
}
