namespace Segmentation.Benchmarks;

/// <summary>The whole program, from start to exit with the result written, against its peers in the same run.</summary>
static class ProcessBenchmark
{
    const int MostRepeatsOfPeers = 3;
    const int LargestForPeers = 1_000_000;

    public static async Task<Table> RunAsync(IReadOnlyDictionary<int, string> files, Options options)
    {
        var table = new Table(
            "Whole process, k = 5, one start, result files written (median)",
            "rows", "segmentation run", "peak memory", "allowed", "inertia", "pandas + scikit-learn without imports", "its inertia", "its peak", "ratio");
        foreach (var (rows, file) in files)
        {
            var own = await OwnAsync(options.Program!, file, options.Repeats);
            var peer = options.Peers is not null && rows <= LargestForPeers ? await PeerAsync(options.Peers, file, options.Repeats) : null;
            var allowed = new FileInfo(file).Length + (16.0 * rows * 4) + (150 << 20);
            table.Add(
                $"{rows:#,0}", Table.Time(own.Seconds), Table.Megabytes(own.Peak), Table.Megabytes(allowed), $"{own.Inertia:0.0}",
                peer is null ? "–" : Table.Time(peer.Seconds), peer is null ? "–" : $"{peer.Inertia:0.0}",
                peer is null ? "–" : Table.Megabytes(peer.Peak), peer is null ? "–" : Table.Ratio(peer.Seconds, own.Seconds));
        }
        return table;
    }

    static async Task<Outcome> OwnAsync(string program, string file, int repeats)
    {
        var folder = Directory.CreateTempSubdirectory("segmentation-benchmark-");
        try
        {
            string[] arguments = ["run", file, "--k", "5", "--starts", "1", "--out", folder.FullName, "--json"];
            var runs = new List<Measured>();
            for (var i = 0; i <= repeats; i++) runs.Add(await Measured.RunAsync(program, arguments));
            return new(
                StageBenchmark.Median(runs.Skip(1).Select(run => run.Seconds)), runs.Max(run => run.PeakBytes),
                runs[0].Json().GetProperty("metrics").GetProperty("inertia").GetDouble());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first run reads the libraries from disk; the import is taken off.
    static async Task<Outcome> PeerAsync(string peers, string file, int repeats)
    {
        var output = Path.GetTempFileName();
        try
        {
            string[] arguments = [Path.Combine(peers, "peer_sklearn.py"), file, "5", output];
            var runs = new List<Measured>();
            for (var i = 0; i <= Math.Min(repeats, MostRepeatsOfPeers); i++) runs.Add(await Measured.RunAsync("python3.11", arguments));
            return new(StageBenchmark.Median(runs.Skip(1).Select(WithoutImport)), runs.Max(run => run.PeakBytes),
                runs[0].Json().GetProperty("metrics").GetProperty("inertia").GetDouble());
        }
        finally
        {
            File.Delete(output);
        }
    }

    static double WithoutImport(Measured run)
    {
        var seconds = run.Json().GetProperty("seconds");
        return seconds.GetProperty("total").GetDouble() - seconds.GetProperty("import").GetDouble();
    }

    sealed record Outcome(double Seconds, long Peak, double Inertia);
}
