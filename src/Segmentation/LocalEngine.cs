namespace Segmentation;

/// <summary>The analysis from file to segments, in this process, in the order the data goes through it.</summary>
public sealed class LocalEngine : IEngine
{
    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Local;

    /// <inheritdoc/>
    public Task<SegmentationResult> RunAsync(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct) =>
        throw new NotSupportedException();
}
