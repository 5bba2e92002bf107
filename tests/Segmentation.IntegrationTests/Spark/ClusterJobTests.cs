using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Segmentation.Data;
using Segmentation.IntegrationTests.Queue;
using Segmentation.IntegrationTests.Support;
using Segmentation.Output;
using Segmentation.Postgres;
using Segmentation.Spark.Connect;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Jobs that a worker process runs on a Spark of their own, and what is left on it however they end.</summary>
[Collection(SparkAlone.Name)]
public sealed class ClusterJobTests(ClusterJobTests.Server server)
    : PostgresTest, IClassFixture<ClusterJobTests.Server>, IDisposable
{
    const int LongRows = 1_000_000;
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    // Two seconds on a quiet machine; here the processors are shared with other tests.
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    static readonly Lazy<string> LongFile = new(WriteLongFile);

    readonly TestFolder _hold = new();
    SparkServer _spark = null!;
    int _sessions;
    ProgramProcess _worker = null!;
    Jobs _jobs = null!;

    NotifySender Sender { get; set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Sender = new(Db, NullLogger<NotifySender>.Instance);
        _jobs = new(Db, Sender, Files);
        _spark = await server.UpAsync();
        _sessions = await _spark.SessionsAsync();
        await StartWorkerAsync();
    }

    public override async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await Sender.DisposeAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => _hold.Dispose();

    [Fact]
    public async Task Progress_keeps_moving_through_a_million_rows_and_nothing_is_left_at_the_end()
    {
        var id = await EnqueueAsync(await AddAsync(LongFile.Value), new());
        var (changed, longest, last) = (Stopwatch.GetTimestamp(), TimeSpan.Zero, (Job?)null);
        var job = await Eventually.IsAsync(async () =>
        {
            var now = await FindAsync(id);
            if (now.State == JobState.Running && (now.Progress, now.Message) == (last?.Progress, last?.Message))
                longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(changed).Ticks));
            else changed = Stopwatch.GetTimestamp();
            last = now;
            return now;
        }, now => now.IsFinished, Longest);

        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        Assert.InRange(longest, TimeSpan.Zero, LongestPause);
        await NothingIsLeftAsync(workers: 1);
    }

    [Fact]
    public async Task Canceled_in_the_middle_the_work_stops_within_three_seconds()
    {
        var id = await EnqueueAsync(await AddAsync(LongFile.Value), new() { K = 8 });
        await Eventually.IsAsync(async () => ((await FindAsync(id)).Stage, await _spark.RunningJobsAsync()), now =>
            now is (Stage.Cluster, > 0), Longest);

        await _jobs.CancelAsync(id, null, default);

        await Eventually.IsAsync(_spark.RunningJobsAsync, running => running == 0, TimeSpan.FromSeconds(3));
        await Eventually.IsAsync(async () => (await FindAsync(id)).State, state => state == JobState.Canceled);
        await NothingIsLeftAsync(workers: 1);
    }

    [Fact]
    public async Task A_worker_killed_in_the_middle_leaves_nothing_behind_and_the_next_one_succeeds()
    {
        var id = await EnqueueAsync(await AddAsync(BothEngines.Data("customers_3k.csv")), new() { K = 4 });
        await HeldAsync(id, Stage.Cluster, async () =>
        {
            Assert.True(await _spark.StoredAsync() > 0, "The rows were not kept.");
            await _worker.KillAsync();
            await _worker.DisposeAsync();
        });
        await StartWorkerAsync();

        var job = await FinishedAsync(id);

        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempt));
        Assert.Equal(
            ["crashed", "succeeded"], (await _jobs.AttemptsAsync(id, default)).Select(attempt => attempt.Outcome));
        // Of the killed one, the session of its health checks stays until Spark drops it for being idle.
        await NothingIsLeftAsync(workers: 2);
    }

    [Fact]
    public async Task A_Spark_killed_in_the_middle_and_started_again_costs_one_attempt()
    {
        var id = await EnqueueAsync(await AddAsync(BothEngines.Data("customers_3k.csv")), new() { K = 4 });
        var port = ConnectAddress.Parse(_spark.Address).Port;
        await HeldAsync(id, Stage.Cluster, async () =>
        {
            await _spark.KillAsync();
            await _spark.DisposeAsync();
        });
        await Eventually.IsAsync(() => FindAsync(id), job => job.State == JobState.Queued, Longest);
        (_spark, _sessions) = (await server.UpAsync(port), 0);

        var job = await FinishedAsync(id);

        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempt));
        await NothingIsLeftAsync(workers: 1);
    }

    [Fact]
    public async Task Ten_jobs_at_once_are_not_mixed_up()
    {
        var dataset = await AddAsync(BothEngines.Data("Mall_Customers.csv"));
        var ids = new List<(SegmentationSpec Spec, JobId Id)>();
        var hold = HoldAt(Stage.Cluster);
        for (var k = 2; k < 12; k++)
        {
            var spec = new SegmentationSpec { K = k, Scaling = k % 2 == 0 ? Scaling.Standard : Scaling.MinMax };
            ids.Add((spec, await EnqueueAsync(dataset, spec)));
        }
        await Eventually.IsAsync(() => Task.WhenAll(ids.Select(job => FindAsync(job.Id))), jobs =>
            jobs.All(job => job.Stage == Stage.Cluster), Longest);
        File.Delete(hold);

        foreach (var (spec, id) in ids)
        {
            var job = await FinishedAsync(id);
            Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
            Assert.Equal(await LocallyAsync(spec), await ReadAsync(Files.ResultFile(job, "assignments.csv")!));
        }
        await NothingIsLeftAsync(workers: 1);
    }

    static async Task<string> LocallyAsync(SegmentationSpec spec)
    {
        using var folder = new TestFolder();
        var file = BothEngines.Data("Mall_Customers.csv");
        await new LocalEngine().RunAsync(
            new(file, "customers.csv", folder.Root, spec), new Progress<EngineEvent>(), default);
        return await ReadAsync(folder["assignments.csv"]);
    }

    static async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(WrittenFile.Open(path));
        return await reader.ReadToEndAsync();
    }

    /// <summary>No job, nothing kept, and of each worker there was the one session of its health checks.</summary>
    async Task NothingIsLeftAsync(int workers) => await Eventually.IsAsync(
        async () => (await _spark.RunningJobsAsync(), await _spark.StoredAsync(), await _spark.SessionsAsync()),
        left => left.Item1 == 0 && left.Item2 == 0 && left.Item3 <= _sessions + workers);

    async Task StartWorkerAsync()
    {
        _worker = ProgramProcess.Start(
            new Dictionary<string, string>
            {
                ["SEGMENTATION_Spark__Address"] = _spark.Address,
                ["SEGMENTATION_Worker__Slots"] = "10",
                ["SEGMENTATION_Worker__Lease"] = "00:00:06",
                ["SEGMENTATION_Worker__Renewal"] = "00:00:00.5",
                ["SEGMENTATION_Worker__Flush"] = "00:00:00.2",
                ["SEGMENTATION_Worker__Sweep"] = "00:00:00.5",
                ["SEGMENTATION_Worker__EngineCheck"] = "00:00:00.5",
                ["SEGMENTATION_Worker__Drain"] = "00:00:00",
                ["SEGMENTATION_Worker__HoldFolder"] = _hold.Root,
            },
            "worker", "--connection", ConnectionString, "--data", Files.Root);
        await Eventually.IsAsync(_spark.SessionsAsync, sessions => sessions > _sessions);
    }

    async Task<DatasetId> AddAsync(string file)
    {
        var upload = Files.NewUpload();
        File.Copy(file, upload);
        await using var bytes = File.OpenRead(upload);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes));
        var info = DatasetReader.Inspect(upload, default);
        var added = await new DatasetStore(Db, Files).AddAsync(new(upload, "customers.csv", hash, info), default);
        return added.Dataset.Id;
    }

    async Task<JobId> EnqueueAsync(DatasetId dataset, SegmentationSpec spec) => (await _jobs.EnqueueAsync(
        SegmentJob.New(dataset, spec, new(EngineKind.Spark, EngineKind.Spark, "asked for")), default)).Job!.Id;

    async Task<Job> FindAsync(JobId id) => (await _jobs.FindAsync(id, default))!;

    Task<Job> FinishedAsync(JobId id) => Eventually.IsAsync(() => FindAsync(id), job => job.IsFinished, Longest);

    string HoldAt(Stage stage)
    {
        var hold = _hold[stage.ToString().ToLowerInvariant()];
        File.WriteAllText(hold, "");
        return hold;
    }

    /// <summary>Does something while the job stands at the beginning of a stage.</summary>
    async Task HeldAsync(JobId id, Stage stage, Func<Task> meanwhile)
    {
        var hold = HoldAt(stage);
        await Eventually.IsAsync(async () => (await FindAsync(id)).Stage, at => at == stage, Longest);
        await meanwhile();
        File.Delete(hold);
    }

    static string WriteLongFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"segmentation-one-million-{Environment.ProcessId}.csv");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        GeneratedCustomers.Write(path, LongRows, dirty: false);
        return path;
    }

    /// <summary>One server for all of these tests: it answers faster the longer it is up.</summary>
    public sealed class Server : IAsyncLifetime
    {
        SparkServer? _server;

        /// <summary>The server; another one when it was killed.</summary>
        internal async Task<SparkServer> UpAsync(int port = 0) =>
            _server is { IsRunning: true } ? _server : _server = await SparkServer.StartAsync(port: port);

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            if (_server is not null) await _server.DisposeAsync();
        }
    }
}
