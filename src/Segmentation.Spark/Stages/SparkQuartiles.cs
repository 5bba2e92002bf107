using System.Text.Json;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Quartiles of features with many different values, of all rows and of each segment's.</summary>
sealed class SparkQuartiles
{
    const int PerQuery = 4;

    readonly string[] _values;
    readonly QuantileSql[] _all;
    readonly QuantileSql[] _grouped;
    readonly int _k;

    /// <param name="columns">The value of each feature in SQL, and its values in the sample.</param>
    /// <param name="labels">Segment of each row of the sample.</param>
    public SparkQuartiles(IReadOnlyList<(string Value, double[] Rows)> columns, byte[] labels, int k)
    {
        _k = k;
        _values = [.. columns.Select(column => column.Value)];
        _all = Arrays.Generate(_values.Length, c => new QuantileSql(_values[c], $"q{c}", All(columns[c].Rows)));
        _grouped = Arrays.Generate(
            _values.Length, c => new QuantileSql(_values[c], $"q{c}", Grouped(columns[c].Rows, labels, k)));
    }

    /// <summary>The aggregates of each segment that <see cref="MeasureAsync"/> needs: shape [feature × 6], those for
    /// the segment's quartiles before those for all rows.</summary>
    public IEnumerable<string> Below =>
        _grouped.Zip(_all, (grouped, all) => grouped.Below.Concat(all.Below)).SelectMany(below => below);

    /// <param name="sizes">Rows of each segment.</param>
    /// <param name="below">Values of <see cref="Below"/>, shape [feature × 6][segment].</param>
    /// <returns>Shape [feature]: the quartiles of every segment, and of all rows.</returns>
    public async Task<(double[][] Segments, double[] All)[]> MeasureAsync(SparkRun spark, int[] sizes, double[][] below)
    {
        var quartiles = new List<(double[][] Segments, double[] All)>();
        foreach (var some in Enumerable.Range(0, _values.Length).Chunk(PerQuery))
        {
            var groups = await spark.AskAsync(GroupsQuery(some, sizes, below), "Finding quartiles of the segments");
            var row = await spark.AskOneAsync(AllQuery(some, sizes, below), "Finding quartiles of all rows");
            foreach (var c in some)
            {
                var all = _all[c].Read(row, Rows(sizes)) ?? await AskAsync(spark, c, "used");
                quartiles.Add((await GroupsAsync(spark, c, groups, sizes), all));
            }
        }
        return [.. quartiles];
    }

    async Task<double[][]> GroupsAsync(SparkRun spark, int c, JsonElement[] groups, int[] sizes)
    {
        var quartiles = new double[_k][];
        foreach (var group in groups) quartiles[group.Int("g")] = _grouped[c].Read(group, sizes[group.Int("g")])!;
        for (var g = 0; g < _k; g++) quartiles[g] ??= await AskAsync(spark, c, $"assigned where g = {g}");
        return quartiles;
    }

    // Without a filter: Spark would apply it before it finds the segments, and compute the distances once more for each
    // mention of the segment.
    string GroupsQuery(int[] some, int[] sizes, double[][] below)
    {
        var picked = some.Select(c => _grouped[c].Picked(Arrays.Generate(QuantileSql.Shares.Length, i =>
            ByGroup(Arrays.Generate(_k, g => QuantileSql.Place(i, sizes[g], below[(6 * c) + i][g]))))));
        return $"select g, {string.Join(", ", picked)} from ("
            + $"select g, {SqlText.Each(some, c => _grouped[c].Aggregates)} from assigned group by g)";
    }

    string AllQuery(int[] some, int[] sizes, double[][] below)
    {
        var picked = some.Select(c => _all[c].Picked(Arrays.Generate(QuantileSql.Shares.Length, i =>
            QuantileSql.Place(i, Rows(sizes), below[(6 * c) + 3 + i].Sum()))));
        return $"select {string.Join(", ", picked)} from (select {SqlText.Each(some, c => _all[c].Aggregates)} "
            + $"from used where {string.Join(" or ", some.Select(c => _all[c].Matters))})";
    }

    async Task<double[]> AskAsync(SparkRun spark, int c, string rows) =>
        (await spark.AskOneAsync($"select {QuantileSql.Percentiles(_values[c])} q from {rows}", "Finding quartiles"))
            .Doubles("q");

    static long Rows(int[] sizes) => sizes.Sum(size => (long)size);

    static (string, string)[] All(double[] column)
    {
        var sorted = column.Order().ToArray();
        return Array.ConvertAll(
            QuantileSql.Bounds(sorted), bound => (SqlText.Number(bound.Low), SqlText.Number(bound.High)));
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
        return Arrays.Generate(bounds[0].Length, i => (
            ByGroup(Arrays.Generate(k, g => SqlText.Number(bounds[g][i].Low))),
            ByGroup(Arrays.Generate(k, g => SqlText.Number(bounds[g][i].High)))));
    }

    static string ByGroup(string[] values) =>
        $"case g{string.Concat(values[..^1].Select((value, g) => $" when {g} then {value}"))} else {values[^1]} end";
}
