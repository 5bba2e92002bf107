using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Data;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Stores how a run ended, under its lease; and removes its files unless they are the result.</summary>
sealed class JobEnding(
    JobQueue queue, FileStore files, IHostApplicationLifetime host, IOptions<WorkerOptions> options, ILogger<JobEnding> log)
    : IDisposable
{
    static readonly IReadOnlyDictionary<string, long> NoNumbers = new Dictionary<string, long>();

    // While the process runs, an end is tried until the database is back. When it stops, not for ever: the sweep of
    // another worker finds the job then.
    readonly CancellationTokenSource _limit = AfterTheStop(host, options.Value.ShutdownGrace);

    /// <summary>The result is stored and the job has succeeded.</summary>
    public async Task SucceedAsync(ActiveRun run, SegmentationResult result)
    {
        run.Ending = true;
        await queue.SucceedAsync(run.Lease, result, run.Progress.Close(JobState.Succeeded), _limit.Token);
        log.Succeeded(run.Lease.Job.Id, run.Lease.Token);
    }

    /// <summary>The run ended because it was told to: canceled, given back, tried again or failed, as the reason says.</summary>
    public Task StopAsync(ActiveRun run) => run.Reason switch
    {
        EndReason.Canceled => EndAsync(run, JobState.Canceled, ct =>
            queue.ConfirmCancelAsync(run.Lease, run.Progress.Close(JobState.Canceled), ct)),
        EndReason.Shutdown => EndAsync(run, JobState.Queued, ct =>
            queue.ReleaseAsync(run.Lease, run.Progress.Close(JobState.Canceled), ct)),
        EndReason.Deadline => StoreFailureAsync(run, new(
            new("DEADLINE", "The job ran too long", $"The job was ended after {options.Value.MaxRuntime:g}. "
                + "Use fewer rows, features or values of k.", 500, NoNumbers),
            "The run passed Worker:MaxRuntime.", Retryable: false)),
        EndReason.NoProgress => StoreFailureAsync(run, new(
            new("NO_PROGRESS", "The job did not move", $"The job was ended after {options.Value.NoProgress:g} without progress. "
                + "Start it again.", 500, NoNumbers),
            "The run passed Worker:NoProgress.", Retryable: true)),
        _ => Task.Run(() => Drop(run)),
    };

    /// <summary>The data is at fault; another attempt would end the same way.</summary>
    public Task RefuseAsync(ActiveRun run, InvalidDatasetException invalid) => StoreFailureAsync(run, new(
        new(invalid.Code, invalid.Title, invalid.Message, UriRefusals.StatusOf(invalid.Code), invalid.Numbers), invalid.ToString(), Retryable: false));

    /// <summary>Something else is at fault; another attempt may help. Users are not told what only helps those who run the service.</summary>
    public Task FailAsync(ActiveRun run, Exception error) =>
        StoreFailureAsync(run, EngineFailures.Of(error, run.Lease.Job.Id));

    /// <summary>The lease is lost: the work is thrown away, and nothing is written.</summary>
    public void Drop(ActiveRun run)
    {
        log.LeaseLost(run.Lease.Job.Id, run.Lease.Token);
        RemoveFiles(run);
    }

    Task StoreFailureAsync(ActiveRun run, Failure failure) => EndAsync(run, JobState.Failed, ct =>
        queue.FailAsync(run.Lease, failure, run.Progress.Close(JobState.Failed), ct));

    async Task EndAsync(ActiveRun run, JobState expected, Func<CancellationToken, Task<JobState>> store)
    {
        run.Ending = true;
        try
        {
            var state = await store(_limit.Token);
            log.Ended(run.Lease.Job.Id, run.Lease.Token, expected, state);
            RemoveFiles(run);
        }
        catch (LeaseLostException)
        {
            Drop(run);
        }
    }

    public void Dispose() => _limit.Dispose();

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
            files.RemoveLease(run.Lease.Job.Id, run.Lease.Token);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.FilesLeft(error);   // an engine that hangs may still hold them, a cluster own them; the sweep removes them
        }
    }
}
