using System.Globalization;

namespace Segmentation.Data;

/// <summary>A file as read: dialect, columns with roles, the numbers of the features. Keeps the file mapped.</summary>
sealed class Table : IDisposable
{
    readonly string[] _lines;

    Table(string[] lines, IReadOnlyList<ColumnInfo> columns)
    {
        (_lines, Columns) = (lines, columns);
        FeatureColumns = [.. columns.Where(column => column.Role == ColumnRole.Feature)];
    }

    public Dialect Dialect { get; } = new();
    public IReadOnlyList<ColumnInfo> Columns { get; }
    public IReadOnlyList<Issue> Issues { get; } = [];
    public long RowsRead => _lines.Length - 1;
    public IReadOnlyList<ColumnInfo> FeatureColumns { get; }
    public string Header => _lines[0];

    public static Table Read(string path, SegmentationSpec spec)
    {
        var lines = File.ReadAllLines(path);
        if (lines.Length < 4)
            throw new InvalidDatasetException(DataCodes.TooFewRows, "Too few rows", "At least 3 data rows are needed.");
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        var columns = lines[0].Split(',').Select((name, i) => Column(name, i, cells, spec)).ToArray();
        return new(lines, columns);
    }

    public CleanTable Clean(MissingPolicy missing, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _ = missing;
        List<int> used = [];
        List<double[]> rows = [];
        for (var i = 1; i < _lines.Length; i++)
        {
            var cells = _lines[i].Split(',');
            if (cells.Length != Columns.Count) continue;
            var row = FeatureColumns.Select(column => Number(cells[column.Index])).ToArray();
            if (Array.Exists(row, double.IsNaN)) continue;
            used.Add(i - 1);
            rows.Add(row);
        }
        return new(this, Matrix.FromRows(rows), [.. used]);
    }

    public string Line(int dataRow) => _lines[dataRow + 1];

    public void Dispose() { }

    static ColumnInfo Column(string name, int index, string[][] cells, SegmentationSpec spec)
    {
        var numeric = cells.Count(row => index < row.Length && !double.IsNaN(Number(row[index]))) > cells.Length * 9 / 10;
        var id = name.EndsWith("id", StringComparison.OrdinalIgnoreCase);
        var asked = spec.Features is not { Count: > 0 } features || features.Contains(name);
        var role = id ? ColumnRole.Id : !numeric ? ColumnRole.Category : asked ? ColumnRole.Feature : ColumnRole.Ignored;
        return new()
        {
            Index = index,
            Name = name,
            Type = numeric ? ColumnType.Number : ColumnType.Text,
            Role = role,
            Reason = "NUMERIC",
            ReasonText = "Found by its values.",
        };
    }

    static double Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}

/// <summary>The rows that are used, in file order.</summary>
sealed class CleanTable
{
    readonly int[] _used;

    public CleanTable(Table source, Matrix values, int[] used)
    {
        (Source, Values, _used) = (source, values, used);
        var excluded = source.RowsRead - used.Length;
        Rows = new(source.RowsRead, used.Length, excluded, 0, excluded == 0 ? [] : [new(DataCodes.NotANumber, null, excluded)]);
    }

    public Table Source { get; }
    /// <summary>Shape [n × d], in the units of the file, finite.</summary>
    public Matrix Values { get; }
    public RowAccount Rows { get; }
    /// <summary>The first 1,000 in detail.</summary>
    public IReadOnlyList<ExcludedRow> Excluded { get; } = [];

    /// <summary>Data row of the file, from 0, of used row i.</summary>
    public long DataRow(int i) => _used[i];

    /// <summary>Id cells of some used rows, ascending; empty when the file has no id column.</summary>
    public string[] Ids(IReadOnlyList<int> rows) =>
        Source.Columns.FirstOrDefault(column => column.Role == ColumnRole.Id) is { } id
            ? [.. rows.Select(row => Line(row).Split(',')[id.Index])]
            : [];

    /// <summary>Values of each category column, by segment.</summary>
    /// <param name="labels">Segment of each used row, from 0.</param>
    public CategoryCounts[] CountCategories(byte[] labels, int k, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return [.. Source.Columns.Where(column => column.Role == ColumnRole.Category).Select(column => Count(column, labels, k))];
    }

    public string Line(int i) => Source.Line(_used[i]);

    CategoryCounts Count(ColumnInfo column, byte[] labels, int k)
    {
        var counts = new Dictionary<string, long[]>();
        for (var i = 0; i < labels.Length; i++)
        {
            var value = Line(i).Split(',')[column.Index];
            if (!counts.TryGetValue(value, out var perSegment)) counts[value] = perSegment = new long[k];
            perSegment[labels[i]]++;
        }
        return new(column.Name, [.. counts.Select(pair => new CategoryCount(pair.Key, pair.Value))]);
    }
}
