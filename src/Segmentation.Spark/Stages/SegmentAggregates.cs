using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Computes aggregates of segments, in queries that are short enough to be compiled.</summary>
static class SegmentAggregates
{
    const int PerQuery = 80;

    /// <param name="aggregates">Numbers over rows of the view <c>assigned</c>, in SQL.</param>
    /// <returns>Shape [aggregate][segment].</returns>
    public static async Task<double[][]> AskAsync(SparkRun spark, IReadOnlyList<string> aggregates, int k, string doing)
    {
        var found = new List<double[]>(aggregates.Count);
        foreach (var some in aggregates.Chunk(PerQuery))
        {
            var groups = await spark.AskAsync($"select g, {Named(some)} from assigned group by g", doing);
            var here = Array.ConvertAll(some, _ => new double[k]);
            foreach (var group in groups)
                for (var i = 0; i < some.Length; i++) here[i][group.Int("g")] = group.Double($"s{i}");
            found.AddRange(here);
        }
        return [.. found];
    }

    /// <summary>The same over all rows, of the view <c>used</c>.</summary>
    public static async Task<double[]> AskAllAsync(SparkRun spark, IReadOnlyList<string> aggregates, string doing)
    {
        var found = new List<double>(aggregates.Count);
        foreach (var some in aggregates.Chunk(PerQuery))
        {
            var row = await spark.AskOneAsync($"select {Named(some)} from used", doing);
            for (var i = 0; i < some.Length; i++) found.Add(row.Double($"s{i}"));
        }
        return [.. found];
    }

    static string Named(string[] aggregates) => SqlText.Each(aggregates.Length, i => $"{aggregates[i]} s{i}");
}
