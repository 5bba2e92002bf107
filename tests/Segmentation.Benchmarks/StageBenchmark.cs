namespace Segmentation.Benchmarks;

/// <summary>Every stage of the engine, in this process, once it is warm.</summary>
static class StageBenchmark
{
    public static readonly SegmentationSpec Spec = new() { K = 5, NInit = 1 };

    public static async Task<Table> RunAsync(IReadOnlyDictionary<int, string> files, int repeats)
    {
        var table = new Table(
            "Stages, warm, k = 5, one start (4 features; median)",
            [
                "rows", .. Enum.GetNames<Stage>().Select(name => name.ToLowerInvariant()),
                "all", "read", "million rows/s"]);
        foreach (var (rows, file) in files)
        {
            var runs = new List<double[]>();
            for (var i = 0; i <= repeats; i++) runs.Add(await TimeAsync(file));
            var stages = Enumerable.Range(0, runs[0].Length)
                .Select(s => Median(runs.Skip(1).Select(run => run[s]))).ToArray();
            var bytes = new FileInfo(file).Length;
            table.Add([
                $"{rows:#,0}", .. stages.Select(Table.Time), Table.Time(stages.Sum()),
                $"{bytes / stages[(int)Stage.Load] / 1e9:0.0} GB/s", $"{rows / stages.Sum() / 1e6:0.0}"]);
        }
        return table;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    static async Task<double[]> TimeAsync(string file)
    {
        var folder = Directory.CreateTempSubdirectory("segmentation-benchmark-");
        try
        {
            var run = new EngineRun(file, Path.GetFileName(file), folder.FullName, Spec);
            var result = await new LocalEngine().RunAsync(run, new Progress<EngineEvent>(), CancellationToken.None);
            return [.. result.Timings.Select(timing => timing.Seconds)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
