using Segmentation.Data;

namespace Segmentation.Clustering;

/// <summary>How many rows differ from each other.</summary>
static class DistinctRows
{
    /// <summary>Counts different rows, and stops at the limit.</summary>
    /// <returns>The number of different rows, at most <paramref name="limit"/>.</returns>
    /// <remarks>Memory O(limit · d). Over the limit it ends early, which is what happens with almost every file.</remarks>
    public static int Count(Matrix points, int limit, CancellationToken ct)
    {
        var known = new HashSet<Row>();
        for (var i = 0; i < points.Rows && known.Count < limit; i++)
        {
            if (i % 65_536 == 0) ct.ThrowIfCancellationRequested();
            known.Add(new(points, i));
        }
        return known.Count;
    }

    readonly struct Row(Matrix points, int row) : IEquatable<Row>
    {
        readonly Matrix _points = points;
        readonly int _row = row;

        public bool Equals(Row other)
        {
            for (var j = 0; j < _points.Columns; j++)
                if (_points[_row, j] != other._points[other._row, j]) return false;
            return true;
        }

        public override bool Equals(object? obj) => obj is Row other && Equals(other);

        public override int GetHashCode()
        {
            ulong hash = 17;
            // Adding zero makes −0 and 0 one value, as they are equal.
            for (var j = 0; j < _points.Columns; j++)
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(_points[_row, j] + 0.0)) * 0x9E3779B97F4A7C15;
            return (int)(hash >> 32);
        }
    }
}
