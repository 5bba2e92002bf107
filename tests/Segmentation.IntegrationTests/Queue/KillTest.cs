using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Segmentation.Data;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>Kills real processes with signal 9 while they run a job on 2,000,000 rows, and checks what comes of the
/// job.</summary>
public abstract class KillTest : IAsyncLifetime
{
    const int Rows = 2_000_000;
    static readonly TimeSpan Takeover = TimeSpan.FromSeconds(30);
    static readonly Lazy<Task<string>> LargeFile = new(WriteLargeFileAsync);

    readonly string _root = Directory.CreateTempSubdirectory("segmentation-kill-").FullName;
    readonly Stack<IAsyncDisposable> _connected = new();

    protected string DataFolder => Path.Combine(_root, "data");

    protected Jobs Jobs { get; private set; } = null!;

    Database Db { get; set; } = null!;

    string HoldFolder => Path.Combine(_root, "hold");

    FileStore Files => new(DataFolder);

    /// <summary>Settings of every process that is started.</summary>
    protected IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["SEGMENTATION_Worker__Lease"] = "00:00:03",
        ["SEGMENTATION_Worker__Renewal"] = "00:00:00.5",
        ["SEGMENTATION_Worker__Sweep"] = "00:00:00.5",
        ["SEGMENTATION_Worker__Drain"] = "00:00:00",
        ["SEGMENTATION_Worker__HoldFolder"] = HoldFolder,
    };

    public virtual Task InitializeAsync()
    {
        Directory.CreateDirectory(HoldFolder);
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        await DisconnectAsync();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>What runs jobs, so that killing it takes the run along.</summary>
    protected abstract Task KillAsync(Guid workerSession);

    /// <summary>Starts it again.</summary>
    protected abstract Task ReviveAsync();

    protected async Task ConnectAsync(string connectionString)
    {
        await DisconnectAsync();
        Db = new(connectionString, workConnections: 2, patience: TimeSpan.FromSeconds(20));
        _connected.Push(Db);
        var sender = new NotifySender(Db, NullLogger<NotifySender>.Instance);
        _connected.Push(sender);
        Jobs = new(Db, sender, Files);
    }

    protected async Task<DatasetId> AddLargeDatasetAsync() => await AddDatasetAsync(await LargeFile.Value);

    protected Task<DatasetId> AddSmallDatasetAsync() =>
        AddDatasetAsync(Path.Combine(AppContext.BaseDirectory, "data", "customers_3k.csv"));

    /// <summary>Purchases, of which a job makes 50,000 customers.</summary>
    protected async Task<DatasetId> AddPurchasesAsync()
    {
        var path = Path.Combine(_root, "purchases.csv");
        await using (var writer = new StreamWriter(path, append: false, Encoding.ASCII, bufferSize: 1 << 20))
        {
            await writer.WriteLineAsync("invoice,customer,date,amount");
            for (var row = 0; row < 500_000; row++)
            {
                var day = $"2025-{1 + (row % 12):00}-{1 + (row % 28):00}";
                await writer.WriteLineAsync($"{row / 2},{row * 7_919L % 50_000},{day},{1 + (row % 97)}");
            }
        }

        return await AddDatasetAsync(path);
    }

    /// <summary>The service answers before its tables are there.</summary>
    protected async Task<bool> HasSchemaAsync()
    {
        await using var command = Db.Work.CreateCommand("SELECT to_regclass('jobs') IS NOT NULL");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    async Task<DatasetId> AddDatasetAsync(string file)
    {
        var upload = Files.NewUpload();
        File.Copy(file, upload);
        var info = DatasetReader.Inspect(upload, CancellationToken.None);
        await using var bytes = File.OpenRead(upload);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes));
        var datasets = new DatasetStore(Db, Files);
        return (await datasets.AddAsync(new(upload, "customers.csv", hash, info), CancellationToken.None)).Dataset.Id;
    }

    /// <summary>Runs a job without a disturbance.</summary>
    protected async Task<(string Hash, TimeSpan Time)> UndisturbedAsync(DatasetId dataset)
    {
        var job = await FinishedAsync((await EnqueueAsync(dataset)).Id, TimeSpan.FromMinutes(3));
        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        return (Hash(job), job.FinishedAt!.Value - job.StartedAt!.Value);
    }

    /// <summary>Runs a job that is killed in a stage, and checks that it ends as if nothing had been.</summary>
    protected async Task KillInAsync(Stage stage, DatasetId dataset, (string Hash, TimeSpan Time) undisturbed)
    {
        var hold = Path.Combine(HoldFolder, stage.ToString().ToLowerInvariant());
        await File.WriteAllTextAsync(hold, "");
        var id = (await EnqueueAsync(dataset)).Id;
        await Eventually.IsAsync(
            async () => (await FindAsync(id))!.Stage, at => at == stage, Takeover + (undisturbed.Time * 3));
        await KillAsync((await Jobs.AttemptsAsync(id, CancellationToken.None))[^1].Session);
        File.Delete(hold);
        await ReviveAsync();

        var job = await FinishedAsync(id, Takeover + (undisturbed.Time * 3));

        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempt));
        Assert.Equal(undisturbed.Hash, Hash(job));
        Assert.Equal([job.LeaseToken!.Value], await TokensAsync(id));
        var attempts = await Jobs.AttemptsAsync(id, CancellationToken.None);
        Assert.Equal(["crashed", "succeeded"], attempts.Select(a => a.Outcome));
        Assert.Equal(stage, attempts[0].Stage);
        Assert.True(attempts[1].StartedAt - attempts[0].EndedAt < Takeover);
        Assert.Equal(
            [$"{job.LeaseToken}"],
            Directory.GetDirectories(Path.Combine(DataFolder, "jobs", $"{id}")).Select(Path.GetFileName));
    }

    /// <summary>Runs a job up to a point, kills its worker there, and starts another.</summary>
    protected async Task<JobId> KillAtAsync(string point, DatasetId dataset)
    {
        var id = await RunThroughAsync(point, dataset, () => KillAsync(default));
        await ReviveAsync();
        return id;
    }

    /// <summary>Runs a job up to a point, does something while it stands there, and lets it go on.</summary>
    protected Task<JobId> RunThroughAsync(string point, DatasetId dataset, Func<Task> meanwhile) =>
        RunThroughAsync(point, dataset, _ => meanwhile());

    /// <inheritdoc cref="RunThroughAsync(string, DatasetId, Func{Task})"/>
    protected async Task<JobId> RunThroughAsync(string point, DatasetId dataset, Func<JobId, Task> meanwhile)
    {
        var hold = Path.Combine(HoldFolder, point);
        await File.WriteAllTextAsync(hold, "");
        var id = (await EnqueueAsync(dataset)).Id;
        await Eventually.IsAsync(async () => (await FindAsync(id))!, Reached(point));
        await meanwhile(id);
        File.Delete(hold);
        return id;
    }

    static Func<Job, bool> Reached(string point) => point switch
    {
        "claimed" => job => job.State == JobState.Running,
        "cluster" => job => job.Stage == Stage.Cluster,
        "features" => job => job.Stage == Stage.Features,
        "beforeSucceed" => job => job.Stages is [.., { Name: Stage.Save }],
        _ => job => job.IsFinished,
    };

    /// <summary>The columns that jobs compare; null: those that are found, or made.</summary>
    protected IReadOnlyList<string>? Features { get; set; } = ["Recency", "Frequency", "Spend"];

    protected async Task<Job> EnqueueAsync(DatasetId dataset)
    {
        var spec = new SegmentationSpec { K = 4, Features = Features, NInit = 2 };
        var job = SegmentJob.New(dataset, spec, new(EngineKind.Local, EngineKind.Local, "asked for"));
        return (await Jobs.EnqueueAsync(job, CancellationToken.None)).Job!;
    }

    protected Task<Job?> FindAsync(JobId id) => Jobs.FindAsync(id, CancellationToken.None);

    protected Task<Job> FinishedAsync(JobId id, TimeSpan longest) =>
        Eventually.IsAsync(async () => (await FindAsync(id))!, job => job.IsFinished, longest);

    protected async Task<List<long>> TokensAsync(JobId id)
    {
        await using var command = Db.Work.CreateCommand(
            "SELECT r.token FROM results r JOIN jobs j ON j.id = r.job_id WHERE j.public_id = $1");
        command.Parameters.AddWithValue(id.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var tokens = new List<long>();
        while (await reader.ReadAsync()) tokens.Add(reader.GetInt64(0));
        return tokens;
    }

    string Hash(Job job)
    {
        using var assignments = File.OpenRead(Files.ResultFile(job, "assignments.csv")!);
        return Convert.ToHexStringLower(SHA256.HashData(assignments));
    }

    async Task DisconnectAsync()
    {
        while (_connected.TryPop(out var connected)) await connected.DisposeAsync();
    }

    // Four groups, written once a run; the same seed gives the same bytes.
    static async Task<string> WriteLargeFileAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"segmentation-two-million-{Environment.ProcessId}.csv");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        await using var writer = new StreamWriter(path, append: false, Encoding.ASCII, bufferSize: 1 << 20);
        await writer.WriteLineAsync("CustomerID,Recency,Frequency,Spend");
        var random = new Random(1);
        for (var row = 1; row <= Rows; row++)
        {
            var group = row % 4;
            var (recency, frequency) = ((group * 60) + random.Next(50), 1 + (group * 7) + random.Next(6));
            var spend = (group * 250) + (random.NextDouble() * 200);
            await writer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{row},{recency},{frequency},{spend:F2}"));
        }

        return path;
    }
}
