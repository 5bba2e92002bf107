using Segmentation.Data;
using Segmentation.Numerics;
using Segmentation.Profiles;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>The rows that are used, as the view <c>used</c>: number, features without gaps, categories.</summary>
/// <param name="Moments">Of each feature over the used rows.</param>
sealed record UsedRows(SparkRows Table, SourceFacts Source, IReadOnlyList<ExcludedRow> Excluded, FeatureMoments[] Moments)
{
    public int Rows => checked((int)Source.Rows.Used);

    /// <summary>What a feature is in SQL over the view <c>parsed</c> or <c>rows</c>.</summary>
    public required string[] Filled { get; init; }

    /// <summary>Numbers of the lines that are no data row, ascending.</summary>
    public required long[] NoRows { get; init; }

    /// <summary>Data row from 0 over all files, of a line that is one.</summary>
    public long DataRow(long line) => Table.Lines.Before(line) - ~Array.BinarySearch(NoRows, line);

    /// <exception cref="InvalidDatasetException">Too few rows, or too few that can be used.</exception>
    public static async Task<UsedRows> RunAsync(SparkRun cluster, SparkRows table, SparkFaults faults, MissingPolicy missing)
    {
        var source = Describe(table, faults);
        if (source.Rows.Read < RowSelection.FewestRows) throw Refusals.TooFewRows(source.Rows.Read);
        if (source.Rows.Used < RowSelection.FewestRows) throw Refusals.TooFewUsed(source.Rows);

        var filled = Enumerable.Range(0, table.Features.Count).Select(j => $"coalesce(v{j}, 0D)").ToArray();   // never null, and so in shorter code
        var fills = missing == MissingPolicy.Median && table.Used.Any(feature => feature.Count < table.UsedRows);
        if (fills) await FillAsync(cluster, table, filled);
        await cluster.RunAsync(
            $"create or replace temporary view used as select m, {SqlText.Each(filled.Length, j => $"{filled[j]} v{j}")}"
            + $"{string.Concat(table.Categories.Select((_, c) => $", k{c}"))} from rows where reason = 0");
        return new(table, source, faults.Excluded, fills ? await MeasureAsync(cluster, table) : table.Used)
        {
            Filled = filled,
            NoRows = [.. table.Others.Concat(faults.Blank).Order()],
        };
    }

    static SourceFacts Describe(SparkRows table, SparkFaults faults)
    {
        var read = table.Records - faults.Blank.Count;
        var present = table.Used.Sum(feature => (long)feature.Count);
        var imputed = (long)table.UsedRows * table.Features.Count - present;
        var dialect = table.Layout.Dialect with { Missing = ["", .. faults.Findings.Markers] };
        var columns = Array.ConvertAll(table.Columns, column => column.Role != ColumnRole.Feature ? column : column with
        {
            Missing = faults.Findings.Count(column.Index, Fault.Missing),
            Invalid = faults.Findings.Count(column.Index, Fault.NotANumber) + faults.Findings.Count(column.Index, Fault.NotFinite),
        });
        return new(
            new(read, table.UsedRows, read - table.UsedRows, imputed, faults.Reasons), dialect, columns,
            IssueList.Of(table.Layout, columns, faults.Findings, table.Lines.LineAt));
    }

    static async Task FillAsync(SparkRun cluster, SparkRows table, string[] filled)
    {
        var medians = await cluster.AskOneAsync(
            $"select {SqlText.Each(filled.Length, j => $"percentile(v{j}, 0.5D) m{j}")} from rows where reason = 0", "Finding medians");
        for (var j = 0; j < filled.Length; j++)
            if (table.Used[j].Count < table.UsedRows && medians.Maybe($"m{j}") is { } median)
                filled[j] = $"coalesce(v{j}, {SqlText.Number(median)})";
    }

    static async Task<FeatureMoments[]> MeasureAsync(SparkRun cluster, SparkRows table)
    {
        var seen = await cluster.AskOneAsync(
            "select " + SqlText.Each(table.Features.Count, j => MomentsSql.Of($"v{j}", j)) + " from used", "Measuring the features");
        return [.. table.Features.Select((_, j) => SparkRows.MomentsOf(seen, j))];
    }
}
