using System.Numerics;
using System.Runtime.InteropServices;
using Segmentation.Clustering;
using Segmentation.Data;

namespace Segmentation.Profiles;

/// <summary>One feature over all used rows and over each segment's.</summary>
/// <param name="MedianRanks">Per segment: share of all rows below its median, ties counted half; 0 to 1.</param>
sealed record FeatureDistributions(Distribution All, Distribution[] Segments, double[] MedianRanks);

/// <summary>Means, deviations and quartiles, exact.</summary>
/// <remarks>A histogram finds the bins that hold the quartiles, and only the values in those bins are selected from:
/// two passes over a column instead of sorting it, and no copy of it.</remarks>
static class Distributions
{
    const int Bins = 4096;
    const int Chunk = 8192;
    static readonly double[] Quartiles = [0.25, 0.5, 0.75];

    /// <summary>All columns, in their order.</summary>
    /// <param name="labels">Shape [n], 0 to k − 1; every segment has a row.</param>
    public static FeatureDistributions[] Measure(Matrix values, byte[] labels, int k, CancellationToken ct)
    {
        var all = new FeatureDistributions[values.Columns];
        Chunks.Run(values.Columns, Hardware.Threads, (_, j) => all[j] = Measure(values.Column(j), labels, k, ct), ct);
        return all;
    }

    static FeatureDistributions Measure(ReadOnlySpan<double> column, byte[] labels, int k, CancellationToken ct)
    {
        var moments = new Moments[k];
        for (var s = 0; s < k; s++) moments[s] = new();
        Sum(column, labels, moments, ct);
        var all = new Moments();
        foreach (var moment in moments) all.Add(moment);

        var bins = new Binning(all.Min, all.Max);
        var counts = Count(column, labels, moments, bins, ct);
        all.Squares = moments.Sum(m => m.Squares + (m.Count * (m.Mean - all.Mean) * (m.Mean - all.Mean)));

        var quartiles = Select(column, labels, counts, bins, ct);
        var segments = new Distribution[k];
        for (var s = 0; s < k; s++) segments[s] = moments[s].With(quartiles[s]);
        return new(all.With(quartiles[k]), segments, Ranks(column, segments, ct));
    }

    static void Sum(ReadOnlySpan<double> column, byte[] labels, Moments[] moments, CancellationToken ct)
    {
        // Sums of short chunks are added, so that the error stays that of a short sum.
        var sums = new double[moments.Length];
        for (var start = 0; start < column.Length; start += Chunk)
        {
            ct.ThrowIfCancellationRequested();
            var part = column.Slice(start, Math.Min(Chunk, column.Length - start));
            var own = labels.AsSpan(start, part.Length);
            Array.Clear(sums);
            for (var i = 0; i < part.Length; i++)
            {
                var (value, moment) = (part[i], moments[own[i]]);
                sums[own[i]] += value;
                moment.Count++;
                if (value < moment.Min) moment.Min = value;
                if (value > moment.Max) moment.Max = value;
            }
            for (var s = 0; s < sums.Length; s++) moments[s].Sum += sums[s];
        }
    }

    // Shape [(k + 1) × bins]: one histogram a segment, then that of all; sums of squares on the way.
    static int[] Count(ReadOnlySpan<double> column, byte[] labels, Moments[] moments, Binning bins, CancellationToken ct)
    {
        var k = moments.Length;
        var counts = new int[(k + 1) * Bins];
        var (means, squares) = (moments.Select(m => m.Mean).ToArray(), new double[k]);
        for (var start = 0; start < column.Length; start += Chunk)
        {
            ct.ThrowIfCancellationRequested();
            var part = column.Slice(start, Math.Min(Chunk, column.Length - start));
            var own = labels.AsSpan(start, part.Length);
            Array.Clear(squares);
            for (var i = 0; i < part.Length; i++)
            {
                var label = own[i];
                var off = part[i] - means[label];
                squares[label] += off * off;
                counts[(label * Bins) + bins.Of(part[i])]++;
            }
            for (var s = 0; s < k; s++) moments[s].Squares += squares[s];
        }
        for (var i = 0; i < k * Bins; i++) counts[(k * Bins) + (i % Bins)] += counts[i];
        return counts;
    }

    // Shape [k + 1][3].
    static double[][] Select(ReadOnlySpan<double> column, byte[] labels, int[] counts, Binning bins, CancellationToken ct)
    {
        var groups = counts.Length / Bins;
        var wanted = new List<double>?[counts.Length];
        for (var g = 0; g < groups; g++) MarkQuartileBins(counts.AsSpan(g * Bins, Bins), wanted.AsSpan(g * Bins, Bins));
        Collect(column, labels, wanted, bins, ct);

        var quartiles = new double[groups][];
        for (var g = 0; g < groups; g++)
        {
            var (own, lists) = (counts.AsMemory(g * Bins, Bins), wanted.AsMemory(g * Bins, Bins));
            quartiles[g] = Array.ConvertAll(Quartiles, q => Quantile(own.Span, lists.Span, q));
        }
        return quartiles;
    }

    static void MarkQuartileBins(ReadOnlySpan<int> counts, Span<List<double>?> wanted)
    {
        long rows = 0;
        foreach (var count in counts) rows += count;
        foreach (var q in Quartiles)
        {
            var rank = (long)(q * (rows - 1));
            foreach (var needed in (ReadOnlySpan<long>)[rank, Math.Min(rank + 1, rows - 1)])
            {
                var (bin, _) = Find(counts, needed);
                wanted[bin] ??= new List<double>(counts[bin]);
            }
        }
    }

    static void Collect(ReadOnlySpan<double> column, byte[] labels, List<double>?[] wanted, Binning bins, CancellationToken ct)
    {
        var all = wanted.AsSpan(wanted.Length - Bins);
        for (var i = 0; i < column.Length; i++)
        {
            if (i % Chunk == 0) ct.ThrowIfCancellationRequested();
            var bin = bins.Of(column[i]);
            wanted[(labels[i] * Bins) + bin]?.Add(column[i]);
            all[bin]?.Add(column[i]);
        }
    }

    static double Quantile(ReadOnlySpan<int> counts, ReadOnlySpan<List<double>?> lists, double q)
    {
        long rows = 0;
        foreach (var count in counts) rows += count;
        var position = q * (rows - 1);
        var rank = (long)position;
        var low = Ranked(counts, lists, rank);
        if (rank == rows - 1) return low;
        return low + ((position - rank) * (Ranked(counts, lists, rank + 1) - low));
    }

    static double Ranked(ReadOnlySpan<int> counts, ReadOnlySpan<List<double>?> lists, long rank)
    {
        var (bin, before) = Find(counts, rank);
        return QuickSelect.Smallest(CollectionsMarshal.AsSpan(lists[bin]), (int)(rank - before));
    }

    static (int Bin, long Before) Find(ReadOnlySpan<int> counts, long rank)
    {
        long before = 0;
        var bin = 0;
        while (before + counts[bin] <= rank) before += counts[bin++];
        return (bin, before);
    }

    static double[] Ranks(ReadOnlySpan<double> column, Distribution[] segments, CancellationToken ct)
    {
        var ranks = new double[segments.Length];
        for (var s = 0; s < ranks.Length; s++)
        {
            ct.ThrowIfCancellationRequested();
            var (below, equal) = Compare(column, segments[s].Median);
            ranks[s] = (below + (equal / 2.0)) / column.Length;
        }
        return ranks;
    }

    static (long Below, long Equal) Compare(ReadOnlySpan<double> column, double value)
    {
        var wide = new Vector<double>(value);
        var (below, equal) = (Vector<long>.Zero, Vector<long>.Zero);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(column);
        foreach (var vector in vectors)
        {
            below -= Vector.LessThan(vector, wide);
            equal -= Vector.Equals(vector, wide);
        }
        var (smaller, same) = (Vector.Sum(below), Vector.Sum(equal));
        foreach (var rest in column[(vectors.Length * Vector<double>.Count)..])
        {
            if (rest < value) smaller++;
            else if (rest == value) same++;
        }
        return (smaller, same);
    }

    // Rounding is monotone in x, so every value of a lower bin is at most every value of a higher one.
    [StructLayout(LayoutKind.Auto)]
    readonly struct Binning(double min, double max)
    {
        readonly double _factor = max > min ? Bins / (max - min) : 0;

        public int Of(double value) => Math.Min((int)((value - min) * _factor), Bins - 1);
    }

    sealed class Moments
    {
        public long Count;
        public double Sum, Squares, Min = double.PositiveInfinity, Max = double.NegativeInfinity;

        public double Mean => Sum / Count;

        public void Add(Moments other)
        {
            Count += other.Count;
            Sum += other.Sum;
            (Min, Max) = (Math.Min(Min, other.Min), Math.Max(Max, other.Max));
        }

        public Distribution With(double[] quartiles) =>
            new(Mean, Math.Sqrt(Squares / Count), Min, quartiles[0], quartiles[1], quartiles[2], Max);
    }
}
