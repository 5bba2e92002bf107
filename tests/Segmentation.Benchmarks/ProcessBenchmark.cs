using System.Text.Json;

namespace Segmentation.Benchmarks;

/// <summary>The whole program, from start to exit with the result written, against its peers in the same run.</summary>
static class ProcessBenchmark
{
    const int LargestForPeers = 1_000_000;

    public static async Task<IReadOnlyList<Table>> RunAsync(IReadOnlyDictionary<int, string> files, Options options)
    {
        var whole = new Table(
            "Whole process, k = 5, one start, result files written (median)",
            "rows", "segmentation run", "peak memory", "allowed", "inertia", "pandas + scikit-learn without imports",
            "its inertia", "its peak", "ratio");
        List<Table> tables = [whole];
        foreach (var (rows, file) in files)
        {
            var peers = options.Peers is not null && rows <= LargestForPeers;
            var peer = peers ? await PeerAsync(options, file) : null;
            var own = await OwnAsync(options, file);
            var allowed = new FileInfo(file).Length + (16.0 * rows * 4) + (150 << 20);
            whole.Add([
                $"{rows:#,0}", Table.Time(own.Seconds), Table.Megabytes(own.Peak), Table.Megabytes(allowed),
                $"{own.Inertia:0.0}",
                .. peer is null ? ["–", "–", "–", "–"] : new[]
                {
                    Table.Time(peer.Seconds), $"{peer.Inertia:0.0}", Table.Megabytes(peer.Peak),
                    Table.Ratio(peer.Seconds, own.Seconds),
                }]);
            if (peer is not null && rows == LargestForPeers)
                tables.Add(Steps(own, peer, await DuckAsync(options.Peers!, file)));
        }
        return tables;
    }

    static Table Steps(Outcome own, Outcome peer, JsonElement duck)
    {
        var table = new Table(
            "1,000,000 rows step by step, as each program reports it",
            "step", "segmentation", "pandas + scikit-learn", "ratio", "DuckDB");
        double Own(params string[] stages) => own.Json.GetProperty("timings").EnumerateArray()
            .Where(timing => stages.Contains(timing.GetProperty("stage").GetString()))
            .Sum(timing => timing.GetProperty("seconds").GetDouble());
        double Peer(params string[] steps) =>
            steps.Sum(step => peer.Json.GetProperty("seconds").GetProperty(step).GetDouble());
        void Add(string step, double ours, double theirs, string third) =>
            table.Add(step, Table.Time(ours), Table.Time(theirs), Table.Ratio(theirs, ours), third);

        Add(
            "read and clean", Own("load", "validate", "clean"),
            Peer("read", "clean"), $"{Table.Time(duck.GetProperty("load").GetDouble())} load");
        Add("scale", Own("scale"), Peer("scale"), "–");
        Add("fit, and silhouette of 10,000 rows", Own("cluster"), Peer("kmeans", "silhouette_10k"), "–");
        Add("indices; here also profiles, categories, components and names", Own("evaluate"), Peer("ch_db"), "–");
        Add("write", Own("save"), Peer("write"), $"{Table.Time(duck.GetProperty("write").GetDouble())} copy");
        return table;
    }

    static async Task<Outcome> OwnAsync(Options options, string file)
    {
        var folder = Directory.CreateTempSubdirectory("segmentation-benchmark-");
        try
        {
            string[] arguments = ["run", file, "--k", "5", "--starts", "1", "--out", folder.FullName, "--json"];
            var runs = await RepeatAsync(options.Program!, arguments, options.Repeats);
            var median = runs.OrderBy(run => run.Seconds).ElementAt(runs.Count / 2);
            return new(median.Seconds, runs.Max(run => run.PeakBytes), median.Json());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The import is taken off.
    static async Task<Outcome> PeerAsync(Options options, string file)
    {
        var output = Path.GetTempFileName();
        try
        {
            var runs = await RepeatAsync(
                "python3.11", [Path.Combine(options.Peers!, "peer_sklearn.py"), file, "5", output],
                Math.Min(3, options.Repeats));
            var median = runs.OrderBy(run => WithoutImport(run.Json())).ElementAt(runs.Count / 2);
            return new(WithoutImport(median.Json()), runs.Max(run => run.PeakBytes), median.Json());
        }
        finally
        {
            File.Delete(output);
        }
    }

    static async Task<JsonElement> DuckAsync(string peers, string file)
    {
        var output = Path.GetTempFileName();
        try
        {
            var runs = await RepeatAsync("python3.11", [Path.Combine(peers, "peer_duckdb.py"), file, output], 1);
            return runs[0].Json().GetProperty("seconds");
        }
        finally
        {
            File.Delete(output);
        }
    }

    // The first run reads programs and libraries from disk and does not count.
    static async Task<List<Measured>> RepeatAsync(string program, string[] arguments, int repeats)
    {
        await Measured.RunAsync(program, arguments);
        var runs = new List<Measured>();
        for (var i = 0; i < repeats; i++) runs.Add(await Measured.RunAsync(program, arguments));
        return runs;
    }

    static double WithoutImport(JsonElement peer)
    {
        var seconds = peer.GetProperty("seconds");
        return seconds.GetProperty("total").GetDouble() - seconds.GetProperty("import").GetDouble();
    }

    sealed record Outcome(double Seconds, long Peak, JsonElement Json)
    {
        public double Inertia { get; } = Json.GetProperty("metrics").GetProperty("inertia").GetDouble();
    }
}
