using Segmentation.Checks;
using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Output;
using Segmentation.Profiles;
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
        var (spec, clock) = (run.Spec, new StageClock(events, ct));

        clock.Enter(Stage.Load);
        using var table = DatasetReader.Load(run.SourceFile, spec, clock.BytesOf(run.SourceFile), ct, run.Reading);

        clock.Enter(Stage.Validate);
        clock.Warn(table.Issues);

        clock.Enter(Stage.Clean);
        var clean = table.Clean(spec.Cleaning, ct);

        clock.Enter(Stage.Features);
        var values = clean.Values;

        clock.Enter(Stage.Scale);
        var scaled = Scaler.Scale(values, spec.Scaling, table.Transforms(spec.Transform), ct);

        clock.Enter(Stage.Cluster);
        var groups = LocalGroups.Find(clean, scaled, spec, events, ct);
        var (used, choice) = (groups.Table, groups.Choice);

        clock.Enter(Stage.Evaluate);
        var findings = Findings.Measure(used, groups.Scaled, choice, spec.Seed, clock, ct) with
        {
            Extremes = groups.Extremes,
        };

        clock.Enter(Stage.Save);
        var files = ResultFiles.Write(used, choice, findings, run.OutputFolder, clock, ct);

        clock.End();
        var source = new SourceFacts(used.Rows, table.Dialect, table.Columns, table.Issues);
        return Doubts.Raise(findings.ToResult(spec, Kind, source, choice, files)) with { Timings = clock.Timings };
    }
}
