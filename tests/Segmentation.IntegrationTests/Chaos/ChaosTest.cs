using System.Diagnostics;
using Segmentation.IntegrationTests.Queue;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>Workers as processes of their own, with leases of three seconds and scripts for jobs. Ends with all
/// invariants.</summary>
public abstract class ChaosTest : QueueTest
{
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Segmentation.IntegrationTests.dll");

    readonly List<RunningService> _workers = [];

    /// <summary>Where the scripted runs write down when they ran, and a folder of holds for each worker.</summary>
    protected string Scripts { get; } = Directory.CreateTempSubdirectory("segmentation-chaos-").FullName;

    internal Invariants Invariants { get; private set; } = null!;

    /// <summary>Ask for it at the end; a test that breaks the product on purpose does not.</summary>
    protected virtual bool Sound => true;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Invariants = new(ConnectionString, Files, Scripts);
        await Invariants.WatchAsync();
    }

    public override async Task DisposeAsync()
    {
        foreach (var worker in _workers.ToArray()) await KillAsync(worker);
        try
        {
            if (Sound) await Invariants.AssertAsync();
        }
        finally
        {
            await base.DisposeAsync();
            Directory.Delete(Scripts, recursive: true);
        }
    }

    /// <summary>Starts a worker; settings are pairs of <c>Section__Name=value</c>.</summary>
    internal RunningService StartWorker(string name, params string[] settings) => StartWorker(name, Program, settings);

    internal RunningService StartWorker(string name, string program, string[] settings)
    {
        Directory.CreateDirectory(Path.Combine(Scripts, name));
        var environment = new Dictionary<string, string>
        {
            ["SEGMENTATION_Database__ConnectionString"] = ConnectionString,
            ["SEGMENTATION_Storage__DataFolder"] = Files.Root,
            ["SEGMENTATION_Script__Name"] = name,
            ["SEGMENTATION_Script__Folder"] = Scripts,
            ["SEGMENTATION_Worker__HoldFolder"] = Path.Combine(Scripts, name),
        };
        foreach (var setting in Timings.Concat(
            settings.Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]))))
            environment[$"SEGMENTATION_{setting.Item1}"] = setting.Item2;
        var worker = RunningService.Start([], environment, program: program);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Shorter than the defaults, so that a lost worker costs seconds.</summary>
    protected virtual IEnumerable<(string, string)> Timings =>
    [
        ("Worker__Lease", "00:00:03"), ("Worker__Renewal", "00:00:00.5"), ("Worker__Sweep", "00:00:00.5"),
        ("Worker__Flush", "00:00:00.2"), ("Worker__Drain", "00:00:00"), ("Worker__RetryBase", "00:00:00.1"),
        ("Worker__UnprovenPoll", "00:00:01"), ("Worker__Poll", "00:00:05"),
    ];

    internal async Task KillAsync(RunningService worker)
    {
        if (!_workers.Remove(worker)) return;

        await worker.KillAsync();
        await worker.DisposeAsync();
    }

    internal static Task SignalAsync(string signal, RunningService worker) =>
        ProgramProcess.SignalAllAsync(signal, worker.ProcessId);

    /// <summary>A run of this worker stops here until it is let go.</summary>
    protected void Hold(string worker, string point)
    {
        Directory.CreateDirectory(Path.Combine(Scripts, worker));
        File.WriteAllText(Path.Combine(Scripts, worker, point), "");
    }

    protected void LetGo(string worker, string point) => File.Delete(Path.Combine(Scripts, worker, point));

    /// <summary>A dataset whose file is a script.</summary>
    protected async Task<DatasetId> ScriptAsync(string script) => (await AddDatasetAsync(script)).Dataset.Id;

    /// <summary>Queues a job, as a client that was told so.</summary>
    protected async Task<JobId> StartAsync(DatasetId script)
    {
        var id = (await Jobs.EnqueueAsync(Some.NewJob(script), None)).Job!.Id;
        Invariants.Acknowledged(id);
        return id;
    }

    protected async Task<JobId> StartAsync(string script) => await StartAsync(await ScriptAsync(script));

    protected Task<Job> WaitForAsync(JobId id, Func<Job, bool> fits, double seconds = 30) =>
        Eventually.IsAsync(async () => (await Jobs.FindAsync(id, None))!, fits, TimeSpan.FromSeconds(seconds));

    protected Task<Job> WaitForAsync(JobId id, JobState state, double seconds = 30) =>
        WaitForAsync(id, job => job.State == state, seconds);

    /// <summary>The run stands at a point.</summary>
    protected Task<Job> WaitForAsync(JobId id, string point, long after = 0) =>
        WaitForAsync(id, job => job.LeaseToken > after && point switch
        {
            "claimed" => job.State == JobState.Running,
            "beforeSucceed" => job.Stages is [.., { Name: Stage.Save }],
            "afterCommit" => job.State == JobState.Succeeded,
            _ => job.Stage?.ToString().Equals(point, StringComparison.OrdinalIgnoreCase) == true,
        });

    internal static Task SaysAsync(RunningService worker, Func<string, bool> fits) =>
        Eventually.IsAsync(() => Task.FromResult(worker.Said), fits, TimeSpan.FromSeconds(30));

    /// <summary>Lets time go by, where the time itself is what is tested.</summary>
    protected static async Task PassAsync(TimeSpan time)
    {
        var begun = Stopwatch.GetTimestamp();
        await Eventually.IsAsync(() => Task.FromResult(Stopwatch.GetElapsedTime(begun)), passed => passed >= time,
            time + TimeSpan.FromSeconds(5));
    }
}
