namespace Segmentation.Postgres;

/// <summary>A spec that is run on a dataset at the times of a cron expression.</summary>
public sealed record Schedule
{
    /// <summary>The id that callers know.</summary>
    public required ScheduleId Id { get; init; }
    /// <summary>What the user calls it, and its jobs; null when not said.</summary>
    public string? Name { get; init; }
    /// <summary>May be deleted by now; then the schedule pauses itself when it is next due.</summary>
    public required DatasetId DatasetId { get; init; }
    /// <summary>What every job is asked for.</summary>
    public required SegmentationSpec Spec { get; init; }
    /// <summary>Decided when the schedule was made or changed.</summary>
    public required EngineUse Engine { get; init; }
    /// <summary>Of its jobs.</summary>
    public short Priority { get; init; }
    /// <summary>As <see cref="CronTimes.Parse"/> reads it.</summary>
    public required string Cron { get; init; }
    /// <summary>IANA name.</summary>
    public required string TimeZone { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Since when it is paused; null when it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }
    /// <summary>Null while paused and when no time is left.</summary>
    public DateTimeOffset? NextDueAt { get; init; }
    /// <summary>The last due time that was dealt with.</summary>
    public DateTimeOffset? LastDueAt { get; init; }
    /// <summary>The job of the last due time; may be deleted by now.</summary>
    public JobId? LastJobId { get; init; }
    /// <summary>Why it paused itself, in a sentence; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>The next due times, the first of them <see cref="NextDueAt"/>; none while paused.</summary>
    public IReadOnlyList<DateTimeOffset> NextDueTimes(int count) => NextDueAt is { } next
        ? [.. CronTimes.Parse(Cron, TimeZone).NextTimes(next.AddSeconds(-1), count)]
        : [];
}

/// <summary>A schedule to be made, or what one shall become.</summary>
/// <param name="DatasetId">Must exist.</param>
/// <param name="Spec">What every job is asked for.</param>
/// <param name="Engine">Decided before; <see cref="EngineUse.Used"/> names the queue.</param>
/// <param name="Cron">As <see cref="CronTimes.Parse"/> reads it.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record NewSchedule(
    DatasetId DatasetId, SegmentationSpec Spec, EngineUse Engine, string Cron, string TimeZone)
{
    /// <summary>What the user calls it, and its jobs.</summary>
    public string? Name { get; init; }
    /// <summary>Of its jobs. Default 0.</summary>
    public short Priority { get; init; }
}

/// <summary>What became of a schedule that was to be stored.</summary>
public enum ScheduleOutcome
{
    /// <summary>It is stored.</summary>
    Saved,
    /// <summary>There is no such schedule.</summary>
    NotFound,
    /// <summary>There is no such dataset.</summary>
    NoDataset,
}

/// <summary>What became of a schedule that was to be stored; null unless it was.</summary>
public sealed record ScheduleSaved(ScheduleOutcome Outcome, Schedule? Schedule);
