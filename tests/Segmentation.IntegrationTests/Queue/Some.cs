using System.Security.Cryptography;
using System.Text;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>Records with only the fields that matter to a test of the queue.</summary>
static class Some
{
    public static readonly Failure Crash =
        new(Problem("INTERNAL"), "System.Exception: the whole story", Retryable: true);

    public static JobProblem Problem(string code) => new(code, "Title", "Detail.", 500, new Dictionary<string, long>());

    public static string Sha256(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    public static NewJob NewJob(DatasetId dataset, SegmentationSpec? spec = null) =>
        SegmentJob.New(dataset, spec ?? new() { K = 2 }, new(EngineKind.Auto, EngineKind.Local, "it fits"));

    public static DatasetInfo Info(long bytes) => new()
    {
        Rows = 1,
        Bytes = bytes,
        Kind = RowMeaning.Customers,
        Dialect = new(),
        Columns = [],
        Issues = [],
        Suggested = new(["a", "b"], Transform.None),
    };

    public static ProgressReport Report(long seq, double progress, params NewEvent[] events) =>
        new(seq, Stage.Cluster, progress, $"report {seq}", [], [], events);

    public static WorkerSession Session(WorkerIdentity worker) =>
        new(worker.Session, worker.Host, 1, "1", [EngineKind.Local], worker.Kinds, 2, 1 << 30) { Lease = worker.Lease };

    public static JobResult JobResult(params OutputFile[] files) => SegmentJob.Result(Result(files));

    public static SegmentationResult Result(params OutputFile[] files) => new()
    {
        Parameters = new() { K = 2 },
        Engine = EngineKind.Local,
        Rows = new(10, 9, 1, 0, []),
        Dialect = new(),
        Columns = [],
        Issues = [],
        Features = [],
        Sweep = new() { Candidates = [], Chosen = 2, Reason = "nul \0 text" },
        Structure = new() { Tested = false },
        Metrics = new()
        {
            K = 2,
            Inertia = 1,
            Iterations = 1,
            Starts = 1,
            Silhouette = 0.5,
            SilhouetteMethod = "exact",
            SilhouetteRows = 9,
            CalinskiHarabasz = 1,
            DaviesBouldin = 1,
            BetweenShare = 0.5,
        },
        Segments = [],
        Pca = new([], [], []),
        Files = files,
        Timings = [],
    };
}
