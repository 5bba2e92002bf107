using Segmentation.Settings;

namespace Segmentation;

/// <summary>Runs a job from the file to its result. The local engine and Spark give the same answers.</summary>
public interface IEngine
{
    /// <summary>What this is: <see cref="EngineKind.Local"/> or <see cref="EngineKind.Spark"/>.</summary>
    EngineKind Kind { get; }

    /// <summary>Goes through all stages; the files of the result are in the output folder when it returns.</summary>
    /// <exception cref="InvalidDatasetException">The file cannot be segmented; says what, where and what to
    /// do.</exception>
    Task<SegmentationResult> RunAsync(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct);

    /// <summary>Interrupts and frees what the run of a lost worker left outside its process. A run that left nothing,
    /// or is unknown, is no error; asked twice, the second time does nothing.</summary>
    Task AbandonAsync(RunKey key, CancellationToken ct);

    /// <summary>Asks whether a run could begin now. What the engine needs being away is an answer, not an
    /// exception.</summary>
    Task<EngineHealth> CheckAsync(CancellationToken ct);
}

/// <summary>One run of an engine.</summary>
/// <param name="SourceFile">The CSV as it was uploaded; not there when <see cref="Source"/> is.</param>
/// <param name="FileName">What the user calls it; for texts only, never a path.</param>
/// <param name="OutputFolder">Exists and is empty; belongs to this run alone.</param>
/// <param name="Spec">What was asked for.</param>
/// <exception cref="ArgumentException">A setting of the spec is outside of what is allowed.</exception>
public sealed record EngineRun(string SourceFile, string FileName, string OutputFolder, SegmentationSpec Spec)
{
    /// <summary>What was asked for.</summary>
    public SegmentationSpec Spec { get; init; } = RunSettings.Check(Spec) is [var fault, ..]
        ? throw new ArgumentException(fault.Message, nameof(Spec))
        : Spec;

    /// <summary>What of the file is not to be found out; null: nothing is known.</summary>
    public FileReading? Reading { get; init; }

    /// <summary>Which run this is; one of its own when the run belongs to no job.</summary>
    public RunKey Key { get; init; } = new($"run_{Guid.CreateVersion7():N}", 0);

    /// <summary>The file, or the folder of files, on a cluster; null when there is a file here.</summary>
    public DataUri? Source { get; init; }

    /// <summary>The folder on the cluster in which the run makes one for its results; null: in the source, which has to
    /// be a folder then.</summary>
    public DataUri? Results { get; init; }
}

/// <summary>Names a run outside its process. Who knows it can free what the run left there.</summary>
/// <param name="JobId">The job, as callers know it.</param>
/// <param name="Token">Of the lease: another one for every attempt.</param>
public sealed record RunKey(string JobId, long Token);

/// <summary>Whether an engine can be used.</summary>
/// <param name="Ready">A run could begin now.</param>
/// <param name="Version">Of what it runs on, such as <c>4.3.0</c>; null when that is this process or is not
/// known.</param>
/// <param name="Ui">Address of its own page, http or https; null when there is none.</param>
/// <param name="Problem">What is the matter, for people; null when it is ready.</param>
public sealed record EngineHealth(bool Ready, string? Version, string? Ui, string? Problem)
{
    /// <summary>Ready, with nothing to tell.</summary>
    public static EngineHealth Here { get; } = new(true, null, null, null);
}
