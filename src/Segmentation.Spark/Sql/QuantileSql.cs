using System.Globalization;
using System.Text.Json;
using Segmentation.Spark.Stages;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>Exact quartiles of one feature, by group or of all rows.</summary>
/// <remarks>
/// Spark's <c>percentile</c> keeps a count for every different value, which is little for whole numbers and much for amounts.
/// For those a sample tells between which two values a quartile lies: only rows between them are kept and sorted, and the rows
/// below are counted, so that the place of every kept value among all is known.
/// </remarks>
/// <param name="value">The feature in SQL.</param>
/// <param name="name">Of the columns that hold the quartiles; each must have its own.</param>
/// <param name="bounds">For each quartile two values of SQL; null to let Spark count values.</param>
sealed class QuantileSql(string value, string name, IReadOnlyList<(string Low, string High)>? bounds)
{
    static readonly double[] Shares = [0.25, 0.5, 0.75];

    /// <summary>What is asked of the rows.</summary>
    public string Aggregates => bounds is null
        ? $"percentile({value}, array(0.25D, 0.5D, 0.75D)) {name}"
        : Each(Shares.Length, i =>
            $"sort_array(collect_list(case when {value} >= {bounds[i].Low} and {value} <= {bounds[i].High} then {value} end)) {name}_{i}, "
            + $"count_if({value} < {bounds[i].Low}) {name}_{i}b");

    /// <summary>What is asked of the aggregates, which also have the number of rows as <c>n</c>.</summary>
    public string Picked => bounds is null
        ? name
        : Each(Shares.Length, i =>
        {
            var place = $"cast(floor({Share(i)} * (n - 1)) - {name}_{i}b as int)";
            return $"get({name}_{i}, {place}) {name}_{i}low, get({name}_{i}, {place} + 1) {name}_{i}high";
        });

    /// <returns>Null when a quartile does not lie between its bounds, which is as rare as the bounds are generous.</returns>
    public double[]? Read(JsonElement row, long rows)
    {
        if (bounds is null) return row.Doubles(name);
        var quartiles = new double[Shares.Length];
        for (var i = 0; i < quartiles.Length; i++)
        {
            var (position, low) = ((rows - 1) * Shares[i], row.Maybe($"{name}_{i}low"));
            var rest = position - Math.Floor(position);
            var high = rest > 0 ? row.Maybe($"{name}_{i}high") : low;
            if (low is null || high is null) return null;
            quartiles[i] = low.Value + ((high.Value - low.Value) * rest);
        }
        return quartiles;
    }

    static string Share(int i) => $"{Shares[i].ToString(CultureInfo.InvariantCulture)}D";

    /// <summary>Between which values of a sample the quartiles of all rows lie, but for one case in millions.</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    public static (double Low, double High)[] Bounds(ReadOnlySpan<double> sorted)
    {
        const double Errors = 5;
        var bounds = new (double, double)[Shares.Length];
        for (var i = 0; i < bounds.Length; i++)
        {
            var place = Shares[i] * (sorted.Length - 1);
            var width = (Errors * Math.Sqrt(Shares[i] * (1 - Shares[i]) * sorted.Length)) + 2;
            bounds[i] = (
                place - width < 0 ? -double.MaxValue : sorted[(int)(place - width)],
                place + width > sorted.Length - 1 ? double.MaxValue : sorted[(int)Math.Ceiling(place + width)]);
        }
        return bounds;
    }
}
