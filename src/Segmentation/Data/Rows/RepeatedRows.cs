namespace Segmentation.Data;

/// <summary>The rows that are left out because they repeat one before: a bit for each.</summary>
sealed class RepeatedRows
{
    readonly ulong[] _rows;
    readonly ulong[] _ids;
    long _rowCount;
    long _idCount;

    RepeatedRows(int words, ColumnInfo? id) => (_rows, _ids, Id) = (new ulong[words], new ulong[words], id);

    /// <summary>The id column.</summary>
    public ColumnInfo? Id { get; }

    /// <summary>How many are left out for which reason.</summary>
    public IEnumerable<ReasonCount> Reasons
    {
        get
        {
            if (_rowCount > 0) yield return new(IssueCodes.DuplicateRow, null, _rowCount);
            if (_idCount > 0) yield return new(IssueCodes.DuplicateId, Id!.Name, _idCount);
        }
    }

    public bool HasRow(int slot) => Has(_rows, slot);
    public bool HasId(int slot) => Has(_ids, slot);

    /// <summary>Finds them among the rows that can be used, and takes them out of these.</summary>
    /// <param name="used">A bit for each slot.</param>
    public static RepeatedRows TakeOut(Table table, ulong[] used, CancellationToken ct)
    {
        var repeated = new RepeatedRows(
            used.Length, table.Columns.FirstOrDefault(column => column.Role == ColumnRole.Id));
        foreach (var slot in Later(null)) repeated._rowCount += Add(repeated._rows, slot);
        if (repeated.Id is { } id)
            foreach (var slot in Later(id.Index))
                if (!repeated.HasRow(slot)) repeated._idCount += Add(repeated._ids, slot);
        for (var word = 0; word < used.Length; word++) used[word] &= ~(repeated._rows[word] | repeated._ids[word]);
        return repeated;

        IEnumerable<int> Later(int? column) =>
            new DuplicateFinder(table.Layout, column, slot => Has(used, slot), ct).Later()
                .Select(place => (int)(place.Record - table.Layout.HeaderRecord - 1));
    }

    static int Add(ulong[] bits, int slot)
    {
        bits[slot >> 6] |= 1UL << (slot & 63);
        return 1;
    }

    static bool Has(ulong[] bits, int slot) => ((bits[slot >> 6] >> (slot & 63)) & 1) != 0;
}
