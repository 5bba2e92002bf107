namespace Segmentation.Checks;

/// <summary>Checks a result by its own numbers, and by other runs on the same file.</summary>
public static class RunChecks
{
    /// <summary>Every check, always the same ones in the same order.</summary>
    /// <param name="result">What the run found.</param>
    /// <param name="others">What is known of other runs on the file.</param>
    public static IReadOnlyList<Check> Of(SegmentationResult result, OtherRuns others)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(others);
        return
        [
            RowChecks.Rows(result.Rows),
            RowChecks.Sizes(result),
            RowChecks.LeftOut(result.Rows),
            SegmentChecks.Smallest(result),
            SegmentChecks.Structure(result.Structure),
            SegmentChecks.Stability(result),
            SegmentChecks.Separation(result),
            SegmentChecks.DaviesBouldin(result.Metrics),
            FeatureChecks.Significance(result),
            FeatureChecks.Leverage(result),
            SegmentChecks.Convergence(result),
            OtherRunChecks.SameBytes(result, others),
            OtherRunChecks.Engines(result, others.OtherEngine),
        ];
    }
}

/// <summary>Other finished runs on the same file with the same settings.</summary>
public sealed record OtherRuns
{
    /// <summary>One on the same engine; null when there is none.</summary>
    public SameRun? Same { get; init; }
    /// <summary>One on the other engine; null when there is none.</summary>
    public SegmentationResult? OtherEngine { get; init; }
}

/// <summary>A run that should have given the same bytes.</summary>
/// <param name="Job">Its id.</param>
/// <param name="Hash">SHA-256 of this run's assignments.csv, in hexadecimal; null when the file is gone.</param>
/// <param name="OtherHash">That of the other run.</param>
public sealed record SameRun(string Job, string? Hash, string? OtherHash);
