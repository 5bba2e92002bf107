namespace Segmentation.Choice;

/// <summary>A distribution with one hump: its distribution function is convex up to the mode and concave behind it, and
/// may jump at the mode. Between the knots it is straight.</summary>
/// <param name="Knots">Ascending; the mode stands twice.</param>
/// <param name="Heights">Value of the distribution function at each knot, from 0 to 1.</param>
sealed record UnimodalFit(double[] Knots, double[] Heights)
{
    const int MostModes = 60;

    /// <summary>The distribution with one hump that is nearest to the values: of 60 places of the mode and the most
    /// frequent value the one with the least Kolmogorov distance.</summary>
    /// <param name="values">Different values, ascending.</param>
    /// <param name="counts">How often each occurs.</param>
    /// <remarks>Time O(60 n). U. Grenander's estimator on both sides of the mode, as in J. A. Hartigan, P. M.
    /// Hartigan, Ann. Stat. 13 (1985) 70–84, doi:10.1214/aos/1176346577.</remarks>
    public static UnimodalFit Of(double[] values, int[] counts)
    {
        var steps = Steps(counts);
        (int[] Left, int[] Right) best = ([], []);
        var least = double.PositiveInfinity;
        foreach (var mode in Modes(counts))
        {
            var left = Hull(values, steps.Below, 0, mode, 1);
            var right = Hull(values, steps.Above, mode, values.Length - 1, -1);
            var distance = Math.Max(
                Farthest(values, steps.Below, left), Farthest(values, steps.Above, right));
            if (distance < least - 1e-12) (best, least) = ((left, right), distance);
        }
        return new(
            [.. best.Left.Select(i => values[i]), .. best.Right.Select(i => values[i])],
            [.. best.Left.Select(i => steps.Below[i]), .. best.Right.Select(i => steps.Above[i])]);
    }

    /// <summary>The value that a share <paramref name="u"/> of the distribution is below.</summary>
    public double Quantile(double u)
    {
        var at = Array.BinarySearch(Heights, u);
        if (at >= 0) return Knots[at];
        at = ~at;
        if (at == 0) return Knots[0];
        if (at == Heights.Length) return Knots[^1];
        var share = (u - Heights[at - 1]) / (Heights[at] - Heights[at - 1]);
        return Knots[at - 1] + share * (Knots[at] - Knots[at - 1]);
    }

    /// <summary>The distribution function of the values, just below each of them and at it.</summary>
    static (double[] Below, double[] Above) Steps(int[] counts)
    {
        var (below, above, all, seen) = (new double[counts.Length], new double[counts.Length], 0.0, 0);
        foreach (var count in counts) all += count;
        for (var i = 0; i < counts.Length; i++)
        {
            below[i] = seen / all;
            above[i] = (seen += counts[i]) / all;
        }
        return (below, above);
    }

    static SortedSet<int> Modes(int[] counts)
    {
        var (modes, most) = (new SortedSet<int>(), Math.Min(counts.Length, MostModes));
        for (var m = 0; m < most; m++) modes.Add((int)((long)m * (counts.Length - 1) / Math.Max(1, most - 1)));
        modes.Add(Array.IndexOf(counts, counts.Max()));
        return modes;
    }

    /// <summary>Corners of the largest convex line that is nowhere above the points; with a sign of −1, of the smallest
    /// concave line that is nowhere below.</summary>
    static int[] Hull(double[] x, double[] y, int first, int last, int sign)
    {
        var (corners, count) = (new int[last - first + 1], 0);
        for (var i = first; i <= last; i++)
        {
            while (count >= 2 && IsAbove(corners[count - 2], corners[count - 1], i)) count--;
            corners[count++] = i;
        }
        return corners[..count];

        bool IsAbove(int a, int b, int next) =>
            sign * (y[b] - y[a]) * (x[next] - x[a]) >= sign * (y[next] - y[a]) * (x[b] - x[a]);
    }

    /// <summary>Largest difference between the points and the line through some of them.</summary>
    static double Farthest(double[] x, double[] y, int[] corners)
    {
        var farthest = 0.0;
        for (var c = 1; c < corners.Length; c++)
        {
            var (a, b) = (corners[c - 1], corners[c]);
            var slope = (y[b] - y[a]) / (x[b] - x[a]);
            for (var i = a + 1; i < b; i++)
                farthest = Math.Max(farthest, Math.Abs(y[a] + slope * (x[i] - x[a]) - y[i]));
        }
        return farthest;
    }
}
