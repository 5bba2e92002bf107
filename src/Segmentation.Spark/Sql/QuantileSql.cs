using System.Globalization;
using System.Text.Json;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>Exact quartiles of a feature with many different values, by group or of all rows.</summary>
/// <remarks>
/// Spark's <c>percentile</c> keeps a count for every different value. Here a sample tells between which two values a
/// quartile lies: only the values between them are collected and sorted. The rows below are counted in another query,
/// so that the rank of every collected value is known.
/// </remarks>
/// <param name="value">The feature in SQL.</param>
/// <param name="name">The beginning of the names of the columns with the quartiles; unique in a query.</param>
/// <param name="bounds">For each quartile its bounds in SQL.</param>
sealed class QuantileSql(string value, string name, IReadOnlyList<(string Low, string High)> bounds)
{
    public static readonly double[] Shares = [0.25, 0.5, 0.75];

    /// <summary>The quartiles as Spark computes them, as an array.</summary>
    public static string Percentiles(string value) => $"percentile({value}, array({Each(Shares, Number)}))";

    /// <summary>Aggregates that count the rows below each of the bounds.</summary>
    public IEnumerable<string> Below => bounds.Select(bound => $"count_if({value} < {bound.Low})");

    /// <summary>Whether a row lies between the bounds of one of the quartiles.</summary>
    public string Matters => string.Join(" or ", bounds.Select(Between));

    /// <summary>The values between the bounds, sorted.</summary>
    public string Aggregates => Each(Shares.Length, i =>
        $"sort_array(collect_list(case when {Between(bounds[i])} then {value} end)) {name}_{i}");

    /// <summary>The two values on either side of each quartile, from the aggregates.</summary>
    /// <param name="places">For each quartile the result of <see cref="Place"/>, in SQL.</param>
    public string Picked(IReadOnlyList<string> places) => Each(Shares.Length, i =>
        $"get({name}_{i}, {places[i]}) {name}_{i}low, get({name}_{i}, {places[i]} + 1) {name}_{i}high");

    /// <summary>The place, from 0, of the value at or below a quartile among the values between its bounds.</summary>
    public static string Place(int i, double rows, double below) =>
        (Math.Floor((rows - 1) * Shares[i]) - below).ToString("F0", CultureInfo.InvariantCulture);

    /// <returns>Null when a quartile does not lie between its bounds, which is rare.</returns>
    public double[]? Read(JsonElement row, long rows)
    {
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

    string Between((string Low, string High) bound) => $"({value} >= {bound.Low} and {value} <= {bound.High})";

    /// <summary>Bounds between which the quartiles of all rows lie, except in about one case in a million.</summary>
    /// <param name="sorted">Values of a sample, ascending, at least one.</param>
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
