namespace Segmentation.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Rows">Sizes of the files that are made; empty: those of the part.</param>
/// <param name="Program">The published program; null: whole processes are not timed.</param>
/// <param name="Peers">Folder with the other programs; null: without peers.</param>
/// <param name="Document">A text whose parts between the marks are replaced; null: tables go to standard output
/// only.</param>
/// <param name="Repeats">How often each thing is done; the median counts.</param>
sealed record Options(int[] Rows, string? Program, string? Peers, string? Document, int Repeats)
{
    const string Usage = """
        segmentation-benchmarks [--rows 10000,1000000,10000000] [--repeats 5] [--program PATH] [--peers DIR]
                                [--document FILE]
          --program   the published program, for whole processes
          --peers     folder with peer_sklearn.py, peer_duckdb.py and peer_spark.py; they need python3.11 and
                      their packages (PYTHONPATH)
          --document  a Markdown file; what stands between its marks is replaced by the tables
        segmentation-benchmarks --spark | --spark-large | --spark-grid [--rows …] [--repeats 5] [--peers DIR]
                                [--spark-memory 4g] [--document FILE]
          instead, on a Spark Connect server that it starts (SPARK_HOME), local[2]; the three may be asked for together
          --spark         the job of 1,000,000 rows in turns with peer_spark.py, and jobs of 200 rows
          --spark-large   jobs of 1,000,000 and of 10,000,000 rows, and the memory of this process
          --spark-grid    Lloyd's iterations in SQL and MLlib's KMeans by features and segments, 500,000 rows
          --spark-memory  of the server; the peer takes 4g
        segmentation-benchmarks --intake [--rows 1000000] [--peers DIR] [--repeats 5] [--document FILE]
          instead, files in other formats becoming one CSV; --peers: DuckDB beside it
        segmentation-benchmarks --purchases [--rows 10000000] [--peers DIR] [--repeats 5] [--document FILE]
          instead, lines of invoices becoming customers; --peers: pandas beside it
        segmentation-benchmarks --advice [--rows 250] [--repeats 300] [--public-sets DIR] [--document FILE]
          instead, how often groups are claimed where there are none and found where there are some; --repeats sets of
          each kind; --public-sets: CSV files with a column label
        segmentation-benchmarks --silhouette-coverage [--rows 60000] [--repeats 400] [--document FILE]
          instead, how often the silhouette of all rows is within 1.96 standard errors of a sampled one; --repeats
          samples of each kind of data
        segmentation-benchmarks --queue | --load MINUTES [--short] [--document FILE]
          instead, on a private PostgreSQL that it starts
          --queue         the queue: jobs a second, pg-boss and graphile-worker beside it (Node), how soon, what a large
                          table costs
          --rows          finished jobs in the large table; 5,000,000 unless given
          --load          100 clients at once against the whole service for so long
          --short         everything once, only to see that it can be measured
        """;

    /// <summary>The job on Spark against its peer.</summary>
    public bool Spark { get; init; }
    /// <summary>The job on Spark with ten times the rows.</summary>
    public bool SparkLarge { get; init; }
    /// <summary>Clusterers of Spark by features and segments.</summary>
    public bool SparkGrid { get; init; }
    /// <summary>Memory of the Spark server, as Java writes it.</summary>
    public string SparkMemory { get; init; } = "4g";

    /// <summary>Files in other formats.</summary>
    public bool Intake { get; init; }
    /// <summary>Lines of invoices becoming customers.</summary>
    public bool Purchases { get; init; }
    /// <summary>What is said of data with and without groups.</summary>
    public bool Advice { get; init; }
    /// <summary>What the error of a sampled silhouette is worth.</summary>
    public bool SilhouetteCoverage { get; init; }
    /// <summary>Folder with sets whose groups are known; null: without them.</summary>
    public string? PublicSets { get; init; }
    /// <summary>The queue.</summary>
    public bool Queue { get; init; }
    /// <summary>How long the whole service is under load; zero: not at all.</summary>
    public TimeSpan Load { get; init; }
    /// <summary>Everything once.</summary>
    public bool Short { get; init; }

    public bool OnSpark => Spark || SparkLarge || SparkGrid;

    /// <exception cref="ArgumentException">Unknown words; the message says how it goes.</exception>
    public static Options Parse(string[] args)
    {
        var (options, words) = (new Options([], null, null, null, 5), new Queue<string>(args));
        while (words.TryDequeue(out var word))
        {
            options = word switch
            {
                "--spark" => options with { Spark = true },
                "--spark-large" => options with { SparkLarge = true },
                "--spark-grid" => options with { SparkGrid = true },
                "--intake" => options with { Intake = true },
                "--purchases" => options with { Purchases = true },
                "--advice" => options with { Advice = true },
                "--silhouette-coverage" => options with { SilhouetteCoverage = true },
                "--queue" => options with { Queue = true },
                "--short" => options with { Short = true },
                _ when words.TryDequeue(out var value) => options.With(word, value),
                _ => throw new ArgumentException(Usage),
            };
        }
        return options;
    }

    Options With(string word, string value) => word switch
    {
        "--rows" => this with { Rows = Array.ConvertAll(value.Split(','), int.Parse) },
        "--repeats" => this with { Repeats = int.Parse(value) },
        "--program" => this with { Program = value },
        "--peers" => this with { Peers = value },
        "--document" => this with { Document = value },
        "--public-sets" => this with { PublicSets = value },
        "--load" => this with { Load = TimeSpan.FromMinutes(double.Parse(value)) },
        "--spark-memory" => this with { SparkMemory = value },
        _ => throw new ArgumentException(Usage),
    };
}
