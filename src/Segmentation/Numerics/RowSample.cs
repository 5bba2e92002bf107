namespace Segmentation.Numerics;

/// <summary>Draws rows without replacement, the same ones for the same seed.</summary>
static class RowSample
{
    /// <summary>Draws one row out of each of <paramref name="count"/> equal stretches of the file.</summary>
    /// <returns>Ascending row numbers; all rows when there are not more.</returns>
    public static int[] Draw(int rows, int count, RandomStream random)
    {
        var drawn = new int[Math.Min(rows, count)];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = Within(i, rows, drawn.Length, ref random);
        return drawn;
    }

    /// <summary>Draws rows of each segment in proportion to its size, at least two of a segment that has two.</summary>
    /// <returns>Ascending row numbers; all rows when there are not more.</returns>
    public static int[] DrawPerSegment(byte[] labels, int k, int count, RandomStream random)
    {
        if (labels.Length <= count) return Draw(labels.Length, count, random);

        var sizes = new int[k];
        foreach (var label in labels) sizes[label]++;
        var quotas = Array.ConvertAll(sizes, size => Quota(size, labels.Length, count));

        var (seen, taken, next) = (new int[k], new int[k], new int[k]);
        for (var c = 0; c < k; c++) next[c] = quotas[c] > 0 ? Within(0, sizes[c], quotas[c], ref random) : -1;
        var drawn = new List<int>(count + 2 * k);
        for (var i = 0; i < labels.Length; i++)
        {
            int c = labels[i];
            if (seen[c]++ != next[c]) continue;
            drawn.Add(i);
            next[c] = ++taken[c] < quotas[c] ? Within(taken[c], sizes[c], quotas[c], ref random) : -1;
        }
        return [.. drawn];
    }

    static int Quota(int size, int rows, int count) =>
        Math.Min(size, Math.Max(2, (int)Math.Round((double)size * count / rows)));

    static int Within(int stretch, int rows, int stretches, ref RandomStream random)
    {
        var start = (int)((long)stretch * rows / stretches);
        var end = (int)((stretch + 1L) * rows / stretches);
        return start + random.Next(end - start);
    }

    /// <summary>Copies the given rows to a new table.</summary>
    public static Matrix Take(Matrix points, int[] rows)
    {
        var taken = new Matrix(rows.Length, points.Columns);
        for (var j = 0; j < points.Columns; j++)
        {
            var from = points.Column(j);
            var to = taken.Column(j);
            for (var i = 0; i < rows.Length; i++) to[i] = from[rows[i]];
        }
        return taken;
    }
}
