using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Decides which rows are used and closes the gaps in the columns.</summary>
static class Cleaning
{
    const int WordsPerBlock = 1_024;
    const int Faults = 5;

    public static CleanTable Run(Table table, CleaningSpec spec, CancellationToken ct)
    {
        var (values, slots, missing) = (table.Loaded.Values, table.Layout.Slots, spec.Missing);
        if (table.Loaded.Faults.IsClean && spec.Duplicates == DuplicatePolicy.Keep)
            return new(table, new(values, slots), RowSelection.All(slots), new(slots, slots, 0, 0, []), []);

        var (selection, repeated, reasons) = Select(table, spec, ct);
        var excluded = reasons.Sum(reason => reason.Count);
        var imputed = missing == MissingPolicy.Median ? Fill(values, selection, ct) : 0;
        var details = new ExcludedRows(table, selection, repeated).Describe(
            slot => FaultOf(values, slot, missing), ct);
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

    static (RowSelection, RepeatedRows?, IReadOnlyList<ReasonCount>) Select(
        Table table, CleaningSpec spec, CancellationToken ct)
    {
        var (values, slots, missing) = (table.Loaded.Values, table.Layout.Slots, spec.Missing);
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
        var repeated = spec.Duplicates == DuplicatePolicy.First ? RepeatedRows.TakeOut(table, used, ct) : null;
        return (new(slots, used, blank), repeated, Reasons(table, counts, repeated));
    }

    static IReadOnlyList<ReasonCount> Reasons(Table table, long[] counts, RepeatedRows? repeated) =>
    [
        .. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)
            .Select(i => new ReasonCount(
                IssueTexts.RowCode((Fault)(i % Faults)),
                i / Faults < table.FeatureColumns.Count ? table.FeatureColumns[i / Faults].Name : null,
                counts[i]))
            .Concat(repeated?.Reasons ?? [])
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

    /// <summary>Moves the used values to the front, in place.</summary>
    static void Compact(double[][] values, RowSelection selection, CancellationToken ct) =>
        ParallelLoop.Run(values.Length, j =>
        {
            var (column, row) = (values[j], 0);
            for (var slot = 0; slot < column.Length; slot++)
                if (selection.IsUsed(slot)) column[row++] = column[slot];
        }, ct);
}
