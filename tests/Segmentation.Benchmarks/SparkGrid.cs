using System.Diagnostics;
using Segmentation.Choice;
using Segmentation.Numerics;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Sql;
using Segmentation.Spark.Stages;

namespace Segmentation.Benchmarks;

/// <summary>Lloyd's iterations in SQL against MLlib's KMeans, by features and segments: where one becomes the faster
/// way.</summary>
/// <param name="folder">For files.</param>
/// <param name="address">Of the server.</param>
sealed class SparkGrid(string folder, string address)
{
    const int MostIterations = 10;
    const int Passes = 3;

    static readonly int[] Widths = [4, 20, 50];
    static readonly int[] Segments = [5, 10, 30];
    static readonly IProgress<EngineEvent> Nobody = new Progress<EngineEvent>();

    public async Task<Table> RunAsync(int rows)
    {
        var table = new Table(
            $"{rows:#,0} rows: Lloyd's iterations in SQL and one start of MLlib's KMeans, "
            + $"at most {MostIterations} iterations",
            "d", "k", "k × d", "one pass in SQL", "start from a sample", "whole fit in SQL", "iterations", "inertia",
            "MLlib", "its iterations", "its inertia", "ratio");
        using var channel = new ConnectChannel(ConnectAddress.Parse(address));
        foreach (var d in Widths)
            await MeasureAsync(table, new(channel, Guid.NewGuid(), "segmentation"), GridFile.Make(folder, rows, d), d);
        return table;
    }

    async Task MeasureAsync(Table table, ConnectSession session, string file, int d)
    {
        try
        {
            var spark = new SparkRun(session, new(Nobody, CancellationToken.None), CancellationToken.None);
            var spec = new SegmentationSpec { Features = GridFile.Names(d), MaxIterations = MostIterations };
            var (clean, scaled, sample) = await ReadAsync(spark, new(file, Path.GetFileName(file), folder, spec));
            foreach (var k in Segments) table.Add([
                $"{d}", $"{k}", $"{k * d}",
                .. await CellsAsync(new(spark, clean, scaled, sample, spec with { K = k }))]);
        }
        finally
        {
            foreach (var view in SparkRows.Cached)
                await session.RunSqlAsync($"uncache table if exists {view}", CancellationToken.None);
            await session.ReleaseAsync(CancellationToken.None);
            File.Delete(file);
        }
    }

    /// <summary>The stages before the clustering, as in a job.</summary>
    static async Task<(UsedRows Clean, ScaledRows Scaled, SparkSample Sample)> ReadAsync(SparkRun spark, EngineRun run)
    {
        spark.Clock.Enter(Stage.Load);
        var source = await SparkSource.OfAsync(spark, run);
        var lines = await SparkLines.OpenAsync(spark, source);
        var (layout, excerpt) = SparkLayout.Find(lines, source.HasBom, run.OutputFolder, spark.Stop);
        using var mapped = excerpt;
        var table = await SparkRows.LoadAsync(spark, lines, layout, run.Spec);
        var clean = await UsedRows.RunAsync(
            spark, table, await SparkFaults.FindAsync(spark, table), run.Spec.Cleaning.Missing);
        var drawn = await SparkSample.DrawAsync(spark, clean, run.Spec.Seed);
        var scaled = await ScaledRows.RunAsync(spark, clean, drawn, run.Spec);
        return (clean, scaled, drawn.With(scaled.Features));
    }

    static async Task<string[]> CellsAsync(Case one)
    {
        var lloyd = one.Choice(one.Spec with { Clusterer = Clusterer.Lloyd });
        var mllib = one.Choice(one.Spec with { Clusterer = Clusterer.Mllib, NInit = 1 });
        var (tried, sampled) = await TimeAsync(() => lloyd.TryAsync(one.Sample, Nobody));
        var passes = new List<double>();
        for (var i = 0; i <= Passes; i++)
            passes.Add((await TimeAsync(() => one.InertiaAsync(tried.Fit.Centres))).Seconds);
        var (ours, inSql) = await TimeAsync(() => lloyd.FitAsync(tried, one.Sample));
        var (theirs, inMllib) = await TimeAsync(() => mllib.FitAsync(tried, one.Sample));
        var isSample = one.Clean.Rows <= KChooser.SampleRows;   // then nothing is left to be done in SQL
        string[] cells =
        [
            Table.Time(StageBenchmark.Median(passes.Skip(1))), Table.Time(sampled), isSample ? "–" : Table.Time(inSql),
            $"{ours.Iterations}",
            $"{await one.InertiaAsync(ours.Centres):0.0}", Table.Time(inMllib), $"{theirs.Iterations}",
            $"{await one.InertiaAsync(theirs.Centres):0.0}",
            Table.Ratio(inMllib, sampled + inSql),
        ];
        await Console.Error.WriteLineAsync(
            $"d = {one.Scaled.Features.Count}, k = {one.Spec.K}: {string.Join(" | ", cells)}");
        return cells;
    }

    static async Task<(T Result, double Seconds)> TimeAsync<T>(Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Rows on the cluster, and a number of segments.</summary>
    sealed record Case(SparkRun Spark, UsedRows Clean, ScaledRows Scaled, SparkSample Sample, SegmentationSpec Spec)
    {
        public SparkChoice Choice(SegmentationSpec spec) => new(Spark, Clean, Scaled, spec);

        /// <summary>One pass over all rows, as an iteration makes it.</summary>
        public async Task<double> InertiaAsync(Matrix centres) =>
            (await Spark.AskOneAsync($"select sum(dd) w from ({DistanceSql.Nearest("scaled", centres)})", "Measuring"))
                .Double("w");
    }
}
