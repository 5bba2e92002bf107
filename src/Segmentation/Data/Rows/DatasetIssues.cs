namespace Segmentation.Data;

/// <summary>Lists the issues of a file, most severe first, then by column.</summary>
static class DatasetIssues
{
    static readonly Fault[] RowFaults = [Fault.Ragged, Fault.Blank];
    static readonly Fault[] CellFaults = [Fault.Missing, Fault.NotANumber, Fault.NotFinite];

    /// <param name="columns">With their final roles; skew is mentioned where it is known.</param>
    /// <param name="duplicates">Null when nobody looked for them.</param>
    public static IReadOnlyList<Issue> Of(
        Layout layout, IReadOnlyList<ColumnInfo> columns, FaultCounts faults, Duplicates? duplicates = null)
    {
        var issues = Of(layout, columns, faults, layout.Scan.LineAt);
        if (duplicates is null) return issues;
        return [.. issues.Concat(duplicates.Issues(layout)).OrderBy(each => each.Severity)];
    }

    /// <param name="lineAt">Line in the file of the place of a fault.</param>
    public static IReadOnlyList<Issue> Of(
        Layout layout, IReadOnlyList<ColumnInfo> columns, FaultCounts faults, Func<long, long> lineAt)
    {
        var issues = new List<Issue>(layout.Issues);
        AddFaults(null, RowFaults);
        foreach (var column in columns)
        {
            if (column.Role == ColumnRole.Feature) AddFaults(column, CellFaults);
            issues.AddRange(ColumnNotes.Of(layout, column, faults.Sentinels(column.Index)));
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
}
