using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Histograms of a feature, one a segment and one of all rows, and the values of some bins.</summary>
/// <remarks>Whole numbers of a small range have a bin each. Else the histograms tell in which bins the quartiles lie,
/// and only the values in those bins are selected from: three passes over the column instead of sorting it, and no copy
/// of it. Rounding is monotone, so every value of a lower bin is at most every value of a higher one.</remarks>
sealed class Histograms
{
    const int Bins = 4096;
    const int Chunk = 4096;
    const byte ForSegment = 1;
    const byte ForAll = 2;
    static readonly double[] Quartiles = [0.25, 0.5, 0.75];

    readonly int _k;
    readonly double _min, _factor;
    readonly bool _exact;           // a bin for every whole number there may be: nothing is left to select
    readonly int[] _counts;         // [(k + 1) × bins]
    readonly int[] _sizes;          // [k + 1]
    readonly double[] _shifts;      // [k]: a value of the segment, so that sums of squares stay small
    readonly double[] _sums;        // [k], of value − shift
    readonly double[] _squares;     // [k], of value − shift
    readonly byte[] _wanted;        // [k × bins]
    readonly double[]?[] _values;   // [(k + 1) × bins]: of wanted bins only
    readonly int[] _collected;      // [(k + 1) × bins]: how many of them are there

    public Histograms(ReadOnlySpan<double> column, byte[] labels, int k, CancellationToken ct)
    {
        _k = k;
        (_min, var max, var whole) = Range(column);
        _exact = whole && max - _min < Bins;
        _factor = _exact ? 1 : max > _min ? Bins / (max - _min) : 0;
        (_counts, _sizes, _wanted) = (new int[(k + 1) * Bins], new int[k + 1], new byte[k * Bins]);
        (_values, _collected) = (new double[(k + 1) * Bins][], new int[(k + 1) * Bins]);
        (_shifts, _sums, _squares) = (new double[k], new double[k], new double[k]);
        for (var s = 0; s < k; s++) _shifts[s] = column[labels.AsSpan().IndexOf((byte)s)];

        for (var start = 0; start < column.Length; start += Chunk)
        {
            ct.ThrowIfCancellationRequested();
            Count(column.Slice(start, Math.Min(Chunk, column.Length - start)), labels.AsSpan(start));
        }
        for (var i = 0; i < k * Bins; i++) _counts[(k * Bins) + (i % Bins)] += _counts[i];
        for (var group = 0; group <= k; group++) _sizes[group] = Sum(Own(group));
        if (_exact) return;
        for (var group = 0; group <= k; group++) Want(group);
        for (var start = 0; start < column.Length; start += Chunk)
        {
            ct.ThrowIfCancellationRequested();
            Collect(column.Slice(start, Math.Min(Chunk, column.Length - start)), labels.AsSpan(start));
        }
    }

    /// <summary>Rows of a segment; of all for group k.</summary>
    public int Count(int group) => _sizes[group];

    public double Mean(int segment) => _shifts[segment] + (_sums[segment] / _sizes[segment]);

    /// <summary>The mean of a segment less a value of the column, with the digits that the difference has.</summary>
    public double MeanFrom(double value, int segment) => _shifts[segment] - value + (_sums[segment] / _sizes[segment]);

    /// <summary>Sum of squared differences to the segment's mean.</summary>
    public double Squares(int segment) =>
        Math.Max(0, _squares[segment] - (_sums[segment] * _sums[segment] / _sizes[segment]));

    /// <summary>The distribution of a segment; of all for group k.</summary>
    public Distribution Describe(int group, double mean, double squares)
    {
        return new(
            mean, Math.Sqrt(squares / _sizes[group]), Ranked(group, 0),
            Quantile(group, Quartiles[0]), Quantile(group, Quartiles[1]), Quantile(group, Quartiles[2]),
            Ranked(group, _sizes[group] - 1));
    }

    /// <summary>Share of all rows below a segment's median, ties counted half.</summary>
    public double RankInAll(double median)
    {
        var bin = Bin(median);
        var (below, ties) = (Sum(Own(_k)[..bin]), 0);
        if (_exact && median == _min + bin) return (below + (Own(_k)[bin] / 2.0)) / _sizes[_k];
        if (_exact) return (double)(below + Own(_k)[bin]) / _sizes[_k];   // between two whole numbers
        foreach (var value in _values[(_k * Bins) + bin] ?? [])
        {
            if (value < median) below++;
            else if (value == median) ties++;
        }
        return (below + (ties / 2.0)) / _sizes[_k];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static (double Min, double Max, bool Whole) Range(ReadOnlySpan<double> column)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(column);
        var (least, most) = (new Vector<double>(column[0]), new Vector<double>(column[0]));
        var broken = Vector<double>.Zero;
        foreach (var vector in vectors)
        {
            (least, most) = (Vector.Min(least, vector), Vector.Max(most, vector));
            broken += vector - Vector.Floor(vector);
        }
        var (min, max, whole) = (column[0], column[0], broken == Vector<double>.Zero);
        for (var lane = 0; lane < Vector<double>.Count; lane++)
            (min, max) = (Math.Min(min, least[lane]), Math.Max(max, most[lane]));
        foreach (var rest in column[(vectors.Length * Vector<double>.Count)..])
            (min, max, whole) = (Math.Min(min, rest), Math.Max(max, rest), whole && rest == Math.Floor(rest));
        return (min, max, whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Count(ReadOnlySpan<double> part, ReadOnlySpan<byte> labels)
    {
        // Sums of short parts are added, so that their error stays that of a short sum.
        Span<double> sums = stackalloc double[byte.MaxValue + 1], squares = stackalloc double[byte.MaxValue + 1];
        sums.Clear();
        squares.Clear();
        var (min, factor) = (_min, _factor);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        ref var shifts = ref MemoryMarshal.GetArrayDataReference(_shifts);
        for (var i = 0; i < part.Length; i++)
        {
            var (value, label) = (part[i], labels[i]);
            var off = value - Unsafe.Add(ref shifts, (int)label);
            sums[label] += off;
            squares[label] += off * off;
            Unsafe.Add(ref counts, (label * Bins) + Math.Min((int)((value - min) * factor), Bins - 1))++;
        }
        for (var s = 0; s < _k; s++) (_sums[s], _squares[s]) = (_sums[s] + sums[s], _squares[s] + squares[s]);
    }

    // Marks the bins of the smallest and largest value and of the quartiles; for medians those of all rows too.
    void Want(int group)
    {
        Mark(group, Find(group, 0).Bin);
        Mark(group, Find(group, _sizes[group] - 1).Bin);
        foreach (var q in Quartiles)
        {
            var rank = (int)(q * (_sizes[group] - 1));
            var (from, to) = (Find(group, rank).Bin, Find(group, Math.Min(rank + 1, _sizes[group] - 1)).Bin);
            Mark(group, from);
            Mark(group, to);
            if (q != 0.5) continue;
            for (var bin = from; bin <= to; bin++) Mark(_k, bin);
        }
    }

    void Mark(int group, int bin)
    {
        _values[(group * Bins) + bin] ??= new double[Own(group)[bin]];
        if (group < _k) _wanted[(group * Bins) + bin] |= ForSegment;
        else
            for (var s = 0; s < _k; s++) _wanted[(s * Bins) + bin] |= ForAll;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Collect(ReadOnlySpan<double> part, ReadOnlySpan<byte> labels)
    {
        var (min, factor) = (_min, _factor);
        ref var wanted = ref MemoryMarshal.GetArrayDataReference(_wanted);
        for (var i = 0; i < part.Length; i++)
        {
            var bin = Math.Min((int)((part[i] - min) * factor), Bins - 1);
            var flags = Unsafe.Add(ref wanted, (labels[i] * Bins) + bin);
            if (flags == 0) continue;
            if ((flags & ForSegment) != 0) Keep((labels[i] * Bins) + bin, part[i]);
            if ((flags & ForAll) != 0) Keep((_k * Bins) + bin, part[i]);
        }
    }

    void Keep(int place, double value) => _values[place]![_collected[place]++] = value;

    double Quantile(int group, double q)
    {
        var position = q * (_sizes[group] - 1);
        var rank = (int)position;
        var low = Ranked(group, rank);
        return rank == _sizes[group] - 1 ? low : low + ((position - rank) * (Ranked(group, rank + 1) - low));
    }

    double Ranked(int group, int rank)
    {
        var (bin, before) = Find(group, rank);
        return _exact ? _min + bin : QuickSelect.Smallest(_values[(group * Bins) + bin]!, rank - before);
    }

    (int Bin, int Before) Find(int group, int rank)
    {
        var (bin, before) = (0, 0);
        for (var counts = Own(group); before + counts[bin] <= rank; bin++) before += counts[bin];
        return (bin, before);
    }

    static int Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0;
        foreach (var count in counts) sum += count;
        return sum;
    }

    int Bin(double value) => Math.Min((int)((value - _min) * _factor), Bins - 1);

    ReadOnlySpan<int> Own(int group) => _counts.AsSpan(group * Bins, Bins);
}
