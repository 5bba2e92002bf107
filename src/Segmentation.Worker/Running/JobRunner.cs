using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;
using Segmentation.Spark;
using Segmentation.Spark.Connect;

namespace Segmentation.Worker;

/// <summary>One run from the claimed lease to its stored end.</summary>
sealed class JobRunner(
    WorkerSelf self, DatasetStore datasets, FileStore files, JobEnding ending, LeaseThread leases, HoldPoint hold,
    AbandonedRuns abandoned, EngineWatch engines, IOptions<DatasetOptions> places, IOptions<SparkOptions> spark, ILogger<JobRunner> log)
{
    /// <summary>Runs the engine and stores how it ended. Each way to end is one catch.</summary>
    public async Task RunAsync(ActiveRun run)
    {
        log.Claimed(run.Lease.Job.Id, run.Lease.Job.Attempt, run.Lease.Token);
        using var trace = RunTrace.Begin(run.Lease);
        run.Progress.Trace = trace;
        try
        {
            var result = await ExecuteAsync(run);
            hold.At(HoldPoint.BeforeSucceed, run.Stop);
            await ending.SucceedAsync(run, result);
            hold.At(HoldPoint.AfterCommit, CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            ending.Drop(run);
        }
        catch (Exception told) when (run.Reason != EndReason.None && told is OperationCanceledException or SparkException { IsInterrupted: true })
        {
            await ending.StopAsync(run);
        }
        catch (RunHangsException)
        {
            await ending.StopAsync(run);
            log.Hangs(run.Lease.Job.Id, run.Reason);
            await abandoned.FreeAsync(EngineOf(run), KeyOf(run), CancellationToken.None);
        }
        catch (InvalidDatasetException invalid)
        {
            await ending.RefuseAsync(run, invalid);
        }
        catch (Exception error)
        {
            if (error is SparkException { IsUnavailable: true }) engines.Doubt(EngineOf(run), "It went away while a job ran.");
            log.RunFailed(error, run.Lease.Job.Id, run.Lease.Token);
            await ending.FailAsync(run, error);
        }
    }

    async Task<SegmentationResult> ExecuteAsync(ActiveRun run)
    {
        var job = run.Lease.Job;
        var engine = EngineOf(run);
        hold.At(HoldPoint.Claimed, run.Stop);
        if (engine.Kind == EngineKind.Local) await CheckMemoryAsync(job, run.Stop);
        await abandoned.FreeEarlierAsync(run.Lease, engine, run.Stop);

        var folder = files.JobFolder(job.Id, run.Lease.Token);
        Directory.CreateDirectory(folder);
        run.Progress.Told = leases.Wake;
        run.Progress.Entered = stage => hold.At(stage.ToString().ToLowerInvariant(), run.Stop);
        var engineRun = await RunOfAsync(run, folder);
        var work = Task.Run(() => engine.RunAsync(engineRun, run.Progress, run.Stop), CancellationToken.None);
        if (await Task.WhenAny(work, run.Abandoned) != work) throw new RunHangsException();

        var result = await work;
        Durable.Flush(folder);
        run.Stop.ThrowIfCancellationRequested();
        return result with { EngineUse = job.Engine };
    }

    // Asked again here: what was allowed when the job was made may not be now.
    async Task<EngineRun> RunOfAsync(ActiveRun run, string folder)
    {
        var job = run.Lease.Job;
        var engineRun = new EngineRun(files.SourceFile(job.DatasetId), job.FileName, folder, job.Spec) { Key = KeyOf(run) };
        if (job.Engine.Used != EngineKind.Spark || (await datasets.FindAsync(job.DatasetId, run.Stop))?.Uri is not { } text) return engineRun;

        var uri = places.Value.Allowed(text);
        var beside = uri.Parent is { } parent && places.Value.Allows(parent) ? parent : null;
        return engineRun with { Source = uri, Results = spark.Value.ReadResultsRoot() ?? beside };
    }

    IEngine EngineOf(ActiveRun run) => self.Engines[WorkerSelf.QueueOf(run.Lease.Job.Engine.Used)];

    static RunKey KeyOf(ActiveRun run) => new(run.Lease.Job.Id.ToString(), run.Lease.Token);

    // Asked when the job was made, of the largest worker; this one may be smaller.
    async Task CheckMemoryAsync(Job job, CancellationToken ct)
    {
        if (await datasets.FindAsync(job.DatasetId, ct) is not { } dataset)
            throw new InvalidDatasetException("DATASET_NOT_FOUND", "The dataset is gone", "The dataset was deleted. Send the file again.");

        var features = job.Spec.Features is { Count: > 0 } asked ? asked.Count : dataset.Info.Suggested.Features.Count;
        var needed = EngineChoice.EstimateBytes(dataset.Info.Bytes, dataset.Info.Rows, features);
        if (needed > self.MemoryBytes) throw TooLarge(needed, self.MemoryBytes);
    }

    static InvalidDatasetException TooLarge(long needed, long available) => new(
        "TOO_LARGE_FOR_LOCAL", "The file needs more memory than the worker has",
        $"The run needs about {EngineChoice.Size(needed)} of memory; a job may use {EngineChoice.Size(available)}. "
        + "Use fewer features or rows, or a worker with more memory.")
    {
        Numbers = new Dictionary<string, long> { ["neededBytes"] = needed, ["availableBytes"] = available },
    };
}

/// <summary>The engine did not end although it was told to.</summary>
sealed class RunHangsException() : Exception("The run did not end in time.");
