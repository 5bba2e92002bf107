using System.Diagnostics;
using Segmentation.Spark;

namespace Segmentation.Benchmarks;

/// <summary>One job on Spark that was timed.</summary>
/// <param name="Seconds">From the file to the written assignments and the released session.</param>
/// <param name="Stages">Seconds of each stage.</param>
/// <param name="Inertia">Over all rows, on population deviations.</param>
/// <param name="Pause">Longest time, in seconds, in which nothing was told of its progress.</param>
sealed record SparkJob(double Seconds, double[] Stages, double Inertia, double Pause)
{
    public static async Task<SparkJob> RunAsync(SparkEngine engine, string file)
    {
        var folder = Directory.CreateTempSubdirectory("segmentation-benchmark-");
        try
        {
            var run = new EngineRun(file, Path.GetFileName(file), folder.FullName, new() { K = 5 });
            var (started, pauses) = (Stopwatch.GetTimestamp(), new Pauses());
            var result = await engine.RunAsync(run, pauses, CancellationToken.None);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return new(
                seconds, [.. result.Timings.Select(timing => timing.Seconds)], result.Metrics.Inertia, pauses.Longest);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The one in the middle by its seconds.</summary>
    public static SparkJob Median(IEnumerable<SparkJob> jobs)
    {
        var sorted = jobs.OrderBy(job => job.Seconds).ToArray();
        return sorted[sorted.Length / 2];
    }

    sealed class Pauses : IProgress<EngineEvent>
    {
        long _last = Stopwatch.GetTimestamp();

        public double Longest { get; private set; }

        public void Report(EngineEvent value)
        {
            Longest = Math.Max(Longest, Stopwatch.GetElapsedTime(_last).TotalSeconds);
            _last = Stopwatch.GetTimestamp();
        }
    }
}
