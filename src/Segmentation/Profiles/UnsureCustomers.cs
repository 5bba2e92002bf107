using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Finds the customers who may belong to another segment.</summary>
static class UnsureCustomers
{
    const int Most = 10;

    /// <summary>Those with the lowest silhouettes, lowest first; of equals the one that stands first in the
    /// file.</summary>
    /// <remarks>Time O(m · d) for m measured rows.</remarks>
    public static UnsureCustomer[] Find(SilhouetteSummary silhouette, SegmentedRows rows, RowNames names)
    {
        var lowest = Lowest(silhouette.Values);
        var ascending = Array.ConvertAll(lowest, m => silhouette.Rows[m]);
        Array.Sort(ascending);
        var ids = names.Ids(ascending);
        return Array.ConvertAll(lowest, m =>
        {
            var row = silhouette.Rows[m];
            var id = ids.Length == 0 ? null : ids[Array.BinarySearch(ascending, row)];
            return new UnsureCustomer(
                names.DataRow(row), id, rows.Labels[row] + 1, silhouette.Values[m], Nearest(silhouette, rows, row) + 1);
        });
    }

    static int[] Lowest(double[] values)
    {
        var kept = new List<int>(Most + 1);
        for (var m = 0; m < values.Length; m++)
        {
            if (kept.Count == Most && values[m] >= values[kept[^1]]) continue;
            var at = kept.Count;
            while (at > 0 && values[m] < values[kept[at - 1]]) at--;
            kept.Insert(at, m);
            if (kept.Count > Most) kept.RemoveAt(Most);
        }
        return [.. kept];
    }

    /// <summary>The other segment with the smallest mean distance to its measured rows: the b of the
    /// silhouette.</summary>
    static int Nearest(SilhouetteSummary silhouette, SegmentedRows rows, int row)
    {
        var (sums, counts) = (new double[rows.K], new int[rows.K]);
        foreach (var other in silhouette.Rows)
        {
            sums[rows.Labels[other]] += Distance(rows.Scaled, row, other);
            counts[rows.Labels[other]]++;
        }
        var (nearest, least) = (-1, double.PositiveInfinity);
        for (var s = 0; s < rows.K; s++)
            if (s != rows.Labels[row] && counts[s] > 0 && sums[s] / counts[s] < least)
                (nearest, least) = (s, sums[s] / counts[s]);
        return nearest;
    }

    static double Distance(Matrix points, int one, int other)
    {
        var sum = 0.0;
        for (var j = 0; j < points.Columns; j++)
            sum += (points[one, j] - points[other, j]) * (points[one, j] - points[other, j]);
        return Math.Sqrt(sum);
    }
}
