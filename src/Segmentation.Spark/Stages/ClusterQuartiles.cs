using System.Text.Json;
using Segmentation.Features;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Asks for the quartiles of every kept feature in the way that costs least.</summary>
sealed class ClusterQuartiles
{
    const int FewValues = 2_000;

    readonly string[] _values;
    readonly QuantileSql[] _all;
    readonly QuantileSql[] _grouped;

    /// <param name="labels">Segment of each row of the sample.</param>
    public ClusterQuartiles(ClusterSample sample, IReadOnlyList<FeatureScale> features, byte[] labels, int k)
    {
        _values = [.. features.Select(feature => $"v{feature.Source}")];
        var columns = features.Select(feature => sample.Values.Column(feature.Source).ToArray()).ToArray();
        var many = Array.ConvertAll(columns, column => column.Distinct().Take(FewValues + 1).Count() > FewValues);
        _all = Arrays.Of(_values.Length, c => new QuantileSql(_values[c], $"q{c}", many[c] ? All(columns[c]) : null));
        _grouped = Arrays.Of(_values.Length, c => new QuantileSql(_values[c], $"q{c}", many[c] ? Grouped(columns[c], labels, k) : null));
    }

    /// <summary>One row a segment: <c>g</c>, <c>n</c>, what else is asked for, and the quartiles.</summary>
    /// <param name="others">Aggregates, and the names they have.</param>
    public string Groups(string rows, IReadOnlyList<string> others, IReadOnlyList<string> names) =>
        $"select g, n, {string.Join(", ", names.Concat(_grouped.Select(feature => feature.Picked)))} from "
        + $"(select g, count(1) n, {string.Join(", ", others.Concat(_grouped.Select(feature => feature.Aggregates)))} from {rows} group by g)";

    /// <summary>One row of all.</summary>
    public string All(string rows) =>
        $"select {string.Join(", ", _all.Select(feature => feature.Picked))} from "
        + $"(select count(1) n, {string.Join(", ", _all.Select(feature => feature.Aggregates))} from {rows})";

    /// <summary>Quartiles of a segment.</summary>
    public async Task<double[][]> OfGroupAsync(Cluster cluster, string rows, JsonElement group) =>
        await ReadAsync(cluster, _grouped, group, group.Long("n"), $"{rows} where g = {group.Int("g")}");

    /// <summary>Quartiles of all rows.</summary>
    public Task<double[][]> OfAllAsync(Cluster cluster, string rows, JsonElement row, long count) => ReadAsync(cluster, _all, row, count, rows);

    async Task<double[][]> ReadAsync(Cluster cluster, QuantileSql[] features, JsonElement row, long count, string rows)
    {
        var quartiles = new double[features.Length][];
        for (var c = 0; c < features.Length; c++)
            quartiles[c] = features[c].Read(row, count) ?? await AskAsync(cluster, c, rows);
        return quartiles;
    }

    async Task<double[]> AskAsync(Cluster cluster, int c, string rows)
    {
        var exact = new QuantileSql(_values[c], "q", null);
        return (await cluster.AskOneAsync($"select {exact.Aggregates} from {rows}", "Finding quartiles")).Doubles("q");
    }

    static (string, string)[] All(double[] column)
    {
        var sorted = column.Order().ToArray();
        return Array.ConvertAll(QuantileSql.Bounds(sorted), bound => (SqlText.Number(bound.Low), SqlText.Number(bound.High)));
    }

    static (string, string)[] Grouped(double[] column, byte[] labels, int k)
    {
        var bounds = new (double Low, double High)[k][];
        for (var g = 0; g < k; g++)
        {
            var own = column.Where((_, i) => labels[i] == g).ToArray();
            Array.Sort(own);
            bounds[g] = own.Length == 0 ? QuantileSql.Bounds([0]) : QuantileSql.Bounds(own);
        }
        return Arrays.Of(bounds[0].Length, i => (
            ByGroup(Arrays.Of(k, g => bounds[g][i].Low)), ByGroup(Arrays.Of(k, g => bounds[g][i].High))));
    }

    static string ByGroup(double[] values) =>
        $"case g{string.Concat(values.Select((value, g) => g == values.Length - 1 ? $" else {SqlText.Number(value)}" : $" when {g} then {SqlText.Number(value)}"))} end";
}
