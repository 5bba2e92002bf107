using Segmentation.Checks;
using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Output;
using Segmentation.Profiles;
using Segmentation.Progress;

namespace Segmentation;

/// <summary>The analysis of customers whose numbers are in memory, from the scale to the result.</summary>
static class LocalAnalysis
{
    /// <param name="clean">The customers.</param>
    /// <param name="engine">What runs, and what it adds to the result.</param>
    /// <param name="report">The clock that is at the stage of the features, and what it reports to.</param>
    public static SegmentationResult Run(
        CleanTable clean, EngineRun run, (EngineKind Kind, Completion Complete) engine,
        (StageClock Clock, IProgress<EngineEvent> Events) report, CancellationToken ct)
    {
        var (spec, (clock, events)) = (run.Spec, report);

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

        clock.Enter(Stage.Save);
        var files = ResultFiles.Write(used, choice, findings, run.OutputFolder, clock, ct);

        clock.End();
        var facts = new SourceFacts(used.Rows, used.Source.Dialect, used.Source.Columns, used.Source.Issues);
        var result = findings.ToResult(spec, engine.Kind, facts, choice, files);
        return Doubts.Raise(engine.Complete(result, used, choice.Fit.Labels)) with { Timings = clock.Timings };
    }
}

/// <summary>The result with what is known besides.</summary>
/// <param name="used">The rows that are in a segment.</param>
/// <param name="labels">Segment of each, from 0.</param>
delegate SegmentationResult Completion(SegmentationResult result, CleanTable used, byte[] labels);
