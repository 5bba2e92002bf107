using System.Text;

namespace Segmentation.Cli;

/// <summary>Results as lines of text, the same on a terminal and in a file.</summary>
static class SegmentTable
{
    /// <summary>How many segments, how good they are, and one line for each.</summary>
    public static string Of(SegmentationResult result)
    {
        var text = new StringBuilder();
        var metrics = result.Metrics;
        text.Append($"{metrics.K} segments of {result.Rows.Used:#,0} customers, silhouette ")
            .Append($"{metrics.Silhouette:0.0000} ({Method(metrics)})\n");
        if (result.Rows.Excluded > 0)
            text.Append($"{result.Rows.Excluded:#,0} of {result.Rows.Read:#,0} rows left out\n");
        if (result.Extremes is { } extremes) text.Append(Of(extremes));
        if (result.Structure.Claimed) text.Append($"{result.Structure.Headline}. ");
        text.Append($"{result.Sweep.Reason}\n\n");
        string[] header = ["#", "customers", "share", "silhouette", "name"];
        TextTable.Append(text, header, result.Segments.Select(segment => new[]
        {
            $"{segment.Number}", $"{segment.Size:#,0}", $"{100 * segment.Share:0.0} %", $"{segment.Silhouette:0.0000}",
            segment.Name,
        }));
        return text.ToString();
    }

    /// <summary>Rows that stand alone: how many, and the first of them.</summary>
    static string Of(ExtremeRows extremes)
    {
        const int Shown = 3;
        var what = extremes.SetApart > 0 ? "set apart as extreme" : "alone";
        var more = extremes.Count > Shown ? $"; and {extremes.Count - Shown:#,0} more" : "";
        return $"{extremes.Count:#,0} {(extremes.Count == 1 ? "row" : "rows")} {what}: "
            + string.Join("; ", extremes.Rows.Take(Shown).Select(row => row.Describe())) + more + "\n";
    }

    /// <summary>A file: one line per column and one per issue.</summary>
    public static string Of(DatasetInfo info, string name)
    {
        var text = new StringBuilder();
        var delimiter = info.Dialect.Delimiter == '\t' ? "tab" : $"{info.Dialect.Delimiter}";
        text.Append($"{name}: {info.Rows:#,0} rows, {info.Columns.Count} columns, delimiter {delimiter}\n");
        if (FormatText.Of(info.Format) is { } format) text.Append(format).Append('\n');
        text.Append('\n');
        TextTable.Append(text, ["column", "type", "role", "missing", "why"], info.Columns.Select(column => new[]
        {
            column.Name, TypeOf(column), EnumWord.Of(column.Role), $"{column.Missing ?? 0:#,0}",
            column.ReasonText,
        }));
        if (info.Issues.Count > 0) text.Append('\n');
        foreach (var issue in info.Issues)
            text.Append($"{EnumWord.Of(issue.Severity)}: {issue.Message}")
                .Append(issue.Hint is null ? "" : " " + issue.Hint).Append('\n');
        return text.ToString();
    }

    static string TypeOf(ColumnInfo column) =>
        EnumWord.Of(column.Type) + (column.Unit is { } unit ? $" ({unit})" : "");

    static string Method(Metrics metrics) =>
        metrics.SilhouetteError is { } error
            ? $"sampled n={metrics.SilhouetteRows:#,0}, ± {error:0.0000}" : metrics.SilhouetteMethod;
}
