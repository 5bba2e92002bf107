using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Renews every lease of this process and stores progress, on a thread and a connection of its own.</summary>
/// <remarks>Without async and above normal priority: jobs keep every core and the thread pool busy, and a late
/// renewal loses the job.</remarks>
sealed class LeaseThread(
    Database db, WorkQueue queue, ThisWorker worker, RunningJobs running, DatabaseContact contact, TestPause pause,
    IOptions<WorkerOptions> options, TimeProvider clock, ILogger<LeaseThread> log) : IDisposable
{
    static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(250);

    readonly ManualResetEventSlim _urgent = new();
    readonly WorkerOptions _options = options.Value;
    volatile bool _stopping;
    volatile bool _dirty;
    bool _away;
    Thread? _thread;

    public void Start()
    {
        _thread = new Thread(Run) { Name = "leases", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>There is progress to store: now when urgent, else within the flush time.</summary>
    public void Wake(bool urgent)
    {
        _dirty = true;
        if (urgent) _urgent.Set();
    }

    public void StopAndWait()
    {
        _stopping = true;
        _urgent.Set();
        _thread?.Join(TimeSpan.FromSeconds(5));
    }

    public void Dispose() => _urgent.Dispose();

    void Run()
    {
        NpgsqlConnection? connection = null;
        while (!_stopping)
        {
            var begun = clock.GetTimestamp();
            connection = TryRenew(connection);
            WaitForNext(begun);
        }

        connection?.Dispose();
    }

    NpgsqlConnection? TryRenew(NpgsqlConnection? connection)
    {
        try
        {
            pause.At(TestPause.Renew, CancellationToken.None);
            connection ??= Open();
            Renew(connection);
            contact.Answered();
            if (_away) log.DatabaseBack();
            _away = false;
            return connection;
        }
        catch (Exception error) when (error is NpgsqlException || Transient.Is(error))
        {
            // The runs go on: the fence keeps a run whose lease was lost meanwhile from writing.
            if (!_away) log.DatabaseAway(error);
            _away = true;
            connection?.Dispose();
            return null;
        }
    }

    NpgsqlConnection Open()
    {
        var connection = db.ForLeases();
        connection.Open();
        return connection;
    }

    void Renew(NpgsqlConnection connection)
    {
        _urgent.Reset();
        _dirty = false;
        var runs = running.All.Where(run => !run.Ending).ToDictionary(run => run.Lease.Token);
        var renewals = runs.Values.OrderBy(run => run.Job.Key)
            .Select(run => new Renewal(run.Lease, run.Progress.Unstored())).ToArray();
        var held = queue.Renew(connection, worker.Identity, renewals).ToDictionary(renewed => renewed.Token);
        foreach (var (lease, report) in renewals) Apply(runs[lease.Token], report, held.GetValueOrDefault(lease.Token));
    }

    static void Apply(ActiveRun run, ProgressReport? report, Renewed? renewed)
    {
        if (renewed is not null && report is not null) run.Progress.Stored(report);

        // A run whose end is being stored has given up its lease by that.
        if (renewed is null && !run.Ending) run.End(EndReason.LeaseLost);
        if (renewed is { CancelRequested: true }) run.End(EndReason.Canceled);
        if (renewed is { PastDeadline: true }) run.End(EndReason.Deadline);
    }

    // At the latest after the renewal time; with progress to store, after the flush time; when a stage began or
    // somebody canceled, at once, but never within a quarter second of the last renewal.
    void WaitForNext(long begun)
    {
        var soonest = Soonest < _options.Renewal ? Soonest : _options.Renewal;
        while (!_stopping)
        {
            var passed = clock.GetElapsedTime(begun);
            var due = _urgent.IsSet ? soonest : _dirty ? Shorter(_options.Flush, _options.Renewal) : _options.Renewal;
            if (passed >= due) return;

            var left = Shorter(due - passed, soonest);
            if (_urgent.IsSet) Thread.Sleep(left);
            else _urgent.Wait(left);
        }
    }

    static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
