namespace Segmentation.Data;

/// <summary>Lists the issues of a file, most severe first, then by column.</summary>
static class DatasetIssues
{
    const double VerySkewed = 3;

    static readonly Fault[] RowFaults = [Fault.Ragged, Fault.Blank];
    static readonly Fault[] CellFaults = [Fault.Missing, Fault.NotANumber, Fault.NotFinite];

    /// <param name="columns">With their final roles; skew is mentioned where it is known.</param>
    public static IReadOnlyList<Issue> Of(Layout layout, IReadOnlyList<ColumnInfo> columns, FaultCounts faults) =>
        Of(layout, columns, faults, layout.Scan.LineAt);

    /// <param name="lineAt">Line in the file of the place of a fault.</param>
    public static IReadOnlyList<Issue> Of(
        Layout layout, IReadOnlyList<ColumnInfo> columns, FaultCounts faults, Func<long, long> lineAt)
    {
        var issues = new List<Issue>(layout.Issues);
        AddFaults(null, RowFaults);
        foreach (var column in columns)
        {
            if (column.Role == ColumnRole.Feature) AddFaults(column, CellFaults);
            issues.AddRange(OfColumn(layout, column));
        }
        return [.. issues.OrderBy(issue => issue.Severity)];

        void AddFaults(ColumnInfo? column, Fault[] kinds)
        {
            var (place, name) = (column?.Index ?? faults.WholeRow, column?.Name);
            foreach (var fault in kinds)
                if (faults.Count(place, fault) is > 0 and var count)
                    issues.Add(IssueTexts.Of(fault, name, count, Examples(name, faults.First(place, fault))));
        }

        IReadOnlyList<IssueExample> Examples(string? column, IReadOnlyList<(long Offset, string Value)> first) =>
            [.. first.Select(example => new IssueExample(lineAt(example.Offset), column, example.Value))];
    }

    static IEnumerable<Issue> OfColumn(Layout layout, ColumnInfo column)
    {
        if (column.Role == ColumnRole.Feature && layout.Style.Ambiguous.Contains(column.Index))
            yield return Note(Severity.Warning, IssueCodes.AmbiguousDecimal, column,
                $"The mark in \"{column.Name}\" could be a decimal or a thousands mark; "
                + $"it was read as a {(layout.Style.Mark == '.' ? "decimal point" : "decimal comma")}.",
                "If that is wrong, write the numbers without thousands marks.");
        if (column is { Role: ColumnRole.Feature, Skew: > VerySkewed, Min: >= 0 })
            yield return Note(Severity.Info, IssueCodes.SkewedColumn, column,
                $"\"{column.Name}\" has a few very large values (skewness {column.Skew:0.0}).",
                "They can make segments of a few customers; the log transform draws them in.");
        if (column.Role == ColumnRole.Ignored && CodeOfIgnored(column.Reason) is { } code)
            yield return Note(Severity.Info, code, column,
                $"\"{column.Name}\" is left out. {column.ReasonText}",
                code == IssueCodes.PreviousClusterColumn ? "Name the column otherwise if it is not." : null);
    }

    static string? CodeOfIgnored(string reason) => reason switch
    {
        Reasons.Constant => IssueCodes.ConstantColumn,
        Reasons.IdLike => IssueCodes.IdLikeColumn,
        Reasons.PreviousResult => IssueCodes.PreviousClusterColumn,
        _ => null,
    };

    static Issue Note(Severity severity, string code, ColumnInfo column, string message, string? hint) =>
        new() { Severity = severity, Code = code, Column = column.Name, Count = 1, Message = message, Hint = hint };
}
