using Segmentation.Checks;
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
        using var source = LocalSource.Load(run, clock, ct);

        clock.Enter(Stage.Validate);
        clock.Warn(source.Issues);

        clock.Enter(Stage.Clean);
        source.Clean(ct);

        clock.Enter(Stage.Features);
        var clean = source.Customers(run.OutputFolder, clock, ct);

        clock.Enter(Stage.Scale);
        var scaled = Scaler.Scale(clean.Values, spec.Scaling, clean.Source.Transforms(spec.Transform), ct);

        clock.Enter(Stage.Cluster);
        var groups = LocalGroups.Find(clean, scaled, spec, events, ct);
        var (used, choice) = (groups.Table, groups.Choice);

        clock.Enter(Stage.Evaluate);
        var findings = Findings.Measure(used, groups.Scaled, choice, spec.Seed, clock, ct) with
        {
            Extremes = groups.Extremes,
        };
        findings = findings with { Segments = source.Describe(findings.Segments, used, choice.Fit.Labels) };

        clock.Enter(Stage.Save);
        var files = ResultFiles.Write(used, choice, findings, run.OutputFolder, clock, ct);

        clock.End();
        var facts = new SourceFacts(used.Rows, used.Source.Dialect, used.Source.Columns, used.Source.Issues);
        var result = source.Complete(findings.ToResult(spec, Kind, facts, choice, files));
        return Doubts.Raise(result) with { Timings = clock.Timings };
    }
}
