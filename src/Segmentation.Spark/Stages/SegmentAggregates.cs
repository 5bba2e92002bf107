using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Numbers about each segment, asked for in queries that are short enough to be compiled.</summary>
static class SegmentAggregates
{
    const int PerQuery = 80;

    /// <param name="aggregates">Each one number, over rows of the view <c>assigned</c>.</param>
    /// <returns>Shape [aggregate][segment].</returns>
    public static async Task<double[][]> AskAsync(SparkRun cluster, IReadOnlyList<string> aggregates, int k, string doing)
    {
        var found = new List<double[]>(aggregates.Count);
        foreach (var some in aggregates.Chunk(PerQuery))
        {
            var groups = await cluster.AskAsync($"select g, {SqlText.Each(some.Length, i => $"{some[i]} s{i}")} from assigned group by g", doing);
            var here = Array.ConvertAll(some, _ => new double[k]);
            foreach (var group in groups)
                for (var i = 0; i < some.Length; i++) here[i][group.Int("g")] = group.Double($"s{i}");
            found.AddRange(here);
        }
        return [.. found];
    }

    /// <summary>The same over all rows.</summary>
    public static async Task<double[]> AskAllAsync(SparkRun cluster, IReadOnlyList<string> aggregates, string doing)
    {
        var found = new List<double>(aggregates.Count);
        foreach (var some in aggregates.Chunk(PerQuery))
        {
            var row = await cluster.AskOneAsync($"select {SqlText.Each(some.Length, i => $"{some[i]} s{i}")} from used", doing);
            for (var i = 0; i < some.Length; i++) found.Add(row.Double($"s{i}"));
        }
        return [.. found];
    }
}
