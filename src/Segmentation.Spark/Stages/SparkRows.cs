using System.Text.Json;
using Segmentation.Data;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>The rows on the cluster, read once and cached as the view <c>rows</c>: number, line, features, categories
/// and reason.</summary>
sealed class SparkRows
{
    /// <summary>Views that are cached in the cluster's memory and must be freed at the end.</summary>
    public static readonly string[] Cached = ["rows", "near", SparkPurchases.View];

    SparkRows(SparkLines lines, Layout layout, RowSql sql, ColumnInfo[] columns, FeatureMoments[] used, long read) =>
        (Lines, Layout, Sql, Columns, Used, Records) = (lines, layout, sql, columns, used, read);

    public SparkLines Lines { get; }
    public Layout Layout { get; }
    public RowSql Sql { get; }
    /// <summary>With their final roles.</summary>
    public ColumnInfo[] Columns { get; }
    /// <summary>Moments of each feature over the rows that are used, before missing values are filled.</summary>
    public FeatureMoments[] Used { get; }
    /// <summary>Records below the headers, blank lines included.</summary>
    public long Records { get; }
    /// <summary>Records that are not clean.</summary>
    public long Odd { get; private init; }
    public int UsedRows { get; private init; }
    /// <summary>Numbers of the lines that begin no record below a header.</summary>
    public required IReadOnlyList<long> Others { get; init; }
    /// <summary>Rows with one field too many, which is empty.</summary>
    public long Cut { get; private init; }

    /// <summary>Rows are not in the order of their numbers.</summary>
    public bool IsReordered { get; private init; }
    /// <summary>The id column; null without one.</summary>
    public ColumnInfo? Id => IdOf(Columns);

    public IReadOnlyList<ColumnInfo> Features => Sql.Features;
    public IReadOnlyList<ColumnInfo> Categories => Sql.Categories;

    /// <exception cref="InvalidDatasetException">A requested column cannot be used, or no column is left.</exception>
    public static async Task<SparkRows> LoadAsync(
        SparkRun spark, SparkLines lines, Layout layout, SegmentationSpec spec)
    {
        var columns = RequestedRoles.Apply(layout, spec);
        var others = await SparkRecords.ViewAsync(spark, lines, layout);
        layout.ReadDates(columns, spec.AsOf);
        await SparkDates.SettleAsync(spark, lines, layout, columns);
        while (true)
        {
            var wanted = Array.FindAll(columns, layout.IsCandidate);
            if (wanted.Length == 0) throw LoadedFeatures.NoFeatures(layout, columns);
            var categories = Array.FindAll(columns, column => column.Role == ColumnRole.Category);
            var sql = new RowSql(layout, wanted, categories, spec.Cleaning.Missing)
            {
                HasQuotes = lines.HasQuotes,
                HasReturns = lines.HasReturns,
            };
            await CacheAsync(spark, sql, spec.Cleaning.Duplicates == DuplicatePolicy.First, IdOf(columns));
            var seen = await spark.AskOneAsync(Describe(wanted.Length), "Reading the rows");
            var settled = Settle(columns, wanted, seen);
            var features = settled.Count(column => column.Role == ColumnRole.Feature);
            if (features == wanted.Length)
            {
                var used = Arrays.Generate(wanted.Length, j => MomentsOf(seen, j));
                return new(lines, layout, sql, settled, used, seen.Long("records"))
                {
                    Odd = seen.Long("odd"),
                    Cut = seen.Long("cuts"),
                    UsedRows = checked((int)seen.Long("used")),
                    Others = others,
                    IsReordered = lines.HasOpenQuotes || spec.Cleaning.Duplicates == DuplicatePolicy.First,
                };
            }
            // A column has one value only, so its faults no longer exclude rows: read the rows again without it.
            if (features == 0) throw LoadedFeatures.NoFeatures(layout, settled);
            columns = settled;
            await spark.RunAsync("uncache table if exists rows");
        }
    }

    /// <param name="once">Rows that repeat one before are not used.</param>
    static async Task CacheAsync(SparkRun spark, RowSql sql, bool once, ColumnInfo? id)
    {
        var (features, categories) = (sql.Features.Count, sql.Categories.Count);
        var parsed = sql.Rows("records");
        if (once) parsed = RepeatedSql.Rows($"({parsed})", sql, id);
        await spark.RunAsync($"create or replace temporary view parsed as {parsed}");
        var missing = string.Join(" or ", Enumerable.Range(0, features).Select(j => $"v{j} is null"));
        // The condition makes the query unlike that of any other session: two sessions that read the same file would
        // share the cached rows, and one would free those of the other.
        await spark.RunAsync(
            $"create or replace temporary view rows as select m, value, {SqlText.Each(features, j => $"v{j}")}, "
            + string.Concat(Enumerable.Range(0, categories).Select(c => $"k{c}, "))
            + $"reason, cut, reason not in (0, {RowSql.RepeatedRow}, {RowSql.RepeatedId}) or {missing} odd "
            + $"from parsed where '{spark.Session.Id:N}' <> ''");
        await spark.RunAsync("cache lazy table rows options ('storageLevel' = 'MEMORY_AND_DISK')");
    }

    static ColumnInfo? IdOf(ColumnInfo[] columns) => Array.Find(columns, column => column.Role == ColumnRole.Id);

    static string Describe(int features) =>
        "select count(1) records, count_if(odd) odd, count_if(cut) cuts, count_if(reason = 0) used, "
        + SqlText.Each(features, j =>
            $"min(v{j}) low{j}, max(v{j}) high{j}, {MomentsSql.Of($"case when reason = 0 then v{j} end", j)}")
        + " from rows";

    static ColumnInfo[] Settle(ColumnInfo[] columns, ColumnInfo[] wanted, JsonElement seen)
    {
        var settled = (ColumnInfo[])columns.Clone();
        for (var j = 0; j < wanted.Length; j++)
            if (wanted[j].Reason is Reasons.Constant or Reasons.Requested or Reasons.Dates)
                settled[wanted[j].Index] = LoadedFeatures.Settle(wanted[j], new(
                    seen.Maybe($"low{j}") ?? double.PositiveInfinity,
                    seen.Maybe($"high{j}") ?? double.NegativeInfinity));
        return settled;
    }

    /// <summary>Reads the columns of <see cref="MomentsSql"/>.</summary>
    public static FeatureMoments MomentsOf(JsonElement seen, int j)
    {
        var (count, deviation) = (checked((int)seen.Long($"n{j}")), seen.Maybe($"dev{j}") ?? 0);
        return new(
            count, seen.Maybe($"mean{j}") ?? 0, deviation * deviation * count,
            seen.Maybe($"min{j}") ?? 0, seen.Maybe($"max{j}") ?? 0)
        {
            Cubes = (seen.Maybe($"skew{j}") ?? 0) * Math.Pow(deviation, 3) * count,
        };
    }
}
