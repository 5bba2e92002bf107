using Segmentation.Progress;

namespace Segmentation;

/// <summary>The analysis from file to segments, in this process, in the order the data goes through it.</summary>
public sealed class LocalEngine : IEngine
{
    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Local;

    /// <inheritdoc/>
    public Task<SegmentationResult> RunAsync(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Task.Run(() => Analyse(run, events, ct), ct);
    }

    /// <inheritdoc/>
    public Task AbandonAsync(RunKey key, CancellationToken ct) => Task.CompletedTask;   // it ended with its process

    /// <inheritdoc/>
    public Task<EngineHealth> CheckAsync(CancellationToken ct) => Task.FromResult(EngineHealth.Here);

    SegmentationResult Analyse(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct)
    {
        var clock = new StageClock(events, ct);

        clock.Enter(Stage.Load);
        using var source = LocalSource.Load(run, clock, ct);

        clock.Enter(Stage.Validate);
        clock.Warn(source.Issues);

        clock.Enter(Stage.Clean);
        source.Clean(ct);

        clock.Enter(Stage.Features);
        var clean = source.Customers(run.OutputFolder, clock, ct);

        return LocalAnalysis.Run(clean, run, (Kind, source), (clock, events), ct);
    }
}
