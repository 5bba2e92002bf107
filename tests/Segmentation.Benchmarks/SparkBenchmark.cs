using Microsoft.Extensions.Options;
using Segmentation.Spark;

namespace Segmentation.Benchmarks;

/// <summary>The job on a warm Spark Connect server of this machine, each part asked for.</summary>
static class SparkBenchmark
{
    const int WarmingRows = 10_000;
    const int WarmingJobs = 4;
    const int UsualRows = 1_000_000;
    const int GridRows = 500_000;
    const int Larger = 10;

    public static async Task RunAsync(Options options, Document document, string folder)
    {
        if (Environment.GetEnvironmentVariable("SPARK_HOME") is not { Length: > 0 })
        {
            await Console.Error.WriteLineAsync(
                "Nothing was measured on Spark: SPARK_HOME is not set. export SPARK_HOME=$(spark/install)");
            return;
        }

        await using var server = await SparkServer.StartAsync(folder, options.SparkMemory);
        using var engine = new SparkEngine(new OptionsWrapper<SparkOptions>(new() { Address = server.Address }));
        var version = (await engine.CheckAsync(CancellationToken.None)).Version;
        var with = $"; Apache Spark {version}, {SparkServer.Master}, {options.SparkMemory}";
        await SparkJob.RunAsync(engine, CustomersFile.Make(folder, WarmingRows));

        var rows = options.Rows is [] ? UsualRows : options.Rows[0];
        if (options.Spark) document.Put("spark", await SparkComparison.RunAsync(engine, options, folder, rows), with);
        if (options.SparkLarge) document.Put("spark-large", [await LargeAsync(engine, folder, rows)], with);
        if (!options.SparkGrid) return;

        var gridRows = options.Rows is [] ? GridRows : rows;
        for (var i = 0; i < WarmingJobs; i++) await SparkJob.RunAsync(engine, CustomersFile.Make(folder, gridRows));
        document.Put("spark-grid", [await new SparkGrid(folder, server.Address).RunAsync(gridRows)], with);
    }

    // The peak of a process only rises: it stays where it was when more rows take no more of it.
    static async Task<Table> LargeAsync(SparkEngine engine, string folder, int rows)
    {
        var table = new Table(
            "Ten times the rows, k = 5, file to written assignments (one run each)",
            "rows", "file", "all", "million rows/s", "peak memory of this process so far, before", "after");
        foreach (var n in new[] { rows, rows * Larger })
        {
            var (file, before) = (CustomersFile.Make(folder, n), Measured.HighWaterMark(Environment.ProcessId));
            var job = await SparkJob.RunAsync(engine, file);
            var after = Measured.HighWaterMark(Environment.ProcessId);
            table.Add(
                $"{n:#,0}", Table.Megabytes(new FileInfo(file).Length), Table.Time(job.Seconds),
                $"{n / job.Seconds / 1e6:0.00}",
                Table.Megabytes(before), Table.Megabytes(after));
            File.Delete(file);
        }
        return table;
    }
}
