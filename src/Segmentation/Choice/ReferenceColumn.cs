namespace Segmentation.Choice;

/// <summary>The distribution from which a column of reference data is drawn: like the column's own, but with one
/// hump.</summary>
sealed class ReferenceColumn
{
    // Columns with so few values keep them: flags, scores, counts of children.
    const int FewValues = 10;

    readonly UnimodalFit? _fit;
    readonly double[]? _values;   // the only ones that may be drawn

    // With few values: the share of the rows up to each of them.
    readonly double[] _shares = [];

    readonly Atom? _atom;

    public ReferenceColumn(ReadOnlySpan<double> column) : this(Count(column), column.Length) { }

    ReferenceColumn((double[] Values, int[] Counts) counted, int rows)
    {
        var (values, counts) = counted;
        if (values.Length <= FewValues)
        {
            (_values, _shares) = (values, new double[values.Length]);
            for (int i = 0, seen = 0; i < counts.Length; i++) _shares[i] = (double)(seen += counts[i]) / rows;
            return;
        }
        var most = Array.IndexOf(counts, counts.Max());
        if (2 * counts[most] > rows)
        {
            _atom = new(values, counts, most, rows);
            return;
        }
        _fit = UnimodalFit.Of(values, counts);
        if (values.Length <= rows / 2) _values = values;
    }

    /// <summary>The value that a share <paramref name="u"/> of the distribution is below; of counts and scores the
    /// nearest one that occurs.</summary>
    public double Quantile(double u)
    {
        if (_atom is not null) return _atom.Quantile(u);
        if (_fit is null)
        {
            var at = Array.BinarySearch(_shares, u);
            return _values![Math.Min(at >= 0 ? at + 1 : ~at, _values.Length - 1)];
        }
        var value = _fit.Quantile(u);
        return _values is null ? value : Nearest(_values, value);
    }

    /// <summary>A value that most of the rows have, such as no refund: no hump, and no reason to have none elsewhere.
    /// It keeps its share, and the other values have a hump of their own.</summary>
    sealed class Atom(double[] values, int[] counts, int at, int rows)
    {
        readonly double _below = counts.AsSpan(0, at).ToArray().Sum() / (double)rows;
        readonly double _share = (double)counts[at] / rows;
        readonly ReferenceColumn _others = new(
            ([.. values[..at], .. values[(at + 1)..]], [.. counts[..at], .. counts[(at + 1)..]]), rows - counts[at]);

        public double Quantile(double u) =>
            u < _below ? _others.Quantile(u / (1 - _share))
            : u < _below + _share ? values[at]
            : _others.Quantile(Math.Clamp((u - _share) / (1 - _share), 0, 1));
    }

    static double Nearest(double[] values, double value)
    {
        var at = Array.BinarySearch(values, value);
        if (at >= 0) return value;
        at = Math.Clamp(~at, 1, values.Length - 1);
        return value - values[at - 1] < values[at] - value ? values[at - 1] : values[at];
    }

    static (double[] Values, int[] Counts) Count(ReadOnlySpan<double> column)
    {
        var sorted = column.ToArray();
        Array.Sort(sorted);
        var (values, counts) = (new List<double>(), new List<int>());
        foreach (var value in sorted)
        {
            if (values.Count > 0 && values[^1] == value)
            {
                counts[^1]++;
                continue;
            }
            values.Add(value);
            counts.Add(1);
        }
        return ([.. values], [.. counts]);
    }
}
