using System.Diagnostics;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>What workers do with jobs: claim, renew, end, give back, sweep. What callers ask is
/// <see cref="Jobs"/>.</summary>
/// <remarks>All at READ COMMITTED: a statement that waited for a row checks its condition on the row's new version,
/// which is what makes the fence by token work. Every method may run twice with the same outcome.</remarks>
sealed class WorkQueue(Database db, NotifySender notify, QueueTimings timings)
{
    /// <summary>Takes the next job of a queue, or null when none is due.</summary>
    /// <param name="worker">Who takes it; only jobs of the kinds it knows.</param>
    /// <param name="queue">Its name, which is an engine's: <c>local</c> or <c>spark</c>.</param>
    /// <param name="held">Tokens of the worker's leases. A job that its row says is the worker's but that is not
    /// among them is returned first: the answer to its claim was lost.</param>
    /// <remarks>A job that a worker was lost with is given only to a worker without another job, so that no other job
    /// is lost with it. When it has waited too long it goes before the others, and the worker that started first
    /// takes nothing else until it is empty. Never more than the queue's limit run at once.</remarks>
    public async Task<Lease?> ClaimAsync(
        WorkerIdentity worker, string queue, IReadOnlyCollection<long> held, CancellationToken ct)
    {
        var claimed = await db.ControlAsync(
            async connection => await Claim.AdoptAsync(connection, worker, held, ct)
                ?? await Claim.NextAsync(connection, worker, queue, new(held.Count == 0, timings.AloneAfter), ct), ct);
        if (claimed is null) return null;

        notify.Changed(claimed.Id);
        if (claimed.Job is { } job) return new Lease(job, claimed.Token, worker.Session);

        // A row that nobody can read must not be claimed again and again.
        var failure = Failure.Unreadable(claimed.Unreadable!);
        await EndAsync(
            claimed.Key, claimed.Token, ProgressReport.Empty, _ => Ending.Failed(failure.Problem, failure.Error), ct);
        return null;
    }

    /// <summary>Time until the next job of a queue is due; null when none waits for a time.</summary>
    /// <remarks>A job that became due after the worker's last look, or while another transaction held its row, is one
    /// that nobody would look for: what became due in the last second is asked for once more. Not what is due longer:
    /// it cannot be claimed now, and looking again and again would help nobody.</remarks>
    public Task<TimeSpan?> NextDueAsync(string queue, CancellationToken ct) => db.ControlAsync<TimeSpan?>(
        async connection =>
        {
            await using var command = new NpgsqlCommand("""
                SELECT CASE WHEN run_at > clock_timestamp() THEN run_at - clock_timestamp() ELSE interval '0.1 s' END
                FROM jobs
                WHERE state = 'queued' AND queue = $1 AND run_at > now() - interval '1 s'
                ORDER BY run_at
                LIMIT 1
                """, connection);
            return await command.With(queue).ExecuteScalarAsync(ct) is TimeSpan due ? due : null;
        }, ct);

    /// <summary>Renews all leases of a worker and stores what their runs have reported, in one statement.</summary>
    /// <param name="connection">The lease thread's own; used without async, so that no busy thread pool can delay
    /// it.</param>
    /// <returns>The leases that still hold; the others are lost.</returns>
    public IReadOnlyList<Renewed> Renew(
        NpgsqlConnection connection, WorkerIdentity worker, IReadOnlyList<Renewal> renewals)
    {
        var held = LeaseRenewal.Run(connection, worker, renewals);
        foreach (var renewal in renewals)
            if (renewal.Report is not null) notify.Changed(renewal.Lease.Job.Id);
        return held;
    }

    /// <summary>Stores the result and ends the job, both or neither. The files of the result are in place
    /// before.</summary>
    /// <exception cref="LeaseLostException">Another worker has the job now; nothing was written.</exception>
    public async Task SucceedAsync(Lease lease, JobResult result, ProgressReport last, CancellationToken ct)
    {
        var state = await EndAsync(lease, last, _ => Ending.Succeeded(result), ct);
        if (state != JobState.Succeeded) throw new LeaseLostException(lease);
    }

    /// <summary>Ends a run without a result: another attempt after a while, or the end of the job. Canceled when
    /// somebody asked for that.</summary>
    /// <returns>The state after it.</returns>
    /// <exception cref="LeaseLostException">Another worker has the job now; nothing was written.</exception>
    public Task<JobState> FailAsync(Lease lease, Failure failure, ProgressReport last, CancellationToken ct) =>
        EndAsync(lease, last, fence => Ending.Of(failure, fence, timings), ct);

    /// <summary>Gives a job back at shutdown: queued, due at once, the attempt not charged.</summary>
    /// <exception cref="LeaseLostException">Another worker has the job now; nothing was written.</exception>
    public Task<JobState> ReleaseAsync(Lease lease, ProgressReport last, CancellationToken ct) =>
        EndAsync(lease, last, Ending.Released, ct);

    /// <summary>Ends a run that ended because somebody canceled the job.</summary>
    /// <exception cref="LeaseLostException">Another worker has the job now; nothing was written.</exception>
    public Task<JobState> ConfirmCancelAsync(Lease lease, ProgressReport last, CancellationToken ct) =>
        EndAsync(lease, last, _ => Ending.Canceled, ct);

    /// <summary>Takes jobs whose lease has ended from their workers, at most 50 at a time.</summary>
    /// <remarks>Nothing in the first lease after the database started: in that time nobody could renew.</remarks>
    public async Task<IReadOnlyList<Swept>> SweepAsync(CancellationToken ct)
    {
        var asked = Stopwatch.GetTimestamp();
        var swept = await db.ControlAsync(connection => Sweep.RunAsync(connection, timings, asked, ct), ct);
        foreach (var job in swept)
        {
            notify.Changed(job.Id);
            notify.Send(Channel.Jobs, job.Queue);   // also when it ended: a queue with a limit has a place more
        }

        return swept;
    }

    /// <summary>Runs of lost workers that may have left something outside their process, oldest first, at most
    /// 20.</summary>
    /// <param name="queue">Only those of this engine.</param>
    public Task<List<RunKey>> AbandonedAsync(string queue, CancellationToken ct) => db.ControlAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(
            "SELECT job_id, token FROM abandoned_runs WHERE queue = $1 ORDER BY token LIMIT 20", connection);
        return await command.With(queue).ReadAllAsync(
            row => new RunKey(new JobId(row.Get<Guid>("job_id")).ToString(), row.Get<long>("token")), ct);
    }, ct);

    /// <summary>Notes that nothing is left of a run; a second time changes nothing.</summary>
    public Task ForgetAbandonedAsync(RunKey run, CancellationToken ct) => db.ControlAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("DELETE FROM abandoned_runs WHERE token = $1", connection);
        return await command.With(run.Token).ExecuteNonQueryAsync(ct);
    }, ct);

    async Task<JobState> EndAsync(Lease lease, ProgressReport last, Func<Fence, Ending> decide, CancellationToken ct) =>
        await EndAsync(lease.Job.Key, lease.Token, last, decide, ct) ?? throw new LeaseLostException(lease);

    async Task<JobState?> EndAsync(
        long key, long token, ProgressReport last, Func<Fence, Ending> decide, CancellationToken ct)
    {
        var ended = await db.ControlAsync(
            connection => RunEnd.WriteAsync(connection, (key, token), last, decide, ct), ct);
        if (ended is null) return null;

        notify.Changed(ended.Id);
        if (ended.State == JobState.Queued || ended.Limited) notify.Send(Channel.Jobs, ended.Queue);
        return ended.State;
    }
}
