using System.Runtime.CompilerServices;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Counts all rows of every feature in the bins of its histograms.</summary>
static class BinCounter
{
    /// <param name="distributions">Of the features: they say where the bins lie.</param>
    /// <remarks>Time O(n · d). One thread a column.</remarks>
    public static FeatureHistogram[] Count(
        SegmentedRows rows, IReadOnlyList<FeatureScale> scales, FeatureDistributions[] distributions,
        CancellationToken ct)
    {
        var all = new FeatureHistogram[scales.Count];
        ParallelLoop.Run(all.Length, j =>
        {
            var binning = Binning.Of(distributions[j].All, scales[j].Transform);
            var counts = Count(rows.Values.Column(j), rows.Labels, rows.K, binning.Edges, ct);
            var after = binning.After is { } edges
                ? Total(Count(rows.Values.Column(j), rows.Labels, rows.K, edges, ct)) : null;
            all[j] = binning.ToHistogram(rows.Features[j], counts, after);
        }, ct);
        return all;
    }

    /// <summary>Adds up the segments.</summary>
    /// <param name="counts">Shape [k][places].</param>
    public static long[] Total(long[][] counts) => Arrays.Generate(counts[0].Length, b => counts.Sum(own => own[b]));

    // Shape [k][bins + 2]: below, the bins, above.
    internal static long[][] Count(
        ReadOnlySpan<double> column, ReadOnlySpan<byte> labels, int k, double[] edges, CancellationToken ct)
    {
        const int Part = 65_536;
        var counts = new long[k * (edges.Length + 1)];
        for (var start = 0; start < column.Length; start += Part)
        {
            ct.ThrowIfCancellationRequested();
            Add(column.Slice(start, Math.Min(Part, column.Length - start)), labels[start..], edges, counts);
        }
        return Arrays.Generate(k, s => counts[(s * (edges.Length + 1))..((s + 1) * (edges.Length + 1))]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add(ReadOnlySpan<double> part, ReadOnlySpan<byte> labels, double[] edges, long[] counts)
    {
        var (bins, first, last) = (edges.Length - 1, edges[0], edges[^1]);
        var factor = last > first ? bins / (last - first) : 0;
        for (var i = 0; i < part.Length; i++)
        {
            var value = part[i];
            var place = 0;
            if (value > last) place = bins + 1;
            else if (value >= first)
            {
                // The guess is right for equally wide bins, but for rounding; it is a start for the others.
                var bin = Math.Min((int)((value - first) * factor), bins - 1);
                while (bin > 0 && value < edges[bin]) bin--;
                while (bin < bins - 1 && value >= edges[bin + 1]) bin++;
                place = bin + 1;
            }
            counts[(labels[i] * (bins + 2)) + place]++;
        }
    }
}
