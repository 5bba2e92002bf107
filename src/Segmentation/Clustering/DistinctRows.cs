using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>Finds rows that differ from each other.</summary>
static class DistinctRows
{
    const int Slots = 1_024;   // many times the largest limit, so that rows seldom collide

    /// <summary>Finds different rows and stops at the limit.</summary>
    /// <param name="limit">At most 128.</param>
    /// <returns>The first of each set of equal rows, ascending; at most <paramref name="limit"/>.</returns>
    /// <remarks>Time O(n · d); almost every file reaches the limit early.</remarks>
    public static int[] Find(Matrix points, int limit, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Slots / 8);
        Span<int> rows = stackalloc int[Slots];
        rows.Fill(-1);
        var found = new List<int>(limit);
        for (var i = 0; i < points.Rows && found.Count < limit; i++)
        {
            if (i % 65_536 == 0) ct.ThrowIfCancellationRequested();
            var slot = Hash(points, i) % Slots;
            while (rows[slot] >= 0 && !AreEqual(points, rows[slot], i)) slot = (slot + 1) % Slots;
            if (rows[slot] >= 0) continue;
            rows[slot] = i;
            found.Add(i);
        }
        return [.. found];
    }

    static bool AreEqual(Matrix points, int a, int b)
    {
        for (var j = 0; j < points.Columns; j++)
            if (points[a, j] != points[b, j]) return false;
        return true;
    }

    static int Hash(Matrix points, int row)
    {
        ulong hash = 17;
        // Adding zero turns −0 into 0: they are equal, so their bits must be.
        for (var j = 0; j < points.Columns; j++)
        {
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(points[row, j] + 0.0)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
        }
        return (int)(hash >> 33);
    }
}
