using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>What became of the lines of a file of purchases.</summary>
/// <param name="Summary">In numbers.</param>
/// <param name="Issues">One for each reason and column, most severe first, behind those of the file.</param>
/// <param name="Excluded">The first 1,000 lines that are left out.</param>
sealed record PurchaseAccount(
    PurchaseSummary Summary, IReadOnlyList<Issue> Issues, IReadOnlyList<ExcludedRow> Excluded)
{
    public static PurchaseAccount Of(
        PurchaseFile file, GroupedPurchases grouped, CancellationToken ct)
    {
        var (layout, roles) = (file.Layout, file.Roles);
        var first = grouped.LeftOut.First;
        var records = first.Select(line => line.Record)
            .Concat(grouped.LeftOut.Reasons.SelectMany(reason => reason.Records)).Distinct().Order().ToArray();
        var roleOf = grouped.LeftOut.Reasons.SelectMany(
                reason => reason.Records.Select(record => (Record: record, reason.Role)))
            .Concat(first.Select(line => (line.Record, line.Role)))
            .DistinctBy(line => line.Record).ToDictionary(line => line.Record, line => line.Role);
        var cells = CellLookup.Find(
            layout, records, i => roleOf[records[i]] is { } role ? roles[role] : -1, ct);
        var found = records.Select((record, i) => (record, Cell: cells[i]))
            .ToDictionary(each => each.record, each => (Line: layout.Scan.LineAt(each.Cell.Offset), each.Cell));
        return new(
            Summarise(file, grouped),
            [.. grouped.LeftOut.Reasons.Select(reason => PurchaseTexts.IssueOf(
                reason.Fault, NameOf(reason.Role), reason.Count,
                [.. reason.Records.Select(record => new IssueExample(
                    found[record].Line, NameOf(reason.Role), ValueOf(reason.Role, found[record].Cell)))]))],
            [.. first.Select(line => new ExcludedRow(
                found[line.Record].Line, NameOf(line.Role), ValueOf(line.Role, found[line.Record].Cell),
                PurchaseTexts.CodeOf(line.Fault), PurchaseTexts.Excluded(
                    line.Fault, NameOf(line.Role), ValueOf(line.Role, found[line.Record].Cell)
                        ?? found[line.Record].Cell.Fields.ToString())))]);

        string? NameOf(ColumnRole? role) => role is { } each ? layout.Names[roles[each]] : null;

        static string? ValueOf(ColumnRole? role, FoundCell cell) => role is null ? null : CellText.Cut(cell.Value);
    }

    static PurchaseSummary Summarise(PurchaseFile file, GroupedPurchases grouped)
    {
        var (layout, roles, spec, unit) = (file.Layout, file.Roles, file.Spec, file.Unit);
        var columns = new PurchaseColumns(
            layout.Names[roles.Customer], NameOf(roles.Date), NameOf(roles.Amount), NameOf(roles.Quantity),
            NameOf(roles.Price), NameOf(roles.Invoice));
        DateOnly? last = grouped.Last is { } day ? PurchaseDay.Of(day) : null;
        var asOf = roles.Date < 0 ? null : spec.AsOf ?? last?.AddDays(1);
        return new()
        {
            Read = grouped.Lines,
            Used = grouped.Used,
            Excluded = grouped.LeftOut.Count,
            Reasons = [.. grouped.LeftOut.Reasons.Select(reason => new ReasonCount(
                PurchaseTexts.CodeOf(reason.Fault), reason.Role is { } role ? NameOf(roles[role]) : null,
                reason.Count))],
            Customers = grouped.Customers.Length,
            Orders = grouped.Customers.Sum(customer => (long)customer.Orders),
            Columns = columns,
            AsOf = asOf,
            First = grouped.First is { } first ? PurchaseDay.Of(first) : null,
            Last = last,
            Returns = spec.Returns,
            Unit = unit,
            Features = [.. RfmColumns.Known(roles).Select(
                feature => RfmColumns.Define(feature, columns, unit, asOf))],
        };

        string? NameOf(int column) => column < 0 ? null : layout.Names[column];
    }
}
