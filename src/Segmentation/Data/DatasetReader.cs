namespace Segmentation.Data;

/// <summary>Reads a CSV: what it is, its first rows, its numbers.</summary>
public static class DatasetReader
{
    /// <summary>Reads all of the file once, every column.</summary>
    /// <exception cref="InvalidDatasetException">The file can never be segmented, whatever is asked.</exception>
    public static DatasetInfo Inspect(string path, CancellationToken ct)
    {
        using var table = Load(path, new SegmentationSpec(), null, ct);
        return new DatasetInfo
        {
            Rows = table.RowsRead,
            Bytes = new FileInfo(path).Length,
            Kind = "customers",
            Dialect = table.Dialect,
            Columns = table.Columns,
            Issues = table.Issues,
            Suggested = new([.. table.FeatureColumns.Select(column => column.Name)], Transform.None),
        };
    }

    /// <summary>The first rows as text.</summary>
    public static Preview Preview(string path, DatasetInfo info, int rows, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(info);
        ct.ThrowIfCancellationRequested();
        return new(
            [.. info.Columns.Select(column => column.Name)],
            [.. File.ReadLines(path).Skip(1).Take(rows)
                .Select((line, i) => new PreviewRow(i + 2, line.Split(info.Dialect.Delimiter)))]);
    }

    /// <summary>Finds dialect, header and roles, reads the feature columns as numbers and finds every bad row.</summary>
    internal static Table Load(
        string path, SegmentationSpec spec, IProgress<long>? bytesRead, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var table = Table.Read(path, spec);
        bytesRead?.Report(new FileInfo(path).Length);
        return table;
    }
}
