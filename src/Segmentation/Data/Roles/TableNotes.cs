namespace Segmentation.Data;

/// <summary>The issues about where a table begins and ends.</summary>
static class TableNotes
{
    public static IEnumerable<Issue> Of(Layout layout)
    {
        var (skipped, header) = (layout.Dialect.SkippedRows, layout.Dialect.HeaderRow);
        if (skipped > 0)
        {
            var first = layout.HeaderRecord + (layout.HasHeader ? 0 : 1);
            var title = TableStart.Title(layout.Scan, layout.Delimiter, first);
            var named = title.Length > 0 ? $": \"{title}\"{(skipped > 1 ? " …" : "")}" : "";
            yield return Note(Severity.Info, IssueCodes.TitleRowsSkipped, 1, title,
                $"{skipped:N0} line{(skipped == 1 ? "" : "s")} above the {(header > 0 ? "header" : "first row")} "
                    + $"{(skipped == 1 ? "was" : "were")} skipped{named}.",
                "Nothing needs to be done if they are a title.") with
            {
                Count = skipped,
            };
        }
        if (!layout.HasHeader && layout.Reading.Header is null)
            yield return Note(Severity.Warning, IssueCodes.NoHeader, skipped + 1, null,
                "The file has no header: its first line is a row like the others, and used as one. "
                    + (layout.Names.Length == 1
                        ? $"The column is called {layout.Names[0]}."
                        : $"The columns are called {layout.Names[0]} to {layout.Names[^1]}."),
                "Add a line with the names of the columns if you like to see them.");
        if (layout.Total is { } total)
            yield return Totals([(layout.Scan.LineAt(total.Offset), total.Text)]);
    }

    /// <summary>The issue about lines of totals.</summary>
    /// <param name="totals">Line and first cell of each: of every file at most one.</param>
    public static Issue Totals(IReadOnlyList<(long Line, string Text)> totals)
    {
        var (line, text) = totals[0];
        var message = totals.Count == 1
            ? $"The last line adds up the others (\"{text}\"): it is no customer and left out."
            : $"The last lines of {totals.Count:N0} files add up the others (\"{text}\"): they are no customers and "
                + "left out.";
        return Note(Severity.Warning, IssueCodes.TotalRow, line, text, message, "Nothing needs to be done.") with
        {
            Count = totals.Count,
            Examples =
                [.. totals.Take(FaultCounts.Examples).Select(each => new IssueExample(each.Line, null, each.Text))],
        };
    }

    static Issue Note(Severity severity, string code, long line, string? value, string message, string hint) => new()
    {
        Severity = severity,
        Code = code,
        Row = line,
        Value = value,
        Count = 1,
        Message = message,
        Hint = hint,
        Examples = [new(line, null, value)],
    };
}
