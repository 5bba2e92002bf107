using Microsoft.Extensions.Logging.Abstractions;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>A queue, a dataset and what tests of the queue ask for again and again.</summary>
public abstract class QueueTest : PostgresTest
{
    protected static readonly WorkerIdentity A = Worker("a");
    protected static readonly WorkerIdentity B = Worker("b");
    protected static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A lease longer than the server has been up would make a sweep wait; tests that sweep expire leases by hand.</summary>
    static readonly QueueTimings Timings = new() { Lease = TimeSpan.FromSeconds(1), RetryBase = TimeSpan.FromSeconds(5) };

    protected JobQueue Queue { get; private set; } = null!;
    protected JobEvents Events { get; private set; } = null!;
    protected DatasetStore Datasets { get; private set; } = null!;
    protected ResultStore Results { get; private set; } = null!;
    protected DatasetId Dataset { get; private set; }

    protected Hints Hints { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Eventually.IsAsync(
            () => ScalarAsync<TimeSpan>("SELECT clock_timestamp() - pg_postmaster_start_time()"), up => up > Timings.Lease);
        Hints = new(Db, NullLogger<Hints>.Instance);
        Queue = NewQueue(Timings);
        Events = new(Db);
        Datasets = new(Db, Files);
        Results = new(Db);
        Dataset = (await AddDatasetAsync("a,b\n1,2\n")).Dataset.Id;
    }

    public override async Task DisposeAsync()
    {
        await Hints.DisposeAsync();
        await base.DisposeAsync();
    }

    protected JobQueue NewQueue(QueueTimings timings) => new(Db, Hints, Files, timings);

    protected static WorkerIdentity Worker(string host) =>
        new(Guid.CreateVersion7(), host, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    protected async Task<AddedDataset> AddDatasetAsync(string content)
    {
        var upload = Files.NewUpload();
        await File.WriteAllTextAsync(upload, content);
        return await Datasets.AddAsync(upload, "customers.csv", Some.Sha256(content), Some.Info(content.Length), None);
    }

    protected async Task<Job> EnqueueAsync(short priority = 0, string? name = null) =>
        (await Queue.EnqueueAsync(Some.NewJob(Dataset) with { Priority = priority, Name = name }, None)).Job!;

    protected async Task<Lease> ClaimAsync(WorkerIdentity? worker = null) =>
        await Queue.ClaimAsync(worker ?? A, "local", [], None) ?? throw new InvalidOperationException("Nothing to claim.");

    protected async Task<Lease> EnqueueAndClaimAsync(WorkerIdentity? worker = null)
    {
        await EnqueueAsync();
        return await ClaimAsync(worker);
    }

    protected async Task<Job> FindAsync(Lease lease) => (await Queue.FindAsync(lease.Job.Id, None))!;

    protected Task ExpireAsync(Lease lease) => ExecuteAsync(
        "UPDATE jobs SET lease_expires_at = clock_timestamp() - interval '1 second' WHERE id = $1", lease.Job.Key);

    protected Task DueNowAsync(Job job) =>
        ExecuteAsync("UPDATE jobs SET run_at = clock_timestamp() - interval '1 second' WHERE id = $1", job.Key);

    protected IReadOnlyList<Renewed> Renew(params Renewal[] renewals)
    {
        using var connection = Db.ForLeases();
        connection.Open();
        return Queue.Renew(connection, A, renewals);
    }
}
