using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Decides which rows are used and closes the gaps in the columns.</summary>
static class Cleaning
{
    /// <summary>Most excluded rows that are described.</summary>
    public const int Details = 1_000;

    const int WordsPerBlock = 1_024;
    const int Faults = 5;

    public static CleanTable Run(Table table, MissingPolicy missing, CancellationToken ct)
    {
        var (values, slots) = (table.Loaded.Values, table.Layout.Slots);
        if (table.Loaded.Faults.IsClean)
            return new(table, new(values, slots), RowSelection.All(slots), new(slots, slots, 0, 0, []), []);

        var (selection, reasons) = Select(table, missing, ct);
        var excluded = reasons.Sum(reason => reason.Count);
        var imputed = missing == MissingPolicy.Median ? Fill(values, selection, ct) : 0;
        var details = Describe(table, selection, missing, ct);
        Compact(values, selection, ct);
        var rows = new RowAccount(table.RowsRead, selection.Used, excluded, imputed, reasons);
        if (selection.Used < DatasetLimits.FewestRows) throw Refusals.TooFewUsed(rows);
        return new(table, new(values, selection.Used), selection, rows, details);
    }

    /// <summary>Why a record is not used, and because of which feature; null when it is used.</summary>
    static (Fault Fault, int Feature)? FaultOf(double[][] values, int slot, MissingPolicy missing)
    {
        for (var j = 0; j < values.Length; j++)
        {
            var value = values[j][slot];
            if (!double.IsNaN(value)) continue;
            var fault = NotNumber.FaultOf(value);
            if (fault is Fault.Ragged or Fault.Blank) return (fault, -1);
            if (fault != Fault.Missing || missing == MissingPolicy.Drop) return (fault, j);
        }
        return null;
    }

    static (RowSelection, IReadOnlyList<ReasonCount>) Select(Table table, MissingPolicy missing, CancellationToken ct)
    {
        var (values, slots) = (table.Loaded.Values, table.Layout.Slots);
        var used = new ulong[(slots + 63) / 64];
        var blank = table.Loaded.Faults.Blank > 0 ? new ulong[used.Length] : null;
        var counts = new long[(values.Length + 1) * Faults];   // the last feature stands for the whole row
        ParallelLoop.Run((used.Length + WordsPerBlock - 1) / WordsPerBlock, block =>
        {
            var own = new long[counts.Length];
            var end = (int)Math.Min(slots, (block + 1L) * WordsPerBlock * 64);
            for (var slot = block * WordsPerBlock * 64; slot < end; slot++)
            {
                if (FaultOf(values, slot, missing) is not { } found) used[slot >> 6] |= 1UL << (slot & 63);
                else if (found.Fault == Fault.Blank) blank![slot >> 6] |= 1UL << (slot & 63);
                else own[((found.Feature < 0 ? values.Length : found.Feature) * Faults) + (int)found.Fault]++;
            }
            lock (counts)
                for (var i = 0; i < own.Length; i++) counts[i] += own[i];
        }, ct);
        return (new(slots, used, blank), Reasons(table, counts));
    }

    static IReadOnlyList<ReasonCount> Reasons(Table table, long[] counts) =>
    [
        .. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)
            .Select(i => new ReasonCount(
                IssueTexts.RowCode((Fault)(i % Faults)),
                i / Faults < table.FeatureColumns.Count ? table.FeatureColumns[i / Faults].Name : null,
                counts[i]))
            .OrderByDescending(reason => reason.Count),
    ];

    /// <summary>Fills missing cells of used rows with the median of the column's present values.</summary>
    /// <returns>How many cells.</returns>
    static long Fill(double[][] values, RowSelection selection, CancellationToken ct)
    {
        var filled = 0L;
        ParallelLoop.Run(values.Length, j =>
        {
            var column = values[j];
            if (!Array.Exists(column, NotNumber.IsMissing)) return;
            var present = new double[selection.Used];
            var count = 0;
            for (var slot = 0; slot < column.Length; slot++)
                if (selection.IsUsed(slot) && !double.IsNaN(column[slot])) present[count++] = column[slot];
            if (count == 0) return;   // a column without values is never a feature
            var median = Quantiles.Of(present.AsSpan(0, count), 0.5)[0];
            for (var slot = 0; slot < column.Length; slot++)
            {
                if (!selection.IsUsed(slot) || !NotNumber.IsMissing(column[slot])) continue;
                column[slot] = median;
                Interlocked.Increment(ref filled);
            }
        }, ct);
        return filled;
    }

    static IReadOnlyList<ExcludedRow> Describe(
        Table table, RowSelection selection, MissingPolicy missing, CancellationToken ct)
    {
        var (values, layout) = (table.Loaded.Values, table.Layout);
        List<(long Record, Fault Fault, int Feature)> rows = [];
        for (var slot = 0; slot < layout.Slots && rows.Count < Details; slot++)
        {
            if (selection.IsUsed(slot)) continue;
            if (FaultOf(values, slot, missing) is not { Fault: not Fault.Blank } found) continue;
            rows.Add((layout.HeaderRecord + 1 + slot, found.Fault, found.Feature));
        }
        var cells = CellLookup.Find(layout, [.. rows.Select(row => row.Record)], Column, ct);
        return [.. rows.Select((row, i) => Describe(table, row.Fault, row.Feature, cells[i]))];

        int Column(int i) => rows[i].Feature < 0 ? -1 : table.FeatureColumns[rows[i].Feature].Index;
    }

    static ExcludedRow Describe(Table table, Fault fault, int feature, FoundCell cell)
    {
        var column = feature < 0 ? null : table.FeatureColumns[feature].Name;
        var value = feature < 0 ? cell.Fields.ToString() : CellText.Cut(cell.Value);
        return new(
            table.Layout.Scan.LineAt(cell.Offset), column, feature < 0 ? null : value,
            IssueTexts.RowCode(fault), IssueTexts.Excluded(fault, column, value));
    }

    /// <summary>Moves the used values to the front, in place.</summary>
    static void Compact(double[][] values, RowSelection selection, CancellationToken ct) =>
        ParallelLoop.Run(values.Length, j =>
        {
            var (column, row) = (values[j], 0);
            for (var slot = 0; slot < column.Length; slot++)
                if (selection.IsUsed(slot)) column[row++] = column[slot];
        }, ct);
}
