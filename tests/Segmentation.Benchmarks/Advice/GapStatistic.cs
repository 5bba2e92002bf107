using Segmentation.Choice;
using Segmentation.Clustering;
using Segmentation.Numerics;

namespace Segmentation.Benchmarks.Advice;

/// <summary>The k that the gap statistic chooses: the smallest whose gap is not below that of the next k by more than
/// its error.</summary>
/// <remarks>R. Tibshirani, G. Walther, T. Hastie, J. R. Stat. Soc. B 63 (2001) 411–423, reference (b),
/// doi:10.1111/1467-9868.00293.</remarks>
static class GapStatistic
{
    const int Draws = 10;
    static readonly KMeansOptions Options = new(5, 300, 42);

    /// <param name="scaled">Shape [n × d].</param>
    /// <param name="tried">Ascending by k.</param>
    /// <returns>Null when the gap rises up to the last k.</returns>
    public static int? Choose(Matrix scaled, IReadOnlyList<KCandidate> tried)
    {
        var box = new PrincipalBox(scaled, default);
        var logs = Arrays.Generate(Draws, number => LogInertias(box.Draw(scaled.Rows, number), tried));
        for (var i = 0; i + 1 < tried.Count; i++)
            if (Gap(logs, tried, i) >= Gap(logs, tried, i + 1) - ErrorOf(logs, i + 1)) return tried[i].K;
        return null;
    }

    static double[] LogInertias(Matrix rows, IReadOnlyList<KCandidate> tried) =>
        [.. tried.Select(one => Math.Log(KMeans.Best(rows, one.K, Options, null, default).Inertia))];

    static double Gap(double[][] logs, IReadOnlyList<KCandidate> tried, int i) =>
        logs.Average(draw => draw[i]) - Math.Log(tried[i].Inertia);

    static double ErrorOf(double[][] logs, int i)
    {
        var mean = logs.Average(draw => draw[i]);
        var variance = logs.Average(draw => (draw[i] - mean) * (draw[i] - mean));
        return Math.Sqrt(variance * (1 + 1.0 / Draws));
    }
}
