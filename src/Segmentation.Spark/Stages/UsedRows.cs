using Segmentation.Data;
using Segmentation.Numerics;
using Segmentation.Profiles;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>The rows that are used, as the view <c>used</c>: number, features without gaps, categories.</summary>
/// <param name="Moments">Moments of each feature over the used rows.</param>
sealed record UsedRows(
    SparkRows Table, SourceFacts Source, IReadOnlyList<ExcludedRow> Excluded, FeatureMoments[] Moments)
{
    public int Rows => checked((int)Source.Rows.Used);

    /// <summary>Each feature in SQL, over the view <c>parsed</c> or <c>rows</c>.</summary>
    public required string[] Filled { get; init; }

    /// <summary>How rows were set apart, in order; none when they were not.</summary>
    public IReadOnlyList<ApartStep> Apart { get; private init; } = [];

    /// <summary>Numbers of the lines that are not data rows, ascending.</summary>
    public required long[] NoRows { get; init; }

    /// <summary>The number of a data row, from 0 over all files.</summary>
    /// <param name="line">The number of its line.</param>
    public long DataRow(long line) => Table.Lines.Before(line) - ~Array.BinarySearch(NoRows, line);

    /// <exception cref="InvalidDatasetException">Too few rows, or too few that can be used.</exception>
    public static async Task<UsedRows> RunAsync(
        SparkRun spark, SparkRows table, SparkFaults faults, MissingPolicy missing)
    {
        var source = Describe(table, faults);
        if (source.Rows.Read < DatasetLimits.FewestRows) throw Refusals.TooFewRows(source.Rows.Read);
        if (source.Rows.Used < DatasetLimits.FewestRows) throw Refusals.TooFewUsed(source.Rows);

        // Values that are never null make shorter code.
        var filled = Arrays.Generate(table.Features.Count, j => $"coalesce(v{j}, 0D)");
        var fills = missing == MissingPolicy.Median && table.Used.Any(feature => feature.Count < table.UsedRows);
        if (fills) await FillAsync(spark, table, filled);
        var used = new UsedRows(table, source, faults.Excluded, table.Used)
        {
            Filled = filled,
            NoRows = [.. table.Others.Concat(faults.Blank).Order()],
        };
        await used.ViewAsync(spark);
        return fills ? used with { Moments = await MeasureAsync(spark, table) } : used;
    }

    /// <summary>The rows without those that a step sets apart, as the view <c>used</c>.</summary>
    /// <param name="count">How many these are.</param>
    public async Task<UsedRows> WithoutAsync(SparkRun spark, ApartStep step, long count)
    {
        var left = this with
        {
            Apart = [.. Apart, step],
            Source = Source with { Rows = Source.Rows.WithApart(count) },
        };
        await left.ViewAsync(spark);
        return left with { Moments = await MeasureAsync(spark, Table) };
    }

    /// <summary>Makes the view <c>used</c>, in place of another one.</summary>
    public Task ViewAsync(SparkRun spark)
    {
        var categories = string.Concat(Table.Categories.Select((_, c) => $"k{c}, "));
        return spark.RunAsync(
            "create or replace temporary view used as "
            + $"select m, {categories}{SqlText.Each(Filled.Length, j => $"v{j}")} "
            + $"from ({Marked(categories)}) where not apart");
    }

    /// <summary>The used rows and those that were set apart, in SQL: <c>m</c>, <c>v0…</c> without gaps, and
    /// <c>apart</c>.</summary>
    /// <param name="columns">More columns of the view <c>rows</c>, with a comma behind each.</param>
    public string Marked(string columns)
    {
        var values = SqlText.Each(Filled.Length, j => $"v{j}");
        var rows = $"select m, {columns}{SqlText.Each(Filled.Length, j => $"{Filled[j]} v{j}")}, false apart "
            + "from rows where reason = 0";
        foreach (var step in Apart)
            rows = $"select m, {columns}{values}, apart or {step.IsAlone} apart from ({step.Nearest($"({rows})")})";
        return rows;
    }

    static SourceFacts Describe(SparkRows table, SparkFaults faults)
    {
        var read = table.Records - faults.Blank.Count;
        var present = table.Used.Sum(feature => (long)feature.Count);
        var imputed = (long)table.UsedRows * table.Features.Count - present;
        var dialect = table.Layout.Dialect with { Missing = ["", .. faults.Counts.Markers] };
        var columns = Array.ConvertAll(
            table.Columns, column => column.Role == ColumnRole.Feature ? faults.Counts.Counted(column) : column);
        return new(
            new(read, table.UsedRows, read - table.UsedRows, imputed, faults.Reasons), dialect, columns,
            DatasetIssues.Of(table.Layout, columns, faults.Counts, table.Lines.LineAt));
    }

    static async Task FillAsync(SparkRun spark, SparkRows table, string[] filled)
    {
        var medians = await spark.AskOneAsync(
            $"select {SqlText.Each(filled.Length, j => $"percentile(v{j}, 0.5D) m{j}")} from rows where reason = 0",
            "Finding medians");
        for (var j = 0; j < filled.Length; j++)
            if (table.Used[j].Count < table.UsedRows && medians.Maybe($"m{j}") is { } median)
                filled[j] = $"coalesce(v{j}, {SqlText.Number(median)})";
    }

    static async Task<FeatureMoments[]> MeasureAsync(SparkRun spark, SparkRows table)
    {
        var moments = SqlText.Each(table.Features.Count, j => MomentsSql.Of($"v{j}", j));
        var seen = await spark.AskOneAsync($"select {moments} from used", "Measuring the features");
        return Arrays.Generate(table.Features.Count, j => SparkRows.MomentsOf(seen, j));
    }
}
