using System.Diagnostics;
using Segmentation.Clustering;
using Segmentation.Evaluation;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Benchmarks.Advice;

/// <summary>How often the exact silhouette of all rows is within 1.96 standard errors of that of a sample.</summary>
static class SilhouetteCoverage
{
    const int Seed = 20_261_130;
    const int FirstSample = 1;

    static readonly (string Name, int K, Func<Draws, double[]> Row)[] Kinds =
    [
        ("five groups that overlap, 4 features", 5, random =>
        {
            var group = random.Below(5);
            return [.. Enumerable.Range(0, 4).Select(j => 3.0 * (group * (j + 2) % 5) + 2 * random.Normal())];
        }),
        ("one cloud, 3 features", 4, random => [random.Normal(), random.Normal(), random.Normal()]),
        ("log-normal, 2 features", 3, random => [Math.Exp(random.Normal()), Math.Exp(random.Normal())]),
    ];

    public static void Run(Options options, Document document)
    {
        var rows = options.Rows is [var first, ..] ? first : 60_000;
        var last = FirstSample + options.Repeats - 1;
        var table = new Table(
            $"Samples of {Silhouette.SampleRows:#,0} of {rows:#,0} rows: rows by seed {Seed}, samples by seeds "
                + $"{FirstSample} to {last}", "data", "k", "silhouette of all", "spread of the samples' silhouettes",
            "their mean standard error", "all within 1.96 of them", "time of a sample",
            "time of its silhouettes alone");
        foreach (var (name, k, row) in Kinds)
        {
            var random = new Draws(Seed);
            var raw = Matrix.FromRows([.. Enumerable.Range(0, rows).Select(_ => row(random))]);
            var points = Scaler.Scale(raw, Scaling.Standard, Transform.None, default).Values;
            var labels = KMeans.Best(points, k, new(Starts: 3), null, default).Labels;
            var all = Silhouette.PerRow(points, labels, k, default).Average();
            var samples = Enumerable.Range(FirstSample, options.Repeats).Select(seed => Sample(points, labels, k, seed))
                .ToArray();
            var covered = samples.Count(one => Math.Abs(one.Mean - all) <= 1.96 * one.Error);
            var mean = samples.Average(one => one.Mean);
            var spread = Math.Sqrt(samples.Sum(one => Math.Pow(one.Mean - mean, 2)) / (samples.Length - 1));
            table.Add(
                name, $"{k}", $"{all:0.00000}", $"{spread:0.00000}", $"{samples.Average(one => one.Error):0.00000}",
                $"{(double)covered / samples.Length:P1}",
                Table.Time(StageBenchmark.Median(samples.Select(one => one.Seconds))),
                Table.Time(StageBenchmark.Median(samples.Select(one => one.Alone))));
            Console.Error.WriteLine($"{name}: {covered} of {samples.Length} cover {all:0.00000}");
        }
        document.Put("silhouette-coverage", [table]);
    }

    static Measure Sample(Matrix points, byte[] labels, int k, int seed)
    {
        var clock = Stopwatch.StartNew();
        var found = Silhouette.Measure(points, labels, k, seed, default);
        var seconds = clock.Elapsed.TotalSeconds;
        var drawn = Array.ConvertAll(found.Rows, sampled => labels[sampled]);
        clock.Restart();
        Silhouette.PerRow(RowSample.Take(points, found.Rows), drawn, k, default);
        return new(found.Mean, found.Error!.Value, seconds, clock.Elapsed.TotalSeconds);
    }

    /// <param name="Alone">Seconds for the silhouettes of the same rows without their error.</param>
    sealed record Measure(double Mean, double Error, double Seconds, double Alone);
}
