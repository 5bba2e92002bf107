namespace Segmentation.Data;

/// <summary>A loaded file: dialect, columns with roles, the numbers of the features. Keeps the file mapped.</summary>
sealed class Table : IDisposable
{
    readonly MappedFile _file;

    Table(MappedFile file, Layout layout, LoadedFeatures loaded, IReadOnlyList<Issue>? source = null)
    {
        (_file, Layout, Loaded, Columns) = (file, layout, loaded, loaded.Columns);
        FeatureColumns = [.. Columns.Where(column => column.Role == ColumnRole.Feature)];
        RowsRead = layout.Slots - loaded.Faults.Blank;
        Dialect = layout.Dialect with { Missing = ["", .. loaded.Faults.Markers] };
        Issues = DatasetIssues.Of(layout, Columns, loaded.Faults);
        // In a file of our own nothing but a constant column can be wrong.
        if (source is not null)
            Issues = [.. source, .. Issues.Where(issue => issue.Code == IssueCodes.ConstantColumn)];
        if (RowsRead < DatasetLimits.FewestRows) throw Refusals.TooFewRows(RowsRead);
    }

    public Dialect Dialect { get; }
    /// <summary>In the order of the file, with the roles of the request.</summary>
    public IReadOnlyList<ColumnInfo> Columns { get; }
    /// <summary>In the order of the file; at least one.</summary>
    public IReadOnlyList<ColumnInfo> FeatureColumns { get; }
    public IReadOnlyList<Issue> Issues { get; }
    /// <summary>Data rows; blank lines do not count.</summary>
    public long RowsRead { get; }

    /// <summary>What is asked to be done to each feature before scaling.</summary>
    public Transform[] Transforms(TransformSpec asked) =>
        RequestedRoles.TransformsOf(Layout.Columns, FeatureColumns, asked);

    public Layout Layout { get; }
    public LoadedFeatures Loaded { get; }

    public static Table Load(
        string path, SegmentationSpec spec, IProgress<long>? bytesRead, CancellationToken ct,
        FileReading? reading = null)
    {
        var file = new MappedFile(path);
        try
        {
            return Load(file, Layout.Find(file, ct, reading: reading), spec, bytesRead, ct);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the features of a file whose layout is known.</summary>
    /// <param name="file">The table disposes of it, unless this throws.</param>
    public static Table Load(
        MappedFile file, Layout layout, SegmentationSpec spec, IProgress<long>? bytesRead, CancellationToken ct)
    {
        var columns = RequestedRoles.Apply(layout, spec);
        layout.ReadDates(columns, spec.AsOf);
        return new(file, layout, LoadedFeatures.Read(layout, columns, bytesRead, ct));
    }

    /// <summary>Reads a file whose columns are known.</summary>
    /// <param name="columnsOf">The columns with their roles.</param>
    /// <param name="issues">Of the file that this one was made of.</param>
    public static Table Load(
        string path, Func<Layout, ColumnInfo[]> columnsOf, IReadOnlyList<Issue> issues, FileReading reading,
        Excerpt excerpt, CancellationToken ct)
    {
        var file = new MappedFile(path);
        try
        {
            var layout = Layout.Find(file, ct, excerpt, reading);
            return new(file, layout, LoadedFeatures.Read(layout, columnsOf(layout), null, ct), issues);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Leaves out the rows that cannot be used, or fills them. Changes the numbers in place: call it
    /// once.</summary>
    /// <exception cref="InvalidDatasetException">Fewer than 3 rows are left.</exception>
    public CleanTable Clean(CleaningSpec spec, CancellationToken ct) => Cleaning.Run(this, spec, ct);

    public void Dispose() => _file.Dispose();
}
