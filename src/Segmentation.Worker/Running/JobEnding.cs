using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Stores how a run ended, under its lease, and removes its files unless they are the result.</summary>
sealed class JobEnding(
    WorkQueue queue, FileStore files, IHostApplicationLifetime host, IOptions<WorkerOptions> options,
    ILogger<JobEnding> log) : IDisposable
{
    // While the process runs, an end is tried until the database is back. When it stops, for a limited time: the
    // sweep of another worker finds the job then.
    readonly CancellationTokenSource _limit = AfterTheStop(host, options.Value.ShutdownGrace);

    /// <summary>Stores the result: the job has succeeded.</summary>
    public async Task SucceedAsync(ActiveRun run, JobResult result)
    {
        run.Ending = true;
        await queue.SucceedAsync(run.Lease, result, run.Progress.Close(JobState.Succeeded), _limit.Token);
        log.Succeeded(run.Job.Id, run.Lease.Token);
    }

    /// <summary>The run ended because it was asked to: canceled, given back, tried again or failed, as the reason
    /// says.</summary>
    public Task StopAsync(ActiveRun run) => run.Reason switch
    {
        EndReason.Canceled => EndAsync(run, JobState.Canceled, ct =>
            queue.ConfirmCancelAsync(run.Lease, run.Progress.Close(JobState.Canceled), ct)),
        EndReason.Shutdown => EndAsync(run, JobState.Queued, ct =>
            queue.ReleaseAsync(run.Lease, run.Progress.Close(JobState.Canceled), ct)),
        EndReason.Deadline => FailAsync(run, new(
            JobProblem.Of(RunErrors.Deadline, $"The job was ended after {options.Value.MaxRuntime:g}. "
                + "Use fewer rows, features or values of k."),
            "The run passed Worker:MaxRuntime.", Retryable: false)),
        EndReason.NoProgress => FailAsync(run, new(
            JobProblem.Of(RunErrors.NoProgress, $"The job was ended after {options.Value.NoProgress:g} "
                + "without progress. Start it again."),
            "The run passed Worker:NoProgress.", Retryable: true)),
        _ => Task.Run(() => Drop(run)),
    };

    /// <summary>The run has failed; another attempt follows when that may help.</summary>
    public Task FailAsync(ActiveRun run, Failure failure) => EndAsync(run, JobState.Failed, ct =>
        queue.FailAsync(run.Lease, failure, run.Progress.Close(JobState.Failed), ct));

    /// <summary>The lease is lost: the work is thrown away, and nothing is written.</summary>
    public void Drop(ActiveRun run)
    {
        log.LeaseLost(run.Job.Id, run.Lease.Token);
        RemoveFiles(run);
    }

    public void Dispose() => _limit.Dispose();

    async Task EndAsync(ActiveRun run, JobState expected, Func<CancellationToken, Task<JobState>> store)
    {
        run.Ending = true;
        try
        {
            var state = await store(_limit.Token);
            log.Ended(run.Job.Id, run.Lease.Token, expected, state);
            RemoveFiles(run);
        }
        catch (LeaseLostException)
        {
            Drop(run);
        }
    }

    static CancellationTokenSource AfterTheStop(IHostApplicationLifetime host, TimeSpan grace)
    {
        var limit = new CancellationTokenSource();
        host.ApplicationStopping.Register(() => limit.CancelAfter(grace));
        return limit;
    }

    void RemoveFiles(ActiveRun run)
    {
        try
        {
            files.RemoveLease(run.Job.Id, run.Lease.Token);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.FilesLeft(error);   // a run that does not end may hold them, a cluster own them; the sweep removes them
        }
    }
}
