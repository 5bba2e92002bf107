using Segmentation.Numerics;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>Squared distances to centres, and the nearest centre, in SQL over <c>z0…</c>.</summary>
static class DistanceSql
{
    /// <summary>Adds <c>d0…</c>, <c>dd</c> (the smallest) and <c>g</c> (the number of its centre, from 0; of equals the
    /// first).</summary>
    /// <param name="centres">Shape [k × d].</param>
    public static string Nearest(string rows, Matrix centres)
    {
        var k = centres.Rows;
        var least = Least([.. Enumerable.Range(0, k).Select(c => $"d{c}")]);
        var nearest = $"select *, {least} dd from ({To(rows, centres)})";
        var which = string.Concat(Enumerable.Range(0, k - 1).Select(c => $"when d{c} = dd then {c} "));
        return $"select *, case {which}else {k - 1} end g from ({nearest})";
    }

    /// <summary>Adds <c>margin</c>: how far centres may move before another one can be nearer.</summary>
    public static string Margin(string nearest, int k)
    {
        var others = Enumerable.Range(0, k)
            .Select(c => $"case when g = {c} then {Number(double.MaxValue)} else d{c} end");
        var second = Least([.. others]);
        return $"select *, (sqrt({second}) - sqrt(dd)) / 2D margin from ({nearest})";
    }

    static string To(string rows, Matrix centres) =>
        $"select *, {Each(centres.Rows, c => $"{SquaredDistance(centres, c)} d{c}")} from {rows}";

    static string SquaredDistance(Matrix centres, int c) =>
        string.Join(" + ", Enumerable.Range(0, centres.Columns).Select(j => Square($"z{j}", centres[c, j])));

    static string Square(string z, double centre) => $"({z} - {Number(centre)}) * ({z} - {Number(centre)})";
}
