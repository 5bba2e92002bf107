using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>The rows that are used, in file order.</summary>
/// <param name="Source">The file, which must stay mapped while its cells are read.</param>
/// <param name="Values">Shape [n × d], in the units of the file, finite.</param>
/// <param name="Selection">Which records of the file the rows are.</param>
/// <param name="Rows">Numbers of rows, read = used + excluded, and of filled cells.</param>
/// <param name="Excluded">The first 1,000 in detail.</param>
sealed record CleanTable(
    Table Source, Matrix Values, RowSelection Selection, RowAccount Rows, IReadOnlyList<ExcludedRow> Excluded)
{
    /// <summary>Most characters of an id.</summary>
    public const int LongestId = 200;

    /// <summary>Records that stand alone and are no rows here; null when there are none.</summary>
    public RowSelection? Apart { get; init; }

    /// <summary>The table without some of its rows, which are set apart.</summary>
    /// <param name="rows">Ascending, each once.</param>
    public CleanTable Without(int[] rows)
    {
        var slots = Array.ConvertAll(rows, Selection.SlotOf);
        var kept = Arrays.Indices(Values.Rows).Except(rows).ToArray();
        return this with
        {
            Values = RowSample.Take(Values, kept),
            Selection = Selection.Without(slots),
            Apart = (Apart ?? Selection.Nothing()).With(slots),
            Rows = Rows.WithApart(rows.Length),
        };
    }

    /// <summary>Lines in the file of some used rows, from 1.</summary>
    /// <param name="rows">Ascending, each once.</param>
    public long[] Lines(int[] rows, CancellationToken ct)
    {
        var found = CellLookup.Find(Source.Layout, Records(rows), _ => 0, ct);
        return Array.ConvertAll(found, cell => Source.Layout.Scan.LineAt(cell.Offset));
    }

    long[] Records(IReadOnlyList<int> rows) =>
        [.. rows.Select(row => (long)Source.Layout.HeaderRecord + 1 + Selection.SlotOf(row))];

    /// <summary>Data row of the file, from 0, of used row i.</summary>
    public long DataRow(int i) => Selection.DataRow(i);

    /// <summary>Id cells of some used rows; empty when the file has no id column.</summary>
    /// <param name="rows">Ascending, each once.</param>
    public string[] Ids(IReadOnlyList<int> rows, CancellationToken ct = default)
    {
        var id = Source.Columns.FirstOrDefault(column => column.Role == ColumnRole.Id);
        if (id is null) return [];
        var cells = CellLookup.Find(Source.Layout, Records(rows), _ => id.Index, ct);
        return Arrays.Generate(cells.Length, i => CellText.Cut(cells[i].Value, LongestId));
    }

    /// <summary>Counts the values of each category column in each segment: the most frequent 100, the rest as
    /// one.</summary>
    /// <param name="labels">Segment of each used row, from 0.</param>
    public CategoryCounts[] CountCategories(byte[] labels, int k, CancellationToken ct) =>
        CategoryCounter.Count(this, labels, k, ct);
}
