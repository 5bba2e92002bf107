using Microsoft.Extensions.Options;
using Segmentation.Postgres;
using Segmentation.Settings;
using Segmentation.Spark;

namespace Segmentation.Worker;

/// <summary>Finds the segments of a dataset with the engine that was chosen for the job.</summary>
sealed class SegmentWork(
    DatasetStore datasets, FileStore files, IOptions<DatasetOptions> places, IOptions<SparkOptions> spark) : IJobWork
{
    public string Kind => SegmentJob.Kind;

    public async Task<JobResult> RunAsync(JobRun run, CancellationToken ct)
    {
        var spec = SegmentJob.SpecOf(run.Job)!;
        if (RunSettings.Check(spec) is [var fault, ..])
            throw new StoredJsonException(nameof(SegmentationSpec), new ArgumentException(fault.Message));
        var dataset = await datasets.FindAsync(run.Job.DatasetId, ct) ?? throw new InvalidDatasetException(
            DataErrors.DatasetNotFound, "The dataset was deleted. Send the file again.");
        if (run.Engine.Kind == EngineKind.Local) CheckMemory(dataset.Info, spec, run.MemoryBytes);

        var result = await run.Engine.RunAsync(EngineRunOf(run, dataset, spec), run.Events, ct);
        return SegmentJob.Result(result with { EngineUse = run.Job.Engine });
    }

    // The settings are read again here: a place that was allowed when the job was made may not be now.
    EngineRun EngineRunOf(JobRun run, Postgres.Dataset dataset, SegmentationSpec spec)
    {
        var file = files.SourceFile(dataset.Id);
        var engineRun = new EngineRun(file, run.Job.FileName, run.Folder, spec)
        {
            Key = run.Key,
            Reading = dataset.Reading,
        };
        if (dataset.Uri is not { } text) return engineRun;

        var uri = places.Value.Allowed(text);
        var beside = uri.Parent is { } parent && places.Value.Allows(parent) ? parent : null;
        return engineRun with { Source = uri, Results = spark.Value.ReadResultsRoot() ?? beside };
    }

    // Checked when the job was made, against the largest worker; this one may be smaller.
    static void CheckMemory(DatasetInfo info, SegmentationSpec spec, long available)
    {
        var needed = EngineChoice.EstimateBytes(info.Bytes, info.Rows, ComparedFeatures.Of(info, spec).Count);
        if (needed <= available) return;

        throw new InvalidDatasetException(
            RunErrors.TooLargeForLocal,
            $"The run needs about {EngineChoice.Size(needed)} of memory; a job may use {EngineChoice.Size(available)}. "
            + "Use fewer features or rows, or a worker with more memory.")
        {
            Numbers = new Dictionary<string, long> { ["neededBytes"] = needed, ["availableBytes"] = available },
        };
    }
}
