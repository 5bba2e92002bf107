using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Numerics;

namespace Segmentation.Choice;

/// <summary>Tells whether segments come out again when the rows, or the random numbers, are others.</summary>
/// <remarks>Source: C. Hennig, Comput. Stat. Data Anal. 52 (2007) 258–271, doi:10.1016/j.csda.2006.11.025; here all
/// rows are compared, not only those that were drawn.</remarks>
static class StabilityTest
{
    /// <summary>Fits to rows drawn anew.</summary>
    public const int Refits = 20;
    /// <summary>Fits from other seeds.</summary>
    public const int OtherSeeds = 5;

    const int MostRows = 2_000;
    const int MostStartRows = 5_000;
    const int Starts = 3;
    const int SamplePurpose = 14;
    const int DrawPurpose = 15;
    const int StartPurpose = 16;
    const int StartSamplePurpose = 17;

    /// <summary>Fits k-means to rows drawn with replacement and divides all of them by its centres.</summary>
    /// <param name="rows">Shape [n × d], scaled; with more than 2,000, a sample of each segment is taken.</param>
    /// <param name="labels">Shape [n], 0 to k − 1: the segments that should come out again.</param>
    /// <param name="refitted">Called after each fit, on any thread.</param>
    /// <returns>Without other seeds.</returns>
    public static StabilityFindings Run(
        Matrix rows, byte[] labels, int k, int seed, Action? refitted, CancellationToken ct)
    {
        if (rows.Rows > MostRows)
        {
            var drawn = RowSample.DrawPerSegment(labels, k, MostRows, new(seed, SamplePurpose, 0));
            (rows, labels) = (RowSample.Take(rows, drawn), Array.ConvertAll(drawn, row => labels[row]));
        }
        var refits = new byte[Refits][];
        ParallelLoop.Run(Refits, refit =>
        {
            refits[refit] = Refit(rows, k, seed, refit, ct);
            refitted?.Invoke();
        }, ct);
        return Compare(labels, refits, k);
    }

    /// <summary>Fits the same rows from other seeds.</summary>
    /// <param name="rows">Shape [n × d], scaled: the rows the starts ran on.</param>
    /// <param name="fit">The segments that should come out again.</param>
    /// <param name="options">Of <paramref name="fit"/>.</param>
    /// <param name="fitted">Called after each fit.</param>
    /// <returns>Shape [5]: the adjusted Rand index with each.</returns>
    public static double[] FromOtherSeeds(
        Matrix rows, KMeansResult fit, KMeansOptions options, Action fitted, CancellationToken ct)
    {
        var starts = Math.Min(options.Starts, StartsFor(rows.Rows));
        return Arrays.Generate(OtherSeeds, i =>
        {
            var other = options with { Starts = starts, Seed = unchecked(options.Seed + 1 + i) };
            var labels = Fit(rows, fit.Sums.K, other, ct);
            fitted();
            return AdjustedRand.Of(fit.Labels, labels);
        });
    }

    /// <summary>Most starts from each of the other seeds: the more rows, the fewer, between 10 and 100.</summary>
    static int StartsFor(int rows) => Math.Clamp(20_000 / rows, 10, 100);

    /// <summary>With more than 5,000 rows the starts run on a sample, and the best of them goes on with all
    /// rows.</summary>
    static byte[] Fit(Matrix rows, int k, KMeansOptions options, CancellationToken ct)
    {
        if (rows.Rows > MostStartRows)
        {
            var drawn = RowSample.Draw(rows.Rows, MostStartRows, new(options.Seed, StartSamplePurpose, 0));
            var sample = RowSample.Take(rows, drawn);
            if (DistinctRows.Find(sample, k + 1, ct).Length > k)
                return KMeans.From(rows, KMeans.Best(sample, k, options, null, ct).Centres, options, null, ct).Labels;
        }
        return KMeans.Best(rows, k, options, null, ct).Labels;
    }

    static byte[] Refit(Matrix rows, int k, int seed, int refit, CancellationToken ct)
    {
        var (random, drawn) = (new RandomStream(seed, DrawPurpose, refit), new int[rows.Rows]);
        for (var i = 0; i < drawn.Length; i++) drawn[i] = random.Next(rows.Rows);
        var fit = QuickFit.Best(
            RowSample.Take(rows, drawn), k, Starts, start => new(seed, StartPurpose, (refit * Starts) + start), ct);
        return NearestCentre.Of(rows, Matrix.FromRowMajor(fit.Centres, rows.Columns), ct);
    }

    /// <summary>How alike segments are to those of refits.</summary>
    /// <param name="labels">Shape [n], 0 to k − 1.</param>
    /// <param name="refits">Shape [refits × n].</param>
    public static StabilityFindings Compare(byte[] labels, byte[][] refits, int k)
    {
        var (sum, lowest, highest, jaccards) = (0.0, double.PositiveInfinity, double.NegativeInfinity, new double[k]);
        foreach (var refit in refits)
        {
            var table = new CrossTable(labels, refit);
            var rand = AdjustedRand.Of(table);
            sum += rand;
            (lowest, highest) = (Math.Min(lowest, rand), Math.Max(highest, rand));
            for (var c = 0; c < k; c++) jaccards[c] += table.Jaccard(c);
        }
        return new()
        {
            AdjustedRand = sum / refits.Length,
            Lowest = lowest,
            Highest = highest,
            Refits = refits.Length,
            Rows = labels.Length,
            Segments = Array.ConvertAll(jaccards, jaccard => jaccard / refits.Length),
            Seeds = [],
        };
    }
}
