namespace Segmentation.Data;

/// <summary>Everything worth knowing about a file, most severe first, then by column.</summary>
static class IssueList
{
    const double VerySkewed = 3;

    static readonly Fault[] CellFaults = [Fault.Missing, Fault.NotANumber, Fault.NotFinite];

    /// <param name="columns">With their final roles; skew is told of where it is known.</param>
    public static IReadOnlyList<Issue> Of(Layout layout, IReadOnlyList<ColumnInfo> columns, FaultCounts findings) =>
        Of(layout, columns, findings, layout.Scan.LineAt);

    /// <param name="lineAt">Line of the place of a fault.</param>
    public static IReadOnlyList<Issue> Of(
        Layout layout, IReadOnlyList<ColumnInfo> columns, FaultCounts findings, Func<long, long> lineAt)
    {
        var issues = new List<Issue>(layout.Issues);
        foreach (var fault in (Fault[])[Fault.Ragged, Fault.Blank])
            if (findings.Count(findings.WholeRow, fault) is > 0 and var rows)
                issues.Add(IssueTexts.Of(fault, null, rows, Examples(layout, findings, findings.WholeRow, fault, lineAt)));
        foreach (var column in columns)
        {
            if (column.Role == ColumnRole.Feature) AddFaults(issues, layout, column, findings, lineAt);
            if (OfColumn(column) is { } issue) issues.Add(issue);
        }
        return [.. issues.OrderBy(issue => issue.Severity)];
    }

    static void AddFaults(List<Issue> issues, Layout layout, ColumnInfo column, FaultCounts findings, Func<long, long> lineAt)
    {
        foreach (var fault in CellFaults)
            if (findings.Count(column.Index, fault) is > 0 and var cells)
                issues.Add(IssueTexts.Of(fault, column.Name, cells, Examples(layout, findings, column.Index, fault, lineAt)));
        if (layout.Style.Ambiguous.Contains(column.Index))
            issues.Add(Note(Severity.Warning, DataCodes.AmbiguousDecimal, column,
                $"The mark in \"{column.Name}\" could be a decimal or a thousands mark; it was read as a {Mark(layout)}.",
                "If that is wrong, write the numbers without thousands marks."));
        if (column is { Skew: > VerySkewed, Min: >= 0 })
            issues.Add(Note(Severity.Info, DataCodes.SkewedColumn, column,
                $"\"{column.Name}\" has a few very large values (skewness {column.Skew:0.0}).",
                "They can make segments of a few customers; the log transform draws them in."));
    }

    static Issue? OfColumn(ColumnInfo column) => column switch
    {
        { Role: ColumnRole.Ignored, Reason: Reasons.Constant } => Note(Severity.Info, DataCodes.ConstantColumn, column,
            $"\"{column.Name}\" is left out. {column.ReasonText}", null),
        { Role: ColumnRole.Ignored, Reason: Reasons.IdLike } => Note(Severity.Info, DataCodes.IdLikeColumn, column,
            $"\"{column.Name}\" is left out. {column.ReasonText}", null),
        { Role: ColumnRole.Ignored, Reason: Reasons.PreviousResult } => Note(Severity.Info, DataCodes.PreviousClusterColumn, column,
            $"\"{column.Name}\" is left out. {column.ReasonText}", "Name the column otherwise if it is not."),
        _ => null,
    };

    static string Mark(Layout layout) => layout.Style.Mark == '.' ? "decimal point" : "decimal comma";

    static IReadOnlyList<IssueExample> Examples(Layout layout, FaultCounts findings, int column, Fault fault, Func<long, long> lineAt) =>
        [.. findings.First(column, fault).Select(example => new IssueExample(
            lineAt(example.Offset), column < layout.Names.Length ? layout.Names[column] : null, example.Value))];

    static Issue Note(Severity severity, string code, ColumnInfo column, string message, string? hint) =>
        new() { Severity = severity, Code = code, Column = column.Name, Count = 1, Message = message, Hint = hint };
}
