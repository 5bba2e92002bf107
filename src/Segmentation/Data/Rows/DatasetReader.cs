namespace Segmentation.Data;

/// <summary>Reads a CSV: what it is, its first rows, its numbers.</summary>
public static class DatasetReader
{
    const double Skewed = 2;

    /// <summary>Reads all of the file once, every column; memory does not grow with the file.</summary>
    /// <param name="path">A file on this machine.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="InvalidDatasetException">The file can never be segmented, whatever is asked.</exception>
    public static DatasetInfo Inspect(string path, CancellationToken ct)
    {
        using var file = new MappedFile(path);
        var layout = Layout.Find(file, ct);
        var statistics = InspectPass.Run(layout, ct);
        var rows = layout.Slots - statistics.Findings.Blank;
        if (rows < RowSelection.FewestRows) throw Refusals.TooFewRows(rows);
        var columns = layout.Columns.Select(statistics.Describe).ToArray();
        var features = columns.Where(column => column.Role == ColumnRole.Feature).ToArray();
        if (features.Length == 0) throw LoadedFeatures.NoFeatures(layout, columns);
        return new()
        {
            Rows = rows,
            Bytes = file.Length,
            Kind = "customers",
            Dialect = layout.Dialect with { Missing = ["", .. statistics.Findings.Markers] },
            Columns = columns,
            Issues = IssueList.Of(layout, columns, statistics.Findings),
            Suggested = new([.. features.Select(column => column.Name)], Suggest(features)),
        };
    }

    /// <summary>What the first lines tell of data that is too large, or too far away, to be read.</summary>
    /// <param name="path">A file on this machine with the first lines.</param>
    /// <param name="bytes">Of all the data.</param>
    /// <param name="files">How many files it has, each with a header.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="InvalidDatasetException">The lines can never be segmented, whatever is asked.</exception>
    internal static DatasetInfo InspectHead(string path, long bytes, long files, CancellationToken ct)
    {
        using var file = new MappedFile(path);
        var layout = Layout.Find(file, ct, new Excerpt(new HashSet<long>()));
        if (!Array.Exists(layout.Columns, column => column.Role == ColumnRole.Feature || LoadedFeatures.MayVary(layout, column)))
            throw LoadedFeatures.NoFeatures(layout, layout.Columns);
        var statistics = InspectPass.Run(layout, ct);
        var features = layout.Columns.Where(column => column.Role == ColumnRole.Feature).ToArray();
        var records = bytes / ((double)file.Length / layout.Scan.Records);
        return new()
        {
            Rows = Math.Max(layout.Slots, (long)records - (files * (layout.HeaderRecord + 1))),
            RowsEstimated = true,
            Bytes = bytes,
            Kind = "customers",
            Dialect = layout.Dialect with { Missing = ["", .. statistics.Findings.Markers] },
            Columns = layout.Columns,
            Issues = layout.Issues,
            Suggested = new([.. features.Select(column => column.Name)], Suggest([.. features.Select(statistics.Describe)])),
        };
    }

    /// <summary>The first rows as text; reads no further than it must.</summary>
    /// <param name="path">A file on this machine.</param>
    /// <param name="info">What <see cref="Inspect"/> said of this file.</param>
    /// <param name="rows">How many at most.</param>
    /// <param name="ct">Ends the reading.</param>
    public static Preview Preview(string path, DatasetInfo info, int rows, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        using var file = new MappedFile(path);
        var names = info.Columns.Select(column => column.Name).ToArray();
        return new(names, PreviewReader.Read(file, info.Dialect, rows, ct));
    }

    /// <summary>Finds dialect, header and roles, reads the feature columns as numbers and finds every bad row.</summary>
    /// <exception cref="InvalidDatasetException">The file, or a column that was asked for, cannot be used.</exception>
    internal static Table Load(string path, SegmentationSpec spec, IProgress<long>? bytesRead, CancellationToken ct) =>
        Table.Load(path, spec, bytesRead, ct);

    /// <summary>log1p where at least half of the features have a long tail and none is ever negative.</summary>
    static Transform Suggest(ColumnInfo[] features) =>
        features.Count(column => column is { Skew: > Skewed, Min: >= 0 }) * 2 >= features.Length
            && Array.TrueForAll(features, column => column.Min is >= 0) ? Transform.Log1p : Transform.None;
}
