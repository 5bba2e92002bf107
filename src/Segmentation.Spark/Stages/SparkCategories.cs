using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Counts the values of category columns in each segment.</summary>
static class SparkCategories
{
    const int Spare = 100;   // values that differ only in outer spaces or in what is cut off become one

    public static async Task<CategoryCounts[]> CountAsync(
        SparkRun spark, IReadOnlyList<ColumnInfo> columns, int[] sizes)
    {
        var counts = new CategoryCounts[columns.Count];
        for (var c = 0; c < counts.Length; c++)
        {
            var bySegment = SqlText.Each(sizes.Length, g => $"sum(case when g = {g} then n else 0 end) n{g}");
            var rows = await spark.AskAsync(
                $"select * from (select k{c} value, {bySegment}, sum(n) n "
                + $"from (select g, k{c}, count(1) n from assigned group by g, k{c}) group by k{c}) "
                + $"order by n desc, value limit {CategoryCounter.MostValues + Spare}",
                $"Counting \"{columns[c].Name}\"");
            counts[c] = new(columns[c].Name, Rank(rows, sizes));
        }
        return counts;
    }

    static List<CategoryCount> Rank(System.Text.Json.JsonElement[] rows, int[] sizes)
    {
        var values = new Dictionary<string, CategoryCount>();
        foreach (var row in rows)
        {
            var value = CellText.Cut(row.Text("value").Trim());
            if (!values.TryGetValue(value, out var count)) values[value] = count = new(value, new long[sizes.Length]);
            for (var g = 0; g < sizes.Length; g++) count.PerSegment[g] += row.Long($"n{g}");
        }
        var ranked = CategoryCount.Ranked(values.Values).Take(CategoryCounter.MostValues).ToList();
        var rest = sizes.Select((size, g) => size - ranked.Sum(count => count.PerSegment[g]));
        var other = new CategoryCount(CategoryCounter.Other, [.. rest]);
        return other.Rows > 0 ? [.. ranked, other] : ranked;
    }
}
