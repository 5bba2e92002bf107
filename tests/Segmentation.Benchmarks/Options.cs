namespace Segmentation.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Rows">Sizes of the files that are made.</param>
/// <param name="Program">The published program; null: whole processes are not timed.</param>
/// <param name="Peers">Folder with peer_sklearn.py and peer_duckdb.py; null: without peers.</param>
/// <param name="Document">A text whose part between the marks is replaced; null: tables go to standard output only.</param>
/// <param name="Repeats">How often each thing is done; the median counts.</param>
sealed record Options(int[] Rows, string? Program, string? Peers, string? Document, int Repeats)
{
    const string Usage = """
        segmentation-benchmarks [--rows 10000,1000000,10000000] [--repeats 5] [--program PATH] [--peers DIR] [--document FILE]
          --program   the published program, for whole processes
          --peers     folder with peer_sklearn.py and peer_duckdb.py; they need python3.11 and their packages (PYTHONPATH)
          --document  a Markdown file; what stands between its marks is replaced by the tables
        """;

    /// <exception cref="ArgumentException">Unknown words; the message says how it goes.</exception>
    public static Options Parse(string[] args)
    {
        var options = new Options([10_000, 1_000_000, 10_000_000], null, null, null, 5);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--rows" => options with { Rows = Array.ConvertAll(value.Split(','), int.Parse) },
                "--repeats" => options with { Repeats = int.Parse(value) },
                "--program" => options with { Program = value },
                "--peers" => options with { Peers = value },
                "--document" => options with { Document = value },
                _ => throw new ArgumentException(Usage),
            };
        }
        return args.Length % 2 == 0 ? options : throw new ArgumentException(Usage);
    }
}
