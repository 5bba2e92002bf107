using System.Text.Json;
using Segmentation.Data;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>The rows on the cluster, read once and kept there as the view <c>rows</c>: number, line, features, categories and reason.</summary>
sealed class SparkRows
{
    /// <summary>Views that are kept in the cluster's memory: what is to be freed at the end.</summary>
    public static readonly string[] Kept = ["rows", "near"];

    SparkRows(SparkLines lines, Layout layout, RowSql sql, ColumnInfo[] columns, FeatureMoments[] used, long read) =>
        (Lines, Layout, Sql, Columns, Used, Records) = (lines, layout, sql, columns, used, read);

    public SparkLines Lines { get; }
    public Layout Layout { get; }
    public RowSql Sql { get; }
    /// <summary>With their final roles.</summary>
    public ColumnInfo[] Columns { get; }
    /// <summary>Of each feature over the rows that are used; before missing values are filled.</summary>
    public FeatureMoments[] Used { get; }
    /// <summary>Records below the headers, blank lines counted.</summary>
    public long Records { get; }
    /// <summary>Records that are not clean.</summary>
    public long Odd { get; private init; }
    public int UsedRows { get; private init; }
    /// <summary>Numbers of lines that begin no record below a header.</summary>
    public required IReadOnlyList<long> Others { get; init; }
    /// <summary>Rows with one more field that is empty.</summary>
    public long Cut { get; private init; }

    public IReadOnlyList<ColumnInfo> Features => Sql.Features;
    public IReadOnlyList<ColumnInfo> Categories => Sql.Categories;

    /// <exception cref="InvalidDatasetException">A column that was asked for cannot be used, or none is left.</exception>
    public static async Task<SparkRows> LoadAsync(SparkRun cluster, SparkLines lines, Layout layout, SegmentationSpec spec)
    {
        var columns = RequestedRoles.Apply(layout, spec);
        var others = await SparkRecords.ViewAsync(cluster, lines, layout);
        while (true)
        {
            var wanted = Array.FindAll(columns, column => column.Role == ColumnRole.Feature || LoadedFeatures.MayVary(layout, column));
            if (wanted.Length == 0) throw LoadedFeatures.NoFeatures(layout, columns);
            var categories = Array.FindAll(columns, column => column.Role == ColumnRole.Category);
            var sql = new RowSql(layout, wanted, categories, spec.Cleaning.Missing) { HasQuotes = lines.HasQuotes, HasReturns = lines.HasReturns };
            await KeepAsync(cluster, sql, wanted.Length, categories.Length);
            var seen = await cluster.AskOneAsync(Describe(wanted.Length), "Reading the rows");
            var settled = Settle(columns, wanted, seen);
            if (settled.Count(column => column.Role == ColumnRole.Feature) == wanted.Length)
            {
                var used = wanted.Select((_, j) => MomentsOf(seen, j)).ToArray();
                if (spec.Transform == Transform.Auto) await DescribeAsync(cluster, settled, wanted);
                return new(lines, layout, sql, settled, used, seen.Long("records"))
                {
                    Odd = seen.Long("odd"),
                    Cut = seen.Long("cuts"),
                    UsedRows = checked((int)seen.Long("used")),
                    Others = others,
                };
            }
            // A column turned out to have one value: what its cells say about rows no longer counts.
            if (settled.All(column => column.Role != ColumnRole.Feature)) throw LoadedFeatures.NoFeatures(layout, settled);
            columns = settled;
            await cluster.RunAsync("uncache table if exists rows");
        }
    }

    static async Task KeepAsync(SparkRun cluster, RowSql sql, int features, int categories)
    {
        await cluster.RunAsync($"create or replace temporary view parsed as {sql.Rows("records")}");
        // Another session that reads the same file must not share, and lose, what is kept for this one.
        await cluster.RunAsync(
            $"create or replace temporary view rows as select m, value, {SqlText.Each(features, j => $"v{j}")}, "
            + string.Concat(Enumerable.Range(0, categories).Select(c => $"k{c}, "))
            + $"reason, cut, reason <> 0 or {string.Join(" or ", Enumerable.Range(0, features).Select(j => $"v{j} is null"))} odd "
            + $"from parsed where '{cluster.Session.Id:N}' <> ''");
        await cluster.RunAsync("cache lazy table rows options ('storageLevel' = 'MEMORY_AND_DISK')");
    }

    static string Describe(int features) =>
        "select count(1) records, count_if(odd) odd, count_if(cut) cuts, count_if(reason = 0) used, "
        + SqlText.Each(features, j =>
            $"min(v{j}) low{j}, max(v{j}) high{j}, count(case when reason = 0 then v{j} end) n{j}, "
            + $"avg(case when reason = 0 then v{j} end) mean{j}, stddev_pop(case when reason = 0 then v{j} end) dev{j}, "
            + $"min(case when reason = 0 then v{j} end) min{j}, max(case when reason = 0 then v{j} end) max{j}")
        + " from rows";

    /// <summary>What is said of long tails rests on the skew, over all rows that have a number there.</summary>
    static async Task DescribeAsync(SparkRun cluster, ColumnInfo[] columns, ColumnInfo[] features)
    {
        var seen = await cluster.AskOneAsync(
            $"select {SqlText.Each(features.Length, j => $"min(v{j}) min{j}, max(v{j}) max{j}, avg(v{j}) mean{j}, skewness(v{j}) skew{j}")} from rows",
            "Measuring the features");
        for (var j = 0; j < features.Length; j++)
            columns[features[j].Index] = columns[features[j].Index] with
            {
                Min = seen.Maybe($"min{j}"),
                Max = seen.Maybe($"max{j}"),
                Mean = seen.Maybe($"mean{j}"),
                Skew = seen.Maybe($"skew{j}"),
            };
    }

    static ColumnInfo[] Settle(ColumnInfo[] columns, ColumnInfo[] wanted, JsonElement seen)
    {
        var settled = (ColumnInfo[])columns.Clone();
        for (var j = 0; j < wanted.Length; j++)
            if (wanted[j].Reason is Reasons.Constant or Reasons.Requested)
                settled[wanted[j].Index] = LoadedFeatures.Settle(wanted[j], new(
                    seen.Maybe($"low{j}") ?? double.PositiveInfinity, seen.Maybe($"high{j}") ?? double.NegativeInfinity));
        return settled;
    }

    public static FeatureMoments MomentsOf(JsonElement seen, int j)
    {
        var (count, deviation) = (checked((int)seen.Long($"n{j}")), seen.Maybe($"dev{j}") ?? 0);
        return new(count, seen.Maybe($"mean{j}") ?? 0, deviation * deviation * count, seen.Maybe($"min{j}") ?? 0, seen.Maybe($"max{j}") ?? 0);
    }
}
