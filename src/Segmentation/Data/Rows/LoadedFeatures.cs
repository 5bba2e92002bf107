using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>The feature columns as numbers, and what was found on the way.</summary>
/// <param name="Columns">All columns of the file with their final roles.</param>
/// <param name="Values">One array a feature, a value for every record below the header; NaN as in <see cref="NotNumber"/>.</param>
sealed record LoadedFeatures(ColumnInfo[] Columns, double[][] Values, FaultCounts Findings)
{
    public static LoadedFeatures Read(Layout layout, ColumnInfo[] columns, IProgress<long>? bytesRead, CancellationToken ct)
    {
        var wanted = columns.Where(column => column.Role == ColumnRole.Feature || MayVary(layout, column))
            .Select(column => column.Index).ToArray();
        if (wanted.Length == 0) throw NoFeatures(layout, columns);
        var values = wanted.Select(_ => GC.AllocateUninitializedArray<double>(layout.Slots, pinned: true)).ToArray();
        var findings = FeaturePass.Run(layout, values, wanted, bytesRead, ct);

        var settled = (ColumnInfo[])columns.Clone();
        for (var j = 0; j < wanted.Length; j++)
        {
            if (settled[wanted[j]].Reason is Reasons.Constant or Reasons.Requested)
                settled[wanted[j]] = Settle(settled[wanted[j]], ValueRange.Of(values, j));
        }
        var kept = Enumerable.Range(0, wanted.Length).Where(j => settled[wanted[j]].Role == ColumnRole.Feature).ToArray();
        if (kept.Length == 0) throw NoFeatures(layout, settled);
        if (kept.Length < wanted.Length) RowFaults.Keep(values, kept[0]);
        return new([.. settled.Select(column => Counted(column, findings))], [.. kept.Select(j => values[j])], findings);
    }

    /// <summary>With range, mean and skew of the features, over all rows that have a number there.</summary>
    public LoadedFeatures Described(CancellationToken ct)
    {
        var (described, features) = ((ColumnInfo[])Columns.Clone(), Columns.Where(column => column.Role == ColumnRole.Feature).ToArray());
        Chunked.ForEach(features.Length, ct, j =>
        {
            var seen = MomentsOf(j);
            described[features[j].Index] = features[j] with { Min = seen.Min, Max = seen.Max, Mean = seen.Mean, Skew = seen.Skew };
        });
        return this with { Columns = described };
    }

    Moments MomentsOf(int feature)
    {
        var column = Values[feature];
        var seen = new Moments(Array.Find(column, double.IsFinite));
        for (var slot = 0; slot < column.Length; slot++)
            if (!RowFaults.IsNotARow(Values[0][slot]) && !double.IsNaN(column[slot])) seen.Add(column[slot]);
        return seen;
    }

    /// <summary>A column of numbers that had one value in the sample, which was not the whole file.</summary>
    public static bool MayVary(Layout layout, ColumnInfo column) =>
        !layout.IsWhole && column is { Role: ColumnRole.Ignored, Reason: Reasons.Constant, Type: ColumnType.Integer or ColumnType.Number };

    /// <summary>What a column is once its smallest and largest value are known.</summary>
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

    public static InvalidDatasetException NoFeatures(Layout layout, ColumnInfo[] columns)
    {
        var pointed = Array.Find(layout.Samples, sample => sample.Type == ColumnType.Text
            && NumberReader.Read(System.Text.Encoding.UTF8.GetBytes(sample.FirstText ?? "x"), OtherMark(layout)) is var value && !double.IsNaN(value));
        return Refusals.NoFeatures(columns, pointed is null
            ? "A file with decimal commas needs semicolons or tabs between its columns, or quotes around its numbers."
            : $"\"{pointed.Name}\" has {pointed.FirstText}: write numbers with a decimal {(OtherMark(layout) == ',' ? "point" : "comma")} as in the other columns.");
    }

    static byte OtherMark(Layout layout) => layout.Style.Mark == ',' ? (byte)'.' : (byte)',';

    static ColumnInfo Counted(ColumnInfo column, FaultCounts findings) => column.Role != ColumnRole.Feature ? column : column with
    {
        Missing = findings.Count(column.Index, Fault.Missing),
        Invalid = findings.Count(column.Index, Fault.NotANumber) + findings.Count(column.Index, Fault.NotFinite),
    };
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

/// <summary>Faults of whole rows, which stand in the first feature.</summary>
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
