using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>Lloyd's iteration: rows move to the nearest centre and centres to the mean of their rows, until no row
/// moves.</summary>
/// <remarks>
/// Exact, tolerance 0. An iteration is one assignment of all rows; the last one, which changes nothing, counts, as in
/// scikit-learn's <c>n_iter_</c>. The sums of the means are updated by the rows that move, in chunk and row order.
/// A segment without rows gets the row farthest from its own centre. Time O(n · k · d) for the first iteration, less
/// for later ones. Source: S. Lloyd, IEEE Trans. Inf. Theory 28 (1982) 129–137, doi:10.1109/TIT.1982.1056489.
/// </remarks>
sealed class Lloyd(Matrix points, int k, bool bounds = true)
{
    readonly Assignment _state = new(points, k, bounds);
    readonly double[] _sums = new double[k * points.Columns];
    readonly int[] _sizes = new int[k];
    readonly double[] _next = new double[k * points.Columns];

    public int K => k;
    /// <summary>Shape [k × d].</summary>
    public double[] Centres => _state.Centres;
    /// <summary>Shape [n], 0 to k − 1.</summary>
    public byte[] Labels => _state.Labels;
    /// <summary>Shape [n]: may be used for something else once the run has ended.</summary>
    public float[] RowBuffer => _state.Slack;
    /// <summary>Assignments of all rows, including the last one, which changed nothing.</summary>
    public int Iterations { get; private set; }
    /// <summary>No row changed in the last iteration, so every centre is the mean of its rows.</summary>
    public bool Converged { get; private set; }
    /// <summary>The assignments of the last run.</summary>
    public LloydTrace Trace { get; private set; } = new(k, points.Columns);

    /// <summary>Runs from the given centres until no row changes, at most <paramref name="maxIterations"/>
    /// times.</summary>
    /// <param name="start">Shape [k × d].</param>
    /// <param name="threads">Threads for one assignment; the result does not depend on it.</param>
    /// <param name="iterated">Called with the number of the iteration and of the rows that changed.</param>
    public void Run(
        ReadOnlySpan<double> start, int maxIterations, int threads, Action<int, int>? iterated, CancellationToken ct)
    {
        _state.Reset(start);
        Array.Clear(_sums);
        Array.Clear(_sizes);
        (Iterations, Converged, Trace) = (0, false, new(k, points.Columns));

        while (Iterations < maxIterations)
        {
            var changed = _state.Pass(threads, ct);
            Iterations++;
            iterated?.Invoke(Iterations, changed);
            AddChanges();
            Trace.Add(changed, _sizes, Centres, _sums);
            if (changed == 0)
            {
                Converged = true;
                return;
            }
            Average(ct);
            _state.Move(_next);
        }

        // The centres have moved since the last assignment: assign again, so that both agree and no segment is empty.
        for (var again = 0; again <= k; again++)
        {
            var changed = _state.Pass(threads, ct);
            AddChanges();
            Trace.Add(changed, _sizes, Centres, _sums);
            if (!_sizes.AsSpan().Contains(0)) return;
            Average(ct);
            _state.Move(_next);
        }
    }

    /// <summary>Shape [k × d]: the means of the rows as they are assigned; an empty segment keeps its centre.</summary>
    public double[] Means()
    {
        var means = new double[_sums.Length];
        FindMeans(means);
        return means;
    }

    /// <summary>Moves every centre to the mean of its rows, after a run that stopped before it converged.</summary>
    public void SettleCentres(CancellationToken ct)
    {
        Average(ct);
        _next.CopyTo(Centres, 0);
    }

    void AddChanges()
    {
        foreach (var change in _state.Changes)
        {
            if (change.Rows == 0) continue;
            for (var s = 0; s < _sums.Length; s++) _sums[s] += change.Sums[s];
            for (var c = 0; c < k; c++) _sizes[c] += change.Counts[c];
        }
    }

    void Average(CancellationToken ct)
    {
        FindMeans(_next);
        if (_sizes.AsSpan().Contains(0)) FillEmpty(ct);
    }

    void FindMeans(double[] means)
    {
        var d = points.Columns;
        for (var c = 0; c < k; c++)
            for (var j = 0; j < d; j++)
                means[c * d + j] = _sizes[c] == 0 ? Centres[c * d + j] : _sums[c * d + j] / _sizes[c];
    }

    /// <summary>Gives each empty segment one of the rows farthest from their centres and removes it from its old
    /// mean.</summary>
    void FillEmpty(CancellationToken ct)
    {
        var d = points.Columns;
        var taken = new HashSet<int>();
        var left = _sizes.AsSpan().ToArray();
        var sums = _sums.AsSpan().ToArray();
        for (var c = 0; c < k; c++)
        {
            if (_sizes[c] > 0) continue;
            var row = FarthestRow(taken, left, ct);
            if (row < 0) return;
            taken.Add(row);
            int from = _state.Labels[row];
            left[from]--;
            for (var j = 0; j < d; j++)
            {
                var value = points[row, j];
                sums[from * d + j] -= value;
                _next[from * d + j] = sums[from * d + j] / left[from];
                _next[c * d + j] = value;
            }
        }
    }

    int FarthestRow(HashSet<int> taken, int[] left, CancellationToken ct)
    {
        var d = points.Columns;
        var (farthest, row) = (0.0, -1);
        for (var i = 0; i < points.Rows; i++)
        {
            if (i % 65_536 == 0) ct.ThrowIfCancellationRequested();
            int c = _state.Labels[i];
            var sum = 0.0;
            for (var j = 0; j < d; j++)
                sum += (points[i, j] - Centres[c * d + j]) * (points[i, j] - Centres[c * d + j]);
            if (sum > farthest && left[c] > 1 && !taken.Contains(i)) (farthest, row) = (sum, i);
        }
        return row;
    }
}
