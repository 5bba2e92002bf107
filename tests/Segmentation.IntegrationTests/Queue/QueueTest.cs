using Microsoft.Extensions.Logging.Abstractions;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>A queue, a dataset and what tests of the queue ask for again and again.</summary>
public abstract class QueueTest : PostgresTest
{
    private protected static readonly WorkerIdentity A = Worker("a");
    private protected static readonly WorkerIdentity B = Worker("b");
    protected static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A lease longer than the server has been up would make a sweep wait; tests that sweep expire leases by
    /// hand.</summary>
    static readonly QueueTimings Timings =
        new() { Lease = TimeSpan.FromSeconds(1), RetryBase = TimeSpan.FromSeconds(5) };

    private protected Jobs Jobs { get; private set; } = null!;
    private protected WorkQueue Work { get; private set; } = null!;
    protected JobEvents Events { get; private set; } = null!;
    protected DatasetStore Datasets { get; private set; } = null!;
    protected ResultStore Results { get; private set; } = null!;
    protected DatasetId Dataset { get; private set; }

    protected NotifySender Sender { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Eventually.IsAsync(
            () => ScalarAsync<TimeSpan>("SELECT clock_timestamp() - pg_postmaster_start_time()"),
            up => up > Timings.Lease);
        Sender = new(Db, NullLogger<NotifySender>.Instance);
        Jobs = new(Db, Sender, Files);
        Work = NewQueue(Timings);
        Events = new(Db);
        Datasets = new(Db, Files);
        Results = new(Db);
        Dataset = (await AddDatasetAsync("a,b\n1,2\n")).Dataset.Id;
    }

    public override async Task DisposeAsync()
    {
        await Sender.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected WorkQueue NewQueue(QueueTimings timings) => new(Db, Sender, timings);

    private protected static WorkerIdentity Worker(string host) =>
        new(Guid.CreateVersion7(), host, [SegmentJob.Kind], TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    protected async Task<AddedDataset> AddDatasetAsync(string content)
    {
        var upload = Files.NewUpload();
        await File.WriteAllTextAsync(upload, content);
        return await Datasets.AddAsync(
            new(upload, "customers.csv", Some.Sha256(content), Some.Info(content.Length)), None);
    }

    protected async Task<Job> EnqueueAsync(short priority = 0, string? name = null) =>
        (await Jobs.EnqueueAsync(Some.NewJob(Dataset) with { Priority = priority, Name = name }, None)).Job!;

    private protected async Task<Lease> ClaimAsync(WorkerIdentity? worker = null) =>
        await Work.ClaimAsync(worker ?? A, "local", [], None)
        ?? throw new InvalidOperationException("Nothing to claim.");

    private protected async Task<Lease> EnqueueAndClaimAsync(WorkerIdentity? worker = null)
    {
        await EnqueueAsync();
        return await ClaimAsync(worker);
    }

    private protected async Task<Job> FindAsync(Lease lease) => (await Jobs.FindAsync(lease.Job.Id, None))!;

    private protected Task ExpireAsync(Lease lease) => ExecuteAsync(
        "UPDATE jobs SET lease_expires_at = clock_timestamp() - interval '1 second' WHERE id = $1", lease.Job.Key);

    protected Task DueNowAsync(Job job) =>
        ExecuteAsync("UPDATE jobs SET run_at = clock_timestamp() - interval '1 second' WHERE id = $1", job.Key);

    private protected IReadOnlyList<Renewed> Renew(params Renewal[] renewals)
    {
        using var connection = Db.ForLeases();
        connection.Open();
        return Work.Renew(connection, A, renewals);
    }
}
