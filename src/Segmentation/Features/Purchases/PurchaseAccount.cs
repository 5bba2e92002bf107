using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>What became of the lines of a file of purchases.</summary>
/// <param name="Summary">In numbers.</param>
/// <param name="Issues">One for each reason and column, the most frequent first.</param>
/// <param name="Excluded">The first 1,000 lines that are left out.</param>
sealed record PurchaseAccount(
    PurchaseSummary Summary, IReadOnlyList<Issue> Issues, IReadOnlyList<ExcludedRow> Excluded)
{
    /// <param name="look">Looks at lines again: of each the column that is wanted, −1 for none.</param>
    public static PurchaseAccount Of(PurchaseFile file, GroupedPurchases grouped, LookAtLines look)
    {
        var leftOut = grouped.LeftOut;
        var cells = Cells.Find(file, leftOut, look);
        return new(
            Summarise(file, grouped),
            [.. leftOut.Reasons.Select(reason => PurchaseTexts.IssueOf(
                reason.Fault, file.NameOf(reason.Role), reason.Count,
                [.. reason.Records.Select(record => cells.Example(record, reason.Role))]))],
            [.. leftOut.First.Select(cells.Describe)]);
    }

    static PurchaseSummary Summarise(PurchaseFile file, GroupedPurchases grouped)
    {
        var (spec, unit, columns) = (file.Spec, file.Unit, file.Headers);
        DateOnly? last = grouped.Last is { } day ? PurchaseDay.Of(day) : null;
        var asOf = columns.Date is null ? null : spec.AsOf ?? last?.AddDays(1);
        return new()
        {
            Read = grouped.Lines,
            Used = grouped.Used,
            Excluded = grouped.LeftOut.Count,
            Reasons = [.. grouped.LeftOut.Reasons.Select(reason => new ReasonCount(
                PurchaseTexts.CodeOf(reason.Fault), file.NameOf(reason.Role), reason.Count))],
            Customers = grouped.Customers.Length,
            Orders = grouped.Customers.Sum(customer => (long)customer.Orders),
            Columns = columns,
            AsOf = asOf,
            First = grouped.First is { } first ? PurchaseDay.Of(first) : null,
            Last = last,
            Returns = spec.Returns,
            Unit = unit,
            Features = [.. RfmColumns.Known(file.Roles).Select(
                feature => RfmColumns.Define(feature, columns, unit, asOf))],
        };
    }

    /// <summary>The cells of lines that are left out, read once more.</summary>
    sealed class Cells(PurchaseFile file, Dictionary<long, SeenLine> cells)
    {
        public static Cells Find(PurchaseFile file, LeftOutLines leftOut, LookAtLines look)
        {
            var roles = leftOut.First.Select(line => (line.Record, line.Role))
                .Concat(leftOut.Reasons.SelectMany(reason => reason.Records.Select(record => (record, reason.Role))))
                .DistinctBy(line => line.Item1).OrderBy(line => line.Item1).ToArray();
            long[] records = [.. roles.Select(line => line.Item1)];
            var found = look(records, i => roles[i].Item2 is { } role ? file.Roles[role] : -1);
            return new(file, records.Zip(found).ToDictionary(each => each.First, each => each.Second));
        }

        public IssueExample Example(long record, ColumnRole? role) =>
            new(LineOf(record), file.NameOf(role), ValueOf(record, role));

        public ExcludedRow Describe(LeftOutLine line)
        {
            var (name, value) = (file.NameOf(line.Role), ValueOf(line.Record, line.Role));
            var text = value ?? cells[line.Record].Fields.ToString();
            return new(
                LineOf(line.Record), name, value, PurchaseTexts.CodeOf(line.Fault),
                PurchaseTexts.Excluded(line.Fault, name, text));
        }

        long LineOf(long record) => cells[record].Line;

        string? ValueOf(long record, ColumnRole? role) => role is null ? null : CellText.Cut(cells[record].Value);
    }
}

/// <summary>Looks at lines again.</summary>
/// <param name="records">Their numbers, ascending.</param>
/// <param name="column">The column that is wanted of line i; −1: none.</param>
delegate IReadOnlyList<SeenLine> LookAtLines(long[] records, Func<int, int> column);

/// <summary>A line that was looked at again.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Fields">How many it has.</param>
/// <param name="Value">Of the column that is wanted, as text; "" without one.</param>
readonly record struct SeenLine(long Line, int Fields, string Value);
