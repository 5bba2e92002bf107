using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>The silhouettes of a sample, also without each of its groups, from the same distances.</summary>
/// <remarks>Rows share the rows they are compared with, so their silhouettes are not independent, and their spread says
/// too little about the error of their mean. Leaving out rows as both ends of a distance says it.</remarks>
sealed class LeaveOutScore : SilhouetteScore
{
    const int Groups = JackknifeGroups.Count;

    readonly byte[] _groups;
    readonly int[] _cellPart;    // [cells]: segment · 21 + group
    readonly int[] _left;        // [k × groups]: rows of each segment without the group
    readonly double[] _perLeft;  // [k × groups]: 1 / _left
    readonly double[] _perOther; // [k × groups]: 1 / (_left − 1)
    readonly double[] _without;  // [m × groups]: the silhouette of a row without a group; 0 for its own

    /// <param name="labels">Shape [m], 0 to k − 1.</param>
    /// <param name="groups">Shape [m]: as of <see cref="JackknifeGroups"/>.</param>
    /// <param name="cells">A row of each cell; the rows of a cell have one segment and one group.</param>
    public LeaveOutScore(byte[] labels, byte[] groups, int k, int[] cells) : base(labels, k, cells)
    {
        (_groups, _without) = (groups, new double[labels.Length * Groups]);
        _cellPart = Array.ConvertAll(cells, row => (labels[row] * (Groups + 1)) + groups[row]);
        _left = Arrays.Generate(k * Groups, at => Sizes[at / Groups]);
        for (var i = 0; i < labels.Length; i++)
            if (groups[i] != JackknifeGroups.None) _left[(labels[i] * Groups) + groups[i]]--;
        _perLeft = Array.ConvertAll(_left, left => 1.0 / left);
        _perOther = Array.ConvertAll(_left, left => 1.0 / (left - 1));
    }

    /// <inheritdoc/>
    public override void Set(int row, ReadOnlySpan<double> cellSums)
    {
        base.Set(row, cellSums);
        var (k, own) = (Sizes.Length, (int)Labels[row]);
        Span<double> parts = stackalloc double[k * (Groups + 1)];   // the last of each: of rows that are never left out
        Span<double> nearest = stackalloc double[Groups];
        parts.Clear();
        nearest.Fill(double.PositiveInfinity);
        for (var cell = 0; cell < cellSums.Length; cell++) parts[_cellPart[cell]] += cellSums[cell];

        for (var c = 0; c < k; c++)
            if (c != own)
                Nearer(parts.Slice(c * (Groups + 1), Groups + 1), _perLeft.AsSpan(c * Groups, Groups), nearest);
        var ofOwn = parts.Slice(own * (Groups + 1), Groups + 1);
        var without = _without.AsSpan(row * Groups, Groups);
        var sum = Sum(ofOwn);
        for (var g = 0; g < Groups; g++)
        {
            if (g == _groups[row] || _left[(own * Groups) + g] < 2) continue;
            without[g] = Of((sum - ofOwn[g]) * _perOther[(own * Groups) + g], nearest[g]);
        }
    }

    /// <summary>Lowers the mean distances to the nearest other segment, without each group.</summary>
    /// <param name="parts">Shape [groups + 1]: sums of the distances to a segment.</param>
    /// <param name="perLeft">Shape [groups].</param>
    static void Nearer(ReadOnlySpan<double> parts, ReadOnlySpan<double> perLeft, Span<double> nearest)
    {
        var sum = Sum(parts);
        for (var g = 0; g < nearest.Length; g++)
        {
            var mean = (sum - parts[g]) * perLeft[g];   // no number when no row is left: never smaller
            if (mean < nearest[g]) nearest[g] = mean;
        }
    }

    static double Sum(ReadOnlySpan<double> parts)
    {
        var sum = 0.0;
        foreach (var part in parts) sum += part;
        return sum;
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
        var (sums, means) = (new double[k * Groups], new double[Groups]);
        for (var i = 0; i < Values.Length; i++)
        {
            var to = sums.AsSpan(Labels[i] * Groups, Groups);
            var from = _without.AsSpan(i * Groups, Groups);
            for (var g = 0; g < Groups; g++) to[g] += from[g];
        }
        for (var at = 0; at < sums.Length; at++)
            if (_left[at] > 0) means[at % Groups] += sizes[at / Groups] / all * sums[at] / _left[at];
        return means;
    }
}
