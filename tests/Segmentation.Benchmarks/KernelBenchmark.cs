using System.Diagnostics;
using Segmentation.Choice;
using Segmentation.Data;
using Segmentation.Evaluation;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Benchmarks;

/// <summary>The parts that take most of the time, alone and warm.</summary>
static class KernelBenchmark
{
    public static Table Run(IReadOnlyDictionary<int, string> files, int repeats)
    {
        var table = new Table(
            "Parts of clustering, warm (4 features; median)",
            "rows", "starts on a sample and fit of all rows, k = 5", "iterations on all rows",
            "silhouette (exact up to 20,000 rows, else of 10,000)");
        foreach (var (rows, file) in files)
        {
            using var source = DatasetReader.Load(file, StageBenchmark.Spec, null, CancellationToken.None);
            var scaled = Scaler.Scale(
                source.Clean(new(), CancellationToken.None).Values, Scaling.Standard, Transform.None,
                CancellationToken.None);
            var choice = Choose(scaled.Values);
            var silhouette = Time(repeats, () =>
                Silhouette.Measure(scaled.Values, choice.Fit.Labels, 5, seed: 42, CancellationToken.None));
            var all = Time(repeats, () => Choose(scaled.Values));
            table.Add($"{rows:#,0}", Table.Time(all - silhouette), $"{choice.Fit.Iterations}", Table.Time(silhouette));
        }
        return table;
    }

    static KChoice Choose(Matrix scaled) =>
        KChooser.Choose(scaled, StageBenchmark.Spec, new Progress<EngineEvent>(), CancellationToken.None);

    static double Time(int repeats, Action work)
    {
        work();
        return StageBenchmark.Median(Enumerable.Range(0, repeats).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }));
    }
}
