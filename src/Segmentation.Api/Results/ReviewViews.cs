using Segmentation.Checks;
using Segmentation.Insights;

namespace Segmentation.Api;

/// <summary>Who each segment is, and what to do about it.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Language">Language of the actions.</param>
/// <param name="Insights">By segment number.</param>
public sealed record InsightsView(string JobId, string Language, IReadOnlyList<Insight> Insights);

/// <summary>Whether a result can be trusted.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Summary">All checks in a line.</param>
/// <param name="Checks">Each check; always the same ones in the same order.</param>
public sealed record ChecksView(string JobId, CheckSummary Summary, IReadOnlyList<Check> Checks)
{
    internal static ChecksView From(string id, IReadOnlyList<Check> checks) =>
        new(id, CheckSummary.Of(checks), checks);
}

/// <summary>How long a run took, and what it needed.</summary>
public sealed record EfficiencyView
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }
    /// <summary>The engine that ran it.</summary>
    public required EngineKind Engine { get; init; }
    /// <summary>Of all stages, in seconds.</summary>
    public required double Seconds { get; init; }
    /// <summary>Wall time of each stage, in order.</summary>
    public required IReadOnlyList<StageTiming> Stages { get; init; }
    /// <summary>Rows read for each second of loading, or lines of purchases for each second of making customers of
    /// them; null when that took no time that could be measured.</summary>
    public required double? ReadPerSecond { get; init; }
    /// <summary>Rows used, for each second of clustering, in which every k and every start goes over them; null when
    /// that took no time that could be measured.</summary>
    public required double? ClusteredPerSecond { get; init; }
    /// <summary>Bytes of memory that a run in process is expected to need at its peak; the peak itself is not measured.
    /// Null when the file's size is not known.</summary>
    public required long? EstimatedBytes { get; init; }
    /// <summary>The newest other run with the same file and settings on the other engine; null when there is
    /// none.</summary>
    public required EngineTimes? OtherEngine { get; init; }

    internal static EfficiencyView From(string id, SegmentationResult result, long? bytes, EngineTimes? other) => new()
    {
        JobId = id,
        Engine = result.Engine,
        Seconds = Sum(result),
        Stages = result.Timings,
        // Lines of purchases are read where customers are made of them.
        ReadPerSecond = result.Purchases is { } lines
            ? PerSecond(lines.Read, result, Stage.Features) : PerSecond(result.Rows.Read, result, Stage.Load),
        ClusteredPerSecond = PerSecond(result.Rows.Used, result, Stage.Cluster),
        EstimatedBytes = bytes is { } size
            ? EngineChoice.EstimateBytes(size, result.Purchases?.Read ?? result.Rows.Read, result.Features.Count)
            : null,
        OtherEngine = other,
    };

    internal static double Sum(SegmentationResult result) => result.Timings.Sum(timing => timing.Seconds);

    static double? PerSecond(long rows, SegmentationResult result, Stage stage) =>
        result.Timings.FirstOrDefault(timing => timing.Stage == stage) is { Seconds: > 0 } timing
            ? rows / timing.Seconds : null;
}

/// <summary>How long a run on the other engine took.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Engine">Its engine.</param>
/// <param name="Seconds">Of all stages.</param>
/// <param name="Stages">Wall time of each stage, in order.</param>
public sealed record EngineTimes(string JobId, EngineKind Engine, double Seconds, IReadOnlyList<StageTiming> Stages)
{
    internal static EngineTimes From(string id, SegmentationResult result) =>
        new(id, result.Engine, EfficiencyView.Sum(result), result.Timings);
}
