using System.Text.Json;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Sizes of the segments and sums of their scaled features, from which the next centres are made.</summary>
sealed class SegmentTotals(int k, int d)
{
    public long[] Sizes { get; } = new long[k];
    /// <summary>Shape [k × d].</summary>
    public double[] Sums { get; } = new double[k * d];

    /// <summary>Rows whose segment changed.</summary>
    public long Moved { get; private set; }

    /// <param name="moved">Counts the rows whose segment changed: all, when there was none before.</param>
    public static string Query(string nearest, int d, string moved = "count(1)") =>
        $"select g, count(1) n, {moved} moved, {SqlText.Each(d, j => $"sum(z{j}) s{j}")} from ({nearest}) group by g";

    public void Add(IEnumerable<JsonElement> groups)
    {
        foreach (var group in groups)
        {
            var c = group.Int("g");
            Sizes[c] += group.Long("n");
            Moved += group.Long("moved");
            for (var j = 0; j < d; j++) Sums[c * d + j] += group.Double($"s{j}");
        }
    }

    public bool HasEmpty => Sizes.AsSpan().Contains(0);

    /// <summary>Moves a row from one segment to another.</summary>
    public void Move(int from, int to, double[] row)
    {
        (Sizes[from], Sizes[to]) = (Sizes[from] - 1, Sizes[to] + 1);
        for (var j = 0; j < d; j++)
        {
            Sums[from * d + j] -= row[j];
            Sums[to * d + j] += row[j];
        }
    }

    /// <summary>The means of the segments; an empty segment keeps its centre.</summary>
    public Matrix Means(Matrix before)
    {
        var means = new Matrix(k, d);
        for (var c = 0; c < k; c++)
            for (var j = 0; j < d; j++) means[c, j] = Sizes[c] == 0 ? before[c, j] : Sums[c * d + j] / Sizes[c];
        return means;
    }
}
