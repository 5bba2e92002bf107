using Microsoft.Extensions.Logging;
using Segmentation.Postgres;
using Segmentation.Spark.Connect;

namespace Segmentation.Worker;

/// <summary>One run from the claimed lease to its stored end, whatever the kind of the job.</summary>
sealed class JobRunner(
    ThisWorker worker, IEnumerable<IJobWork> works, FileStore files, JobEnding ending, LeaseThread leases,
    TestPause pause, AbandonedRuns abandoned, EngineWatch engines, ILogger<JobRunner> log)
{
    readonly Dictionary<string, IJobWork> _works = works.ToDictionary(work => work.Kind);

    /// <summary>Does the job and stores how the run ended. Each way to end is one catch.</summary>
    public async Task RunAsync(ActiveRun run)
    {
        log.Claimed(run.Job.Id, run.Job.Attempt, run.Lease.Token);
        using var trace = RunTrace.Begin(run.Lease);
        run.Progress.Trace = trace;
        try
        {
            var result = await WorkAsync(run);
            pause.At(TestPause.BeforeSucceed, run.Stop);
            await ending.SucceedAsync(run, result);
            pause.At(TestPause.AfterCommit, CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            ending.Drop(run);
        }
        catch (Exception ended) when (
            run.Reason != EndReason.None
            && ended is OperationCanceledException or SparkException { IsInterrupted: true })
        {
            await ending.StopAsync(run);
        }
        catch (RunDoesNotEndException)
        {
            await ending.StopAsync(run);
            log.DoesNotEnd(run.Job.Id, run.Reason);
            await abandoned.FreeAsync(worker.EngineOf(run.Job), run.Key, CancellationToken.None);
        }
        catch (Exception error)
        {
            if (error is SparkException { IsUnavailable: true })
                engines.MarkUnavailable(worker.EngineOf(run.Job), "It went away while a job ran.");
            var failure = RunFailures.Of(error, run.Job.Id);
            if (failure.Retryable) log.RunFailed(error, run.Job.Id, run.Lease.Token);
            await ending.FailAsync(run, failure);
        }
    }

    async Task<JobResult> WorkAsync(ActiveRun run)
    {
        var engine = worker.EngineOf(run.Job);
        pause.At(TestPause.Claimed, run.Stop);
        await abandoned.FreeEarlierAsync(run.Lease, engine, run.Stop);

        var folder = files.JobFolder(run.Job.Id, run.Lease.Token);
        Directory.CreateDirectory(folder);
        run.Progress.OnReport = leases.Wake;
        run.Progress.OnStage = stage => pause.At(EnumWord.Of(stage), run.Stop);
        var jobRun = new JobRun(run.Job, run.Key, folder, engine, run.Progress, worker.MemoryBytes);
        var work = Task.Run(() => _works[run.Job.Kind].RunAsync(jobRun, run.Stop), CancellationToken.None);
        if (await Task.WhenAny(work, run.Abandoned) != work) throw new RunDoesNotEndException();

        var result = await work;
        FileSync.Flush(folder);
        run.Stop.ThrowIfCancellationRequested();
        return result;
    }
}

/// <summary>The run did not end although it was asked to.</summary>
sealed class RunDoesNotEndException() : Exception("The run did not end in time.");
