using System.Text;
using Segmentation.Data;

namespace Segmentation.Spark.Stages;

/// <summary>Lines at the ends of files that add up the others.</summary>
static class SparkTotals
{
    /// <summary>Number and first cell of each, in the order of the files.</summary>
    public static (long Number, string Text)[] Of(SparkLines lines, Layout layout)
    {
        var headers = lines.HeaderLines(layout.HeaderRecord + 1).ToHashSet();
        return
        [
            .. lines.Ends.Where(end => !headers.Contains(end.Number)).Select(end => (end.Number, WordOf(end.Text)))
                .Where(end => end.Item2 is not null).Select(end => (end.Number, end.Item2!)),
        ];

        string? WordOf(string line) => TotalLine.WordOf(
            Encoding.UTF8.GetBytes(line.EndsWith('\r') ? line[..^1] : line), layout.Delimiter, layout.Names.Length);
    }

    /// <summary>Puts the issue where the local engine has it: behind those about the beginning of the table.</summary>
    public static void Note(SparkLines lines, Layout layout, (long Number, string Text)[] totals)
    {
        if (totals.Length == 0) return;
        var at = layout.Issues.FindLastIndex(issue => issue.Code is IssueCodes.TitleRowsSkipped or IssueCodes.NoHeader);
        layout.Issues.Insert(
            at + 1, TableNotes.Totals([.. totals.Select(total => (lines.LineAt(total.Number), total.Text))]));
    }
}
