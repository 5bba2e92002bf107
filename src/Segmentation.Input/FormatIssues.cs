namespace Segmentation.Input;

/// <summary>What is worth knowing of how a file was read.</summary>
static class FormatIssues
{
    /// <summary>The issues, most severe first.</summary>
    /// <param name="cells">Cells with characters beyond ASCII, and the first of them.</param>
    /// <param name="info">What is in it.</param>
    public static IEnumerable<Issue> Of(
        SourceFormat format, (long Count, IReadOnlyList<IssueExample> First) cells, DatasetInfo info)
    {
        if (format.Unreadable is { } unreadable) yield return Unreadable(format, unreadable);
        if (format.Kind == SourceKind.Parquet)
            foreach (var column in format.Skipped) yield return Nested(column);
        if (format.ColumnsBy is { } by) yield return Separated(by, info);
        if (format.EncodingGuessed) yield return Guessed(format, cells);
    }

    static Issue Guessed(SourceFormat format, (long Count, IReadOnlyList<IssueExample> First) cells) => new()
    {
        Severity = Severity.Info,
        Code = IssueCodes.EncodingGuessed,
        Row = cells.First is [var first, ..] ? first.Row : null,
        Value = cells.First is [{ Value: var value }, ..] ? value : null,
        Count = cells.Count,
        Message = $"The text is not UTF-8; it was read as {format.Encoding}, which shows in "
            + (cells.Count == 0
                ? "no cell below the header."
                : $"{cells.Count:N0} cell{(cells.Count == 1 ? "" : "s")}."),
        Hint = "If letters look wrong, name the encoding.",
        Examples = cells.First,
    };

    static Issue Separated(ColumnsBy by, DatasetInfo info) => new()
    {
        Severity = Severity.Info,
        Code = IssueCodes.ColumnsByBlanks,
        Count = info.Columns.Count,
        Message = $"The text has no delimiters; its {info.Columns.Count:N0} columns were told apart by "
            + (by == ColumnsBy.Blanks ? "the blanks between them." : "their places in the line."),
        Hint = "Nothing needs to be done if the columns look right; else save the table with commas.",
    };

    static Issue Unreadable(SourceFormat format, UnreadableText unreadable) => new()
    {
        Severity = Severity.Warning,
        Code = IssueCodes.UnreadableBytes,
        Row = unreadable.Lines[0],
        Count = unreadable.Count,
        Message = $"{unreadable.Count:N0} character{(unreadable.Count == 1 ? "" : "s")} cannot be read as "
            + $"{format.Encoding}; \uFFFD stands in their place.",
        Hint = "Name the encoding that the file was saved in.",
        Examples = [.. unreadable.Lines.Select(line => new IssueExample(line, null, null))],
    };

    static Issue Nested(SkippedPart column) => new()
    {
        Severity = Severity.Warning,
        Code = IssueCodes.NestedColumn,
        Column = column.Name,
        Count = 1,
        Message = $"\"{column.Name}\" is left out. {column.Reason}",
        Hint = "Write what is in it as columns of their own.",
    };
}
