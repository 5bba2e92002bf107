using Segmentation.Data;
using Segmentation.Numerics;
using Segmentation.Profiles;

namespace Segmentation;

/// <summary>One column of numbers over all rows of a file, before a run.</summary>
/// <param name="Name">Header.</param>
/// <param name="Log">The bins are equally wide on a logarithmic axis.</param>
/// <param name="Edges">Shape [bins + 1], ascending, in the units of the file; as in
/// <see cref="FeatureHistogram"/>.</param>
/// <param name="All">Shape [bins]: cells.</param>
/// <param name="Below">Cells under the first edge.</param>
/// <param name="Above">Cells over the last edge.</param>
public sealed record ColumnHistogram(
    string Name, bool Log, IReadOnlyList<double> Edges, IReadOnlyList<long> All, long Below, long Above);

/// <summary>Counts every column of numbers of a file in the bins that a result has.</summary>
public static class ColumnHistograms
{
    const int CellsAtOnce = 1 << 24;   // 128 MB

    /// <summary>All columns with numbers, in the order of the file. Memory is 128 MB, or 8 bytes a row where that is
    /// more.</summary>
    /// <param name="path">A file on this machine.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <param name="reading">What is not to be found out; null: nothing is known.</param>
    /// <exception cref="InvalidDatasetException">The file cannot be read.</exception>
    public static IReadOnlyList<ColumnHistogram> Read(string path, CancellationToken ct, FileReading? reading = null)
    {
        using var file = new MappedFile(path);
        var layout = Layout.Find(file, ct, reading: reading);
        var numbers = Array.FindAll(
            layout.Columns, column => column.Type is ColumnType.Integer or ColumnType.Number);
        var atOnce = Math.Clamp(CellsAtOnce / Math.Max(1, layout.Slots), 1, Math.Max(1, numbers.Length));
        return [.. numbers.Chunk(atOnce).SelectMany(some => Read(layout, some, ct))];
    }

    static ColumnHistogram[] Read(Layout layout, ColumnInfo[] columns, CancellationToken ct)
    {
        var values = Arrays.Generate(
            columns.Length, _ => GC.AllocateUninitializedArray<double>(layout.Slots, pinned: true));
        FeaturePass.Run(layout, values, Array.ConvertAll(columns, column => column.Index), null, ct);
        var found = new ColumnHistogram?[columns.Length];
        void Count(int j) => found[j] = Of(columns[j].Name, Finite(values[j], values[0]), ct);
        ParallelLoop.Run(columns.Length - 1, j => Count(j + 1), ct);
        Count(0);   // last: it says which records are rows
        return [.. found.OfType<ColumnHistogram>()];
    }

    // Moves the numbers to the front. What is no row is marked in the first column alone.
    static ReadOnlySpan<double> Finite(double[] column, double[] first)
    {
        var count = 0;
        for (var slot = 0; slot < column.Length; slot++)
            if (!RowFaults.IsNotARow(first[slot]) && double.IsFinite(column[slot])) column[count++] = column[slot];
        return column.AsSpan(0, count);
    }

    static ColumnHistogram? Of(string name, ReadOnlySpan<double> values, CancellationToken ct)
    {
        if (values.IsEmpty) return null;
        var everyone = new byte[values.Length];
        var spread = new Histograms(values, everyone, k: 1, ct).Describe(group: 0, double.NaN, double.NaN);
        var binning = Binning.Of(spread, Transform.None);
        var counts = BinCounter.Count(values, everyone, k: 1, binning.Edges, ct)[0];
        return new(name, binning.Log, binning.Edges, counts[1..^1], counts[0], counts[^1]);
    }
}
