namespace Segmentation.Data;

/// <summary>Describes the first rows that are left out.</summary>
/// <param name="repeated">Null when rows that repeat are kept.</param>
sealed class ExcludedRows(Table table, RowSelection selection, RepeatedRows? repeated)
{
    /// <summary>Most rows that are described.</summary>
    public const int Most = 1_000;

    const int WholeRow = -1;

    /// <param name="faultOf">The fault of a slot and its feature, which is negative for the whole row.</param>
    public IReadOnlyList<ExcludedRow> Describe(Func<int, (Fault Fault, int Feature)?> faultOf, CancellationToken ct)
    {
        var layout = table.Layout;
        List<(int Slot, (Fault Fault, int Feature)? Found)> rows = [];
        for (var slot = 0; slot < layout.Slots && rows.Count < Most; slot++)
            if (!selection.IsUsed(slot) && faultOf(slot) is not { Fault: Fault.Blank } and var found)
                rows.Add((slot, found));
        var records = rows.Select(row => layout.HeaderRecord + 1 + row.Slot).ToArray();
        var cells = CellLookup.Find(layout, records, i => ColumnOf(rows[i].Slot, rows[i].Found), ct);
        return [.. rows.Select((row, i) => Describe(row.Slot, row.Found, cells[i]))];
    }

    /// <summary>Which cell says why a row is left out.</summary>
    int ColumnOf(int slot, (Fault Fault, int Feature)? found) =>
        found is { Feature: var feature } ? feature < 0 ? WholeRow : table.FeatureColumns[feature].Index
        : repeated?.HasId(slot) == true ? repeated.Id!.Index
        : WholeRow;

    ExcludedRow Describe(int slot, (Fault Fault, int Feature)? found, FoundCell cell)
    {
        var line = table.Layout.Scan.LineAt(cell.Offset);
        if (found is not var (fault, feature))
            return IssueTexts.Repeated(
                line, repeated?.HasId(slot) == true ? repeated.Id!.Name : null, CellText.Cut(cell.Value));
        var column = feature < 0 ? null : table.FeatureColumns[feature].Name;
        var value = feature < 0 ? cell.Fields.ToString() : CellText.Cut(cell.Value);
        return new(
            line, column, feature < 0 ? null : value, IssueTexts.RowCode(fault),
            IssueTexts.Excluded(fault, column, value));
    }
}
