using Segmentation.Features;

namespace Segmentation.Data;

/// <summary>The issues about a column as a whole.</summary>
static class ColumnNotes
{
    const string AskForIt = "Give it the role feature if it is a quantity all the same.";

    /// <param name="sentinels">Cells with the number that may stand for a missing one.</param>
    public static IEnumerable<Issue> Of(Layout layout, ColumnInfo column, long sentinels)
    {
        var seen = layout.Samples[column.Index];
        if (IsRead(column))
        {
            foreach (var doubt in layout.Style.Doubts)
                if (doubt.Column == column.Index) yield return Ambiguous(column, doubt);
            if (sentinels > 0 && seen.Sentinel is { } sentinel) yield return Stands(column, sentinel, sentinels);
        }
        // Of two values, a logarithm makes two others.
        if (column is { Role: ColumnRole.Feature, Skew: > LogRule.LongTail, Min: >= 0, Distinct: > 2 })
            yield return Note(Severity.Info, IssueCodes.SkewedColumn, column,
                $"\"{column.Name}\" has a few very large values (skewness {column.Skew:0.0}).",
                "Where a logarithm draws them in, a run compares it, unless asked otherwise (transform).");
        if (seen.LooksNumeric && column.Role != ColumnRole.Id
            && column.Reason is not (Reasons.Requested or Reasons.Purchase or Reasons.OfLine))
            yield return Unreadable(column, seen);
        if (seen.MixedDates is { } mixed) yield return Mixed(column, mixed.DayFirst, mixed.MonthFirst);
        if (seen.OpenDate is { } open) yield return Open(column, open);
        if (LeftOut(column, seen) is { } left)
            yield return Note(
                Severity.Info, left.Code, column, $"\"{column.Name}\" is not compared. {column.ReasonText}", left.Hint);
    }

    /// <summary>Whether a run reads its values: as a feature, or as a part of a purchase.</summary>
    static bool IsRead(ColumnInfo column) => column is { Role: ColumnRole.Feature } or { Reason: Reasons.Purchase };

    /// <summary>The code of a column that is not compared, and what to do about that. Words and the id need none:
    /// nobody expects them to be.</summary>
    static (string Code, string Hint)? LeftOut(ColumnInfo column, ColumnSample seen) => column.Reason switch
    {
        Reasons.Constant => (IssueCodes.ConstantColumn, "Nothing needs to be done."),
        Reasons.Empty => (IssueCodes.EmptyColumn, "Nothing needs to be done; fill it if it should be compared."),
        Reasons.PreviousResult => (IssueCodes.PreviousClusterColumn, "Name the column otherwise if it is not."),
        Reasons.IdLike when column.Role != ColumnRole.Id => (IssueCodes.IdLikeColumn, AskForIt),
        Reasons.Code => (IssueCodes.CodeColumn, seen.IsNumeric ? AskForIt : "Nothing needs to be done."),
        Reasons.Codes => (IssueCodes.CodeColumn, AskForIt),
        Reasons.CalendarPart => (IssueCodes.CalendarColumn, AskForIt),
        Reasons.Coordinate => (IssueCodes.CoordinateColumn, AskForIt),
        Reasons.Dates when column.Role != ColumnRole.Feature => (IssueCodes.DateColumn,
            "To compare it by the days since then, ask for it in \"dates\" as recency."),
        _ => null,
    };

    static Issue Mixed(ColumnInfo column, int dayFirst, int monthFirst) => Note(
        Severity.Warning, IssueCodes.MixedDates, column,
        $"Of the dates of \"{column.Name}\" that were looked at, {dayFirst:N0} have the day first and {monthFirst:N0} "
            + "the month: programs have mixed them up.",
        "Export them again in one form, best 2026-03-31.") with
    {
        Count = dayFirst + monthFirst,
    };

    // Only days that are read depend on it.
    static Issue Open(ColumnInfo column, string date) => Note(
        IsRead(column) ? Severity.Warning : Severity.Info, IssueCodes.AmbiguousDates, column,
        $"No date of \"{column.Name}\" that was looked at has a day above 12, so that nothing tells whether {date} has "
            + "the day or the month first. The day was taken as first, as in most countries.",
        "If the month comes first, have the file read with the order month, day, year (dateOrder: mdy).") with
    {
        Value = date,
    };

    static Issue Ambiguous(ColumnInfo column, MarkDoubt doubt)
    {
        var asDecimal = $"{doubt.Example.Replace(',', '.')} (decimal mark)";
        var asGroups = $"{doubt.Example.Replace(".", "").Replace(",", "")} (thousands mark)";
        return Note(
            doubt.IsJudged ? Severity.Info : Severity.Warning, IssueCodes.AmbiguousDecimal, column,
            $"\"{column.Name}\" has numbers such as {doubt.Example}, which may be {asDecimal} or {asGroups}. They were "
                + $"read as {(doubt.IsDecimal ? asDecimal : asGroups)}"
                + (doubt.IsJudged ? ", as the other columns of the file are written." : "."),
            "If that is wrong, have the file read with the other decimal mark (decimal).") with
        {
            Value = doubt.Example,
        };
    }

    static Issue Stands(ColumnInfo column, Sentinel sentinel, long cells) => Note(
        Severity.Warning, IssueCodes.SentinelValues, column,
        $"{cells:N0} cell{(cells == 1 ? "" : "s")} of \"{column.Name}\" {(cells == 1 ? "has" : "have")} "
            + $"{sentinel.Value:0}, and the {(sentinel.Value < 0 ? "smallest" : "largest")} other number is "
            + $"{sentinel.Nearest:0.####}: {sentinel.Value:0} may stand for \"unknown\". It was read as a number.",
        "If it does, have it taken as missing (missing): such rows are left out then, or filled.") with
    {
        Count = cells,
        Value = $"{sentinel.Value:0}",
    };

    static Issue Unreadable(ColumnInfo column, ColumnSample seen) => Note(
        Severity.Warning, IssueCodes.UnreadableNumbers, column,
        $"\"{column.Name}\" looks like numbers and is not compared. {seen.WhyUnreadable}",
        seen.HasSeveralUnits
            ? "Bring all numbers to one unit if the column should be compared."
            : "Correct the other cells, or empty them, if the column should be compared.") with
    {
        Value = seen.FirstText,
    };

    static Issue Note(Severity severity, string code, ColumnInfo column, string message, string? hint) =>
        new() { Severity = severity, Code = code, Column = column.Name, Count = 1, Message = message, Hint = hint };
}
