namespace Segmentation.Numerics;

/// <summary>The standard normal distribution, for drawing and ranking: seven digits, and fast.</summary>
static class Normal
{
    const double Smallest = 1e-16;

    /// <summary>A random number of the distribution.</summary>
    public static double Draw(ref RandomStream random) =>
        Quantile(Smallest + random.NextDouble() * (1 - 2 * Smallest));

    /// <summary>The value that a share <paramref name="p"/> of all values is below.</summary>
    /// <param name="p">Between 0 and 1, neither of them.</param>
    /// <remarks>Seven digits. Source: M. J. Wichura, algorithm AS 241 (PPND7), Appl. Stat. 37 (1988) 477–484,
    /// doi:10.2307/2347330.</remarks>
    public static double Quantile(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - q * q;
            return q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
        }
        var tail = TailQuantile(Math.Sqrt(-Math.Log(q < 0 ? p : 1 - p)));
        return q < 0 ? -tail : tail;
    }

    static double TailQuantile(double r)
    {
        if (r <= 5)
        {
            r -= 1.6;
            return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                / ((0.12021132975 * r + 0.73700164250) * r + 1);
        }
        r -= 5;
        return (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
            / ((0.012258202635 * r + 0.24197894225) * r + 1);
    }

    /// <summary>The share of all values below <paramref name="z"/>.</summary>
    /// <remarks>To 7.5e-8. Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 26.2.17.</remarks>
    public static double Below(double z)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var series = ((((1.330274429 * t - 1.821255978) * t + 1.781477937) * t - 0.356563782) * t + 0.319381530) * t;
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * series;
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>What the values would be if their ranks were those of normal values; equal values share the mean of
    /// their ranks.</summary>
    /// <returns>Shape [n].</returns>
    public static double[] Scores(ReadOnlySpan<double> values)
    {
        var (sorted, rows) = (values.ToArray(), Arrays.Indices(values.Length));
        Array.Sort(sorted, rows);
        var scores = new double[sorted.Length];
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            for (next = first + 1; next < sorted.Length && sorted[next] == sorted[first];) next++;
            var score = Quantile((first + next + 1) / 2.0 / (sorted.Length + 1));
            for (var i = first; i < next; i++) scores[rows[i]] = score;
        }
        return scores;
    }
}
