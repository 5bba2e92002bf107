using Segmentation.Features;

namespace Segmentation.Data;

/// <summary>Reads a CSV: describes it, shows its first rows, loads its numbers.</summary>
public static class DatasetReader
{
    /// <summary>Describes a file after reading every column once; memory does not grow with the file.</summary>
    /// <param name="path">A file on this machine.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <param name="reading">What is not to be found out; null: nothing is known.</param>
    /// <exception cref="InvalidDatasetException">The file cannot be segmented with any settings, or not read as
    /// asked.</exception>
    public static DatasetInfo Inspect(string path, CancellationToken ct, FileReading? reading = null)
    {
        using var file = new MappedFile(path);
        var layout = Layout.Find(file, ct, reading: reading);
        var spec = new SegmentationSpec();
        if (RowKind.Decide(layout, spec, ct) is { } roles) return Purchases(PurchaseFile.Of(layout, roles, spec), ct);
        var statistics = InspectPass.Run(layout, ct);
        var rows = layout.Slots - statistics.Faults.Blank;
        if (rows < DatasetLimits.FewestRows) throw Refusals.TooFewRows(rows);
        var columns = layout.Columns.Select(statistics.Describe).ToArray();
        var features = Array.FindAll(columns, column => column.Role == ColumnRole.Feature);
        if (features.Length == 0) throw LoadedFeatures.NoFeatures(layout, columns);
        return new()
        {
            Rows = rows,
            Bytes = file.Length,
            Kind = RowMeaning.Customers,
            Dialect = layout.Dialect with { Missing = ["", .. statistics.Faults.Markers] },
            Columns = columns,
            Issues = DatasetIssues.Of(layout, columns, statistics.Faults, DuplicateFinder.Find(layout, columns, ct)),
            Suggested = Suggest(features),
        };
    }

    static DatasetInfo Purchases(PurchaseFile file, CancellationToken ct)
    {
        var (layout, statistics) = (file.Layout, InspectPass.Run(file.Layout, ct));
        var (_, account) = file.Group(null, ct);
        return new()
        {
            Rows = account.Summary.Read,
            Bytes = layout.Scan.File.Length,
            Kind = RowMeaning.Purchases,
            Purchases = account.Summary,
            Dialect = layout.Dialect with { Missing = ["", .. statistics.Faults.Markers] },
            Columns = Array.ConvertAll(file.Columns, statistics.Describe),
            Issues = [.. file.Issues().Concat(account.Issues).OrderBy(issue => issue.Severity)],
            Suggested = new(
                [.. account.Summary.Features.Where(each => file.Compared.Contains(each.Feature))
                    .Select(each => each.Name)],
                Transform.Auto),
        };
    }

    /// <summary>Describes data that is too large or too far away to be read, from its first lines.</summary>
    /// <param name="path">A file on this machine with the first lines.</param>
    /// <param name="bytes">Size of all the data.</param>
    /// <param name="files">How many files it has, each with a header.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <param name="reading">What is not to be found out; null: nothing is known.</param>
    /// <exception cref="InvalidDatasetException">The data cannot be segmented with any settings.</exception>
    internal static DatasetInfo InspectHead(
        string path, long bytes, long files, CancellationToken ct, FileReading? reading = null)
    {
        using var file = new MappedFile(path);
        var layout = Layout.Find(file, ct, new Excerpt(new HashSet<long>(), IsWhole: false), reading);
        var are = layout.Purchases.Verdict == PurchaseVerdict.Purchases;
        if (!are && !Array.Exists(layout.Columns, layout.IsCandidate))
            throw LoadedFeatures.NoFeatures(layout, layout.Columns);
        var statistics = InspectPass.Run(layout, ct);
        var features = Array.FindAll(layout.Columns, column => column.Role == ColumnRole.Feature);
        var records = bytes / ((double)file.Length / layout.Scan.Records);
        return new()
        {
            Rows = Math.Max(layout.Slots, (long)records - (files * (layout.HeaderRecord + 1))),
            RowsEstimated = true,
            Bytes = bytes,
            Kind = are ? RowMeaning.Purchases : RowMeaning.Customers,
            Dialect = layout.Dialect with { Missing = ["", .. statistics.Faults.Markers] },
            Columns = are ? PurchaseColumnInfos.Of(layout.Columns, layout.Purchases.Roles) : layout.Columns,
            Issues = layout.Issues,
            Suggested = Suggest(Array.ConvertAll(features, statistics.Describe)),
        };
    }

    /// <summary>The first rows as text. Reads no further than it must.</summary>
    /// <param name="path">A file on this machine.</param>
    /// <param name="info">The result of <see cref="Inspect"/> for this file.</param>
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

    /// <summary>Finds dialect, header and roles, reads the feature columns as numbers and finds every bad
    /// row.</summary>
    /// <exception cref="InvalidDatasetException">The file, or a requested column, cannot be used.</exception>
    internal static Table Load(
        string path, SegmentationSpec spec, IProgress<long>? bytesRead, CancellationToken ct,
        FileReading? reading = null) => Table.Load(path, spec, bytesRead, ct, reading);

    static Suggestion Suggest(ColumnInfo[] features) => new(
        Array.ConvertAll(features, column => column.Name),
        Array.Exists(features, column => column is { Skew: > LogRule.LongTail, Min: >= 0 })
            ? Transform.Auto : Transform.None);
}
