using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Profiles;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Counts all rows on the cluster in the bins of the features' histograms.</summary>
static class SparkHistograms
{
    /// <param name="names">Header of each kept feature.</param>
    public static async Task<FeatureHistogram[]> CountAsync(
        SparkRun spark, IReadOnlyList<FeatureScale> features, string[] names, FeatureDistributions[] distributions,
        int k)
    {
        var binnings = Arrays.Generate(features.Count, j => Binning.Of(distributions[j].All, features[j].Transform));
        var wanted = new List<(string Value, double[] Edges)>();
        for (var j = 0; j < binnings.Length; j++)
        {
            var value = $"v{features[j].Source}";
            wanted.Add((value, binnings[j].Edges));
            if (binnings[j].After is { } edges) wanted.Add((value, edges));
        }

        var places = SqlText.Each(wanted, each => PlaceOf(each.Value, each.Edges));
        var groups = await spark.AskAsync(
            $"select g, h, place, count(1) n from (select g, posexplode(array({places})) as (h, place) from assigned) "
            + "group by g, h, place", "Counting values");
        var counts = wanted.ConvertAll(each => Arrays.Generate(k, _ => new long[each.Edges.Length + 1]));
        foreach (var group in groups) counts[group.Int("h")][group.Int("g")][group.Int("place")] = group.Long("n");

        var found = new Queue<long[][]>(counts);
        return Arrays.Generate(binnings.Length, j => binnings[j].ToHistogram(
            names[j], found.Dequeue(), binnings[j].After is null ? null : BinCounter.Total(found.Dequeue())));
    }

    // 0 below the first edge, then the bins, then above the last.
    static string PlaceOf(string value, double[] edges)
    {
        var bins = edges.Length - 1;
        var cases = Enumerable.Range(0, bins).Select(b => $"when {value} < {SqlText.Number(edges[b])} then {b}");
        return $"case {string.Join(' ', cases)} when {value} <= {SqlText.Number(edges[bins])} then {bins} "
            + $"else {bins + 1} end";
    }
}
