using System.Text;
using Segmentation.Features;
using Segmentation.Settings;

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
        if (result.Purchases is { } purchases)
            text.Append(Of(purchases, result.Parameters.Rfm.Features.Contains)).Append('\n');
        if (result.Rows.Excluded > 0)
            text.Append($"{result.Rows.Excluded:#,0} of {result.Rows.Read:#,0} rows left out\n");
        if (result.Extremes is { SetApart: > 0 } extremes) text.Append(Of(extremes));
        if (result.Structure.Claimed) text.Append($"{result.Structure.Headline}. ");
        text.Append($"{result.Sweep.Reason}\n\n");
        string[] header = ["#", "customers", "share", "silhouette", "name"];
        TextTable.Append(text, header, result.Segments.Select(segment => new[]
        {
            $"{segment.Number}", $"{segment.Size:#,0}", $"{100 * segment.Share:0.0} %", $"{segment.Silhouette:0.0000}",
            segment.Name,
        }));
        if (result.Doubts.Count > 0) text.Append('\n');
        foreach (var doubt in result.Doubts)
            text.Append($"careful: {doubt.Message} {doubt.Advice}{OptionsOf(doubt, result.Parameters)}\n");
        return text.ToString();
    }

    // What to add to the command line: the options whose values the change makes others.
    static string OptionsOf(Doubt doubt, SegmentationSpec spec)
    {
        if (doubt.Change is not { } change) return "";
        var other = change.Settings.ApplyTo(spec);
        var options = RunSettings.All.Where(setting => setting.TextOf(other) != setting.TextOf(spec))
            .Select(setting => $"{setting.Option} {Quoted(setting.TextOf(other)!)}");
        return $" ({string.Join(' ', options)})";
    }

    static string Quoted(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,=".Contains(c))
        ? text : $"'{text.Replace("'", "'\\''")}'";

    /// <summary>Rows that were set apart: how many, and the first of them.</summary>
    static string Of(ExtremeRows extremes)
    {
        const int Shown = 3;
        var more = extremes.Count > Shown ? $"; and {extremes.Count - Shown:#,0} more" : "";
        return $"{extremes.Count:#,0} {(extremes.Count == 1 ? "row" : "rows")} set apart as extreme: "
            + string.Join("; ", extremes.Rows.Take(Shown).Select(row => row.Describe())) + more + "\n";
    }

    /// <summary>A file: one line per column and one per issue.</summary>
    public static string Of(DatasetInfo info, string name)
    {
        var text = new StringBuilder();
        var delimiter = info.Dialect.Delimiter == '\t' ? "tab" : $"{info.Dialect.Delimiter}";
        text.Append($"{name}: {info.Rows:#,0} rows, {info.Columns.Count} columns, delimiter {delimiter}\n");
        if (FormatText.Of(info.Format) is { } format) text.Append(format).Append('\n');
        if (info.Purchases is { } purchases) text.Append(Of(purchases, _ => true));
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

    /// <summary>What became of lines of purchases, and what is known of the customers.</summary>
    static string Of(PurchaseSummary purchases, Func<RfmFeature, bool> isShown)
    {
        var text = new StringBuilder(PurchaseTexts.Sentence(purchases)).Append('\n');
        foreach (var feature in purchases.Features.Where(each => isShown(each.Feature)))
            text.Append($"{feature.Name}: {feature.Definition}\n");
        return text.ToString();
    }

    static string TypeOf(ColumnInfo column) =>
        EnumWord.Of(column.Type) + (column.Unit is { } unit ? $" ({unit})" : "");

    static string Method(Metrics metrics) =>
        metrics.SilhouetteError is { } error
            ? $"sampled n={metrics.SilhouetteRows:#,0}, ± {error:0.0000}" : metrics.SilhouetteMethod;
}
