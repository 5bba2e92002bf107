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
    /// <param name="engine">What runs, and what is known of the customers besides.</param>
    /// <param name="report">The clock that is at the stage of the features, and what it reports to.</param>
    public static SegmentationResult Run(
        CleanTable clean, EngineRun run, (EngineKind Kind, ICustomerFacts Facts) engine,
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
        findings = findings with { Segments = engine.Facts.Describe(findings.Segments, used, choice.Fit.Labels) };

        clock.Enter(Stage.Save);
        var files = ResultFiles.Write(used, choice, findings, run.OutputFolder, clock, ct);

        clock.End();
        var facts = new SourceFacts(used.Rows, used.Source.Dialect, used.Source.Columns, used.Source.Issues);
        var result = engine.Facts.Complete(findings.ToResult(spec, engine.Kind, facts, choice, files));
        return Doubts.Raise(result) with { Timings = clock.Timings };
    }
}

/// <summary>What is known of customers besides the numbers that are compared.</summary>
interface ICustomerFacts
{
    /// <summary>The segments with what their customers bought.</summary>
    /// <param name="used">The rows that are in a segment.</param>
    /// <param name="labels">Segment of each, from 0.</param>
    IReadOnlyList<SegmentProfile> Describe(
        IReadOnlyList<SegmentProfile> segments, CleanTable used, byte[] labels);

    /// <summary>The result with what is known of the purchases.</summary>
    SegmentationResult Complete(SegmentationResult result);
}
