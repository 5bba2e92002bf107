using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>The rows that are used, in file order.</summary>
/// <param name="Source">The file, which stays mapped as long as cells of it are asked for.</param>
/// <param name="Values">Shape [n × d], in the units of the file, finite.</param>
/// <param name="Selection">Which records of the file the rows are.</param>
/// <param name="Rows">Read = used + excluded; imputed are cells.</param>
/// <param name="Excluded">The first 1,000 in detail.</param>
sealed record CleanTable(
    Table Source, Matrix Values, RowSelection Selection, RowAccount Rows, IReadOnlyList<ExcludedRow> Excluded)
{
    /// <summary>Data row of the file, from 0, of used row i.</summary>
    public long DataRow(int i) => Selection.DataRow(i);

    /// <summary>Id cells of some used rows; empty when the file has no id column.</summary>
    /// <param name="rows">Ascending, each once.</param>
    public string[] Ids(IReadOnlyList<int> rows, CancellationToken ct = default)
    {
        var id = Source.Columns.FirstOrDefault(column => column.Role == ColumnRole.Id);
        if (id is null) return [];
        var records = new long[rows.Count];
        for (var i = 0; i < records.Length; i++) records[i] = Source.Layout.HeaderRecord + 1 + Selection.SlotOf(rows[i]);
        var cells = CellLookup.Find(Source.Layout, records, _ => id.Index, ct);
        var ids = new string[records.Length];
        for (var i = 0; i < ids.Length; i++) ids[i] = CellText.Cut(cells[i].Value, 200);
        return ids;
    }

    /// <summary>Values of each category column, by segment; the most frequent 100, the rest as "(other)".</summary>
    /// <param name="labels">Segment of each used row, from 0.</param>
    public CategoryCounts[] CountCategories(byte[] labels, int k, CancellationToken ct) =>
        CategoryCounter.Count(this, labels, k, ct);
}
