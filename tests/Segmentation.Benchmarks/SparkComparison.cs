using System.Text.Json;
using Segmentation.Spark;

namespace Segmentation.Benchmarks;

/// <summary>The job on a warm server, and the same job in PySpark in a JVM of its own, in turns; then small
/// jobs.</summary>
static class SparkComparison
{
    const int SmallRows = 200;
    const int WarmingJobs = 6;

    public static async Task<IReadOnlyList<Table>> RunAsync(
        SparkEngine engine, Options options, string folder, int rows)
    {
        var before = Measured.HighWaterMark(Environment.ProcessId);
        var (jobs, peers) = await TakeTurnsAsync(engine, options, folder, CustomersFile.Make(folder, rows));
        var after = Measured.HighWaterMark(Environment.ProcessId);
        var job = SparkJob.Median(jobs);
        return
        [
            Whole(rows, job, peers, options.Repeats),
            Stages(rows, job),
            await SmallAsync(engine, folder, options.Repeats),
            Memory(rows, before, after),
        ];
    }

    // Java compiles what it runs often while it runs: a server that has just begun takes twice the time. These jobs do
    // not count, nor does the first round, which reads PySpark's programs from disk.
    static async Task<(List<SparkJob> Jobs, List<Peer> Peers)> TakeTurnsAsync(
        SparkEngine engine, Options options, string folder, string file)
    {
        var (jobs, peers) = (new List<SparkJob>(), new List<Peer>());
        for (var warming = 1; warming <= WarmingJobs; warming++)
            await Console.Error.WriteLineAsync(
                $"warming {warming}: {(await SparkJob.RunAsync(engine, file)).Seconds:0.00} s");
        for (var round = 0; round <= options.Repeats; round++)
        {
            if (options.Peers is not null) peers.Add(await Peer.RunAsync(options.Peers, folder, file));
            jobs.Add(await SparkJob.RunAsync(engine, file));
            await Console.Error.WriteLineAsync(
                $"round {round}: {jobs[^1].Seconds:0.00} s, inertia {jobs[^1].Inertia:0.0000}"
                + (peers is [.., var peer] ? $"; PySpark {peer.Seconds:0.00} s, inertia {peer.Inertia:0.0000}" : ""));
        }
        return (jobs[1..], peers is [] ? peers : peers[1..]);
    }

    static Table Whole(int rows, SparkJob job, List<Peer> peers, int repeats)
    {
        var table = new Table(
            $"Whole job, k = 5, file to written assignments (median of {repeats}, in turns, "
            + $"after {WarmingJobs + 1} such jobs)",
            "rows", "segmentation, warm server", "PySpark without its session's start", "ratio", "inertia",
            "its inertia, on the same deviations", "ours is");
        if (peers is [])
        {
            table.Add($"{rows:#,0}", Table.Time(job.Seconds), "–", "–", $"{job.Inertia:0.0000}", "–", "–");
            return table;
        }
        var peer = peers.OrderBy(one => one.Seconds).ElementAt(peers.Count / 2);
        var higher = (job.Inertia / peer.Inertia) - 1;
        table.Add(
            $"{rows:#,0}", Table.Time(job.Seconds), Table.Time(peer.Seconds), Table.Ratio(peer.Seconds, job.Seconds),
            $"{job.Inertia:0.0000}",
            $"{peer.Inertia:0.0000}", $"{Math.Abs(higher) * 100:0.00000} % {(higher > 0 ? "higher" : "lower")}");
        return table;
    }

    static Table Stages(int rows, SparkJob job)
    {
        var table = new Table("Stages of that job, and their shares", ["rows", .. Enum.GetNames<Stage>().Select(name =>
            name.ToLowerInvariant()), "session's end", "longest without progress"]);
        double[] parts = [.. job.Stages, Math.Max(0, job.Seconds - job.Stages.Sum())];
        table.Add([
            $"{rows:#,0}", .. parts.Select(seconds => $"{Table.Time(seconds)} ({seconds / job.Seconds * 100:0} %)"),
            Table.Time(job.Pause)]);
        return table;
    }

    static async Task<Table> SmallAsync(SparkEngine engine, string folder, int repeats)
    {
        var (file, seconds) = (CustomersFile.Make(folder, SmallRows), new List<double>());
        for (var i = 0; i <= repeats; i++) seconds.Add((await SparkJob.RunAsync(engine, file)).Seconds);
        var table = new Table($"Small job, warm server, k = 5 ({repeats} runs)", "rows", "median", "longest");
        table.Add(
            $"{SmallRows}", Table.Time(StageBenchmark.Median(seconds.Skip(1))), Table.Time(seconds.Skip(1).Max()));
        return table;
    }

    static Table Memory(int rows, long before, long after)
    {
        var table = new Table(
            "Peak memory of this process, which runs the engine",
            "rows", "before the first job of that size", "after the last");
        table.Add($"{rows:#,0}", Table.Megabytes(before), Table.Megabytes(after));
        return table;
    }

    /// <param name="Seconds">All but the start of its session.</param>
    /// <param name="Inertia">Its cost is on sample deviations; here as on population deviations.</param>
    sealed record Peer(double Seconds, double Inertia)
    {
        public static async Task<Peer> RunAsync(string peers, string folder, string file)
        {
            var output = Path.Combine(folder, "peer");
            string[] arguments = [
                Path.GetFullPath(Path.Combine(peers, "peer_spark.py")), file, "5", output, SparkServer.Master];
            var run = await Measured.RunAsync("python3.11", arguments, folder);
            Directory.Delete(output, recursive: true);
            return Of(run.Json());
        }

        static Peer Of(JsonElement said)
        {
            var (seconds, rows) = (said.GetProperty("seconds"), said.GetProperty("rows").GetDouble());
            return new(
                seconds.GetProperty("total").GetDouble() - seconds.GetProperty("session").GetDouble(),
                said.GetProperty("metrics").GetProperty("cost").GetDouble() * rows / (rows - 1));
        }
    }
}
