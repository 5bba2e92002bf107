namespace Segmentation;

/// <summary>Runs a job from the file to its result. The local engine and Spark give the same answers.</summary>
public interface IEngine
{
    /// <summary>What this is: <see cref="EngineKind.Local"/> or <see cref="EngineKind.Spark"/>.</summary>
    EngineKind Kind { get; }

    /// <summary>Goes through all stages; the files of the result are in the output folder when it returns.</summary>
    /// <exception cref="InvalidDatasetException">The file cannot be segmented; says what, where and what to do.</exception>
    Task<SegmentationResult> RunAsync(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct);
}

/// <summary>One run of an engine.</summary>
/// <param name="SourceFile">The CSV as it was uploaded.</param>
/// <param name="FileName">What the user calls it; for texts only, never a path.</param>
/// <param name="OutputFolder">Exists and is empty; belongs to this run alone.</param>
/// <param name="Spec">What was asked for.</param>
public sealed record EngineRun(string SourceFile, string FileName, string OutputFolder, SegmentationSpec Spec);
