using System.Text;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>The feature columns as numbers, and the faults that were found while reading them.</summary>
/// <param name="Columns">All columns of the file with their final roles.</param>
/// <param name="Values">An array for each feature, with a value for every record below the header; NaN as in
/// <see cref="NotNumber"/>.</param>
sealed record LoadedFeatures(ColumnInfo[] Columns, double[][] Values, FaultCounts Faults)
{
    public static LoadedFeatures Read(
        Layout layout, ColumnInfo[] columns, IProgress<long>? bytesRead, CancellationToken ct)
    {
        columns = (ColumnInfo[])columns.Clone();
        var wanted = Array.ConvertAll(Array.FindAll(columns, layout.IsCandidate), column => column.Index);
        if (wanted.Length == 0) throw NoFeatures(layout, columns);
        var values = Arrays.Generate(
            wanted.Length, _ => GC.AllocateUninitializedArray<double>(layout.Slots, pinned: true));
        var faults = FeaturePass.Run(layout, values, wanted, bytesRead, ct);

        for (var j = 0; j < wanted.Length; j++)
        {
            CountBack(layout, values, wanted, j);
            columns[wanted[j]] = layout.NamedByDay(columns[wanted[j]]);
        }
        for (var j = 0; j < wanted.Length; j++)
            if (!double.IsNaN(layout.Sentinels[wanted[j]]))
                faults.CountSentinel(wanted[j], Count(values, j, layout.Sentinels[wanted[j]]));
        var settled = (ColumnInfo[])columns.Clone();
        for (var j = 0; j < wanted.Length; j++)
            if (settled[wanted[j]].Reason is
                Reasons.Constant or Reasons.Requested or Reasons.Dates or Reasons.OfPurchases)
                settled[wanted[j]] = Settle(settled[wanted[j]], ValueRange.Of(values, j));
        var kept = Array.FindAll(
            Arrays.Indices(wanted.Length), j => settled[wanted[j]].Role == ColumnRole.Feature);
        if (kept.Length == 0) throw NoFeatures(layout, settled);
        if (kept.Length < wanted.Length) RowFaults.Keep(values, kept[0]);
        var counted = Array.ConvertAll(
            settled, column => column.Role == ColumnRole.Feature ? faults.Counted(column) : column);
        return new(counted, Arrays.Generate(kept.Length, j => values[kept[j]]), faults);
    }

    /// <summary>Counts dates from the day after the last one, where no day was asked for.</summary>
    static void CountBack(Layout layout, double[][] values, int[] wanted, int j)
    {
        if (layout.Style.Forms[wanted[j]].Date is not { AsOf: null }) return;
        var least = (double?)null;
        for (var slot = 0; slot < values[j].Length; slot++)
            if (IsNumber(slot)) least = Math.Min(least ?? double.PositiveInfinity, values[j][slot]);
        var asOf = DateForm.DayAfter(least);
        for (var slot = 0; slot < values[j].Length; slot++)
            if (IsNumber(slot)) values[j][slot] += asOf;
        layout.CountFrom(wanted[j], asOf);

        bool IsNumber(int slot) => !RowFaults.IsNotARow(values[0][slot]) && !double.IsNaN(values[j][slot]);
    }

    static long Count(double[][] values, int column, double wanted)
    {
        var count = 0L;
        for (var slot = 0; slot < values[column].Length; slot++)
            if (values[column][slot] == wanted && !RowFaults.IsNotARow(values[0][slot])) count++;
        return count;
    }

    /// <summary>The column with its final role, once its smallest and largest value are known.</summary>
    public static ColumnInfo Settle(ColumnInfo column, ValueRange range) => column switch
    {
        { Role: ColumnRole.Feature } when range.Min >= range.Max => column with
        {
            Role = ColumnRole.Ignored,
            Reason = Reasons.Constant,
            ReasonText = $"Every value is {range.Min:0.####}.",
        },
        { Reason: Reasons.Constant } when range.Min < range.Max => column with
        {
            Role = ColumnRole.Feature,
            Reason = Reasons.Numeric,
            ReasonText = $"Numbers, such as {range.Min:0.####} and {range.Max:0.####}.",
        },
        _ => column,
    };

    /// <summary>The refusal of a file without features, with a hint where numbers seem to have the other decimal
    /// mark.</summary>
    public static InvalidDatasetException NoFeatures(Layout layout, ColumnInfo[] columns)
    {
        var (otherMark, wanted) = layout.Style.Mark == ',' ? ((byte)'.', "comma") : ((byte)',', "point");
        var other = Array.Find(layout.Samples, sample => sample is { Type: ColumnType.Text, FirstText: { } text }
            && !double.IsNaN(NumberReader.Read(Encoding.UTF8.GetBytes(text), NumberForm.Plain(otherMark))));
        return Refusals.NoFeatures(columns, other is null
            ? "A file with decimal commas needs semicolons or tabs between its columns, or quotes around its numbers."
            : $"\"{other.Name}\" has {other.FirstText}: "
                + $"write numbers with a decimal {wanted} as in the other columns.");
    }
}

/// <summary>Smallest and largest number of a column; the smallest is above the largest when there is none.</summary>
readonly record struct ValueRange(double Min, double Max)
{
    public static ValueRange Of(double[][] values, int column)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var slot = 0; slot < values[column].Length; slot++)
        {
            if (RowFaults.IsNotARow(values[0][slot])) continue;
            var value = values[column][slot];
            if (value < min) min = value;
            if (value > max) max = value;
        }
        return new(min, max);
    }
}

/// <summary>Faults of whole rows, which are stored in the first feature.</summary>
static class RowFaults
{
    public static bool IsNotARow(double value) =>
        double.IsNaN(value) && NotNumber.FaultOf(value) is Fault.Ragged or Fault.Blank;

    /// <summary>Copies them to the column that becomes the first.</summary>
    public static void Keep(double[][] values, int first)
    {
        if (first == 0) return;
        for (var slot = 0; slot < values[0].Length; slot++)
            if (IsNotARow(values[0][slot])) values[first][slot] = values[0][slot];
    }
}
