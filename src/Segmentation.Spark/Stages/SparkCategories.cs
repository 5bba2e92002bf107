using Segmentation.Data;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Counts the values of category columns by segment.</summary>
static class SparkCategories
{
    const int MostValues = 100;
    const int Spare = 100;   // values that differ only by what is cut off, or by outer blanks, become one
    const string Other = "(other)";

    public static async Task<CategoryCounts[]> CountAsync(SparkRun cluster, IReadOnlyList<ColumnInfo> columns, int[] sizes)
    {
        var counts = new CategoryCounts[columns.Count];
        for (var c = 0; c < counts.Length; c++)
        {
            var rows = await cluster.AskAsync(
                $"select * from (select k{c} value, {SqlText.Each(sizes.Length, g => $"sum(case when g = {g} then n else 0 end) n{g}")}, sum(n) n "
                + $"from (select g, k{c}, count(1) n from assigned group by g, k{c}) group by k{c}) "
                + $"order by n desc, value limit {MostValues + Spare}", $"Counting \"{columns[c].Name}\"");
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
        var ranked = values.Values.ToList();
        ranked.Sort((a, b) => a.Rows != b.Rows ? b.Rows.CompareTo(a.Rows) : string.CompareOrdinal(a.Value, b.Value));
        if (ranked.Count > MostValues) ranked.RemoveRange(MostValues, ranked.Count - MostValues);
        var rest = new CategoryCount(Other, [.. sizes.Select((size, g) => size - ranked.Sum(count => count.PerSegment[g]))]);
        return rest.Rows > 0 ? [.. ranked, rest] : ranked;
    }
}
