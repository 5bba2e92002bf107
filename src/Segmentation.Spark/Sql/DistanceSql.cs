using Segmentation.Numerics;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>Squared distances to centres and the nearest of them, said in SQL over <c>z0…</c>.</summary>
static class DistanceSql
{
    /// <summary>Adds <c>d0…</c>, <c>dd</c> (the smallest) and <c>g</c> (whose it is, from 0; of equals the first).</summary>
    /// <param name="centres">Shape [k × d].</param>
    public static string Nearest(string rows, Matrix centres)
    {
        var k = centres.Rows;
        var nearest = $"select *, {Least([.. Enumerable.Range(0, k).Select(c => $"d{c}")])} dd from ({To(rows, centres)})";
        var which = string.Concat(Enumerable.Range(0, k - 1).Select(c => $"when d{c} = dd then {c} "));
        return $"select *, case {which}else {k - 1} end g from ({nearest})";
    }

    /// <summary>Adds <c>margin</c>: how far centres may move, in distance, before another one can be nearer.</summary>
    public static string Margin(string nearest, int k)
    {
        var second = Least([.. Enumerable.Range(0, k).Select(c => $"case when g = {c} then {Number(double.MaxValue)} else d{c} end")]);
        return $"select *, (sqrt({second}) - sqrt(dd)) / 2D margin from ({nearest})";
    }

    static string To(string rows, Matrix centres) => "select *, " + Each(centres.Rows, c =>
        string.Join(" + ", Enumerable.Range(0, centres.Columns).Select(j => Square($"z{j}", centres[c, j]))) + $" d{c}") + $" from {rows}";

    static string Square(string z, double centre) => $"({z} - {Number(centre)}) * ({z} - {Number(centre)})";
}
