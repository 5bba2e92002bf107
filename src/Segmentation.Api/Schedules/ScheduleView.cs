using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>A segmentation that runs on a schedule.</summary>
public sealed record ScheduleView
{
    const int ShownRuns = 5;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Name of the schedule and its jobs.</summary>
    public string? Name { get; init; }
    /// <summary>When it is due.</summary>
    public required string Cron { get; init; }
    /// <summary>Time zone of the expression.</summary>
    public required string TimeZone { get; init; }
    /// <summary>Which file.</summary>
    public required string DatasetId { get; init; }
    /// <summary>Which engine was requested, which one runs its jobs, and why.</summary>
    public required EngineUse Engine { get; init; }
    /// <summary>The settings of every job, with the defaults.</summary>
    public required SegmentationSpec Parameters { get; init; }
    /// <summary>Priority of its jobs: jobs with a larger one run first.</summary>
    public required int Priority { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Whether it is paused: no job is made until it is resumed.</summary>
    public required bool Paused { get; init; }
    /// <summary>Since when; null when it is not paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }
    /// <summary>The next times it is due, at most five; none while it is paused.</summary>
    public required IReadOnlyList<DateTimeOffset> NextRuns { get; init; }
    /// <summary>When it was last due; null before the first time.</summary>
    public DateTimeOffset? LastRunAt { get; init; }
    /// <summary>The job of that time, which may be deleted by now.</summary>
    public string? LastJobId { get; init; }
    /// <summary>Why it paused itself; null otherwise.</summary>
    public string? Problem { get; init; }
    /// <summary>Related addresses.</summary>
    public required ScheduleLinks Links { get; init; }

    internal static ScheduleView From(Schedule schedule) => new()
    {
        Id = schedule.Id.ToString(),
        Name = schedule.Name,
        Cron = schedule.Cron,
        TimeZone = schedule.TimeZone,
        DatasetId = schedule.DatasetId.ToString(),
        Engine = schedule.Engine,
        Parameters = schedule.Spec,
        Priority = schedule.Priority,
        CreatedAt = schedule.CreatedAt,
        Paused = schedule.PausedAt is not null,
        PausedAt = schedule.PausedAt,
        NextRuns = NextOf(schedule),
        LastRunAt = schedule.LastDueAt,
        LastJobId = schedule.LastJobId?.ToString(),
        Problem = schedule.Problem,
        Links = ScheduleLinks.Of(schedule.Id.ToString()),
    };

    // Another machine may know a time zone that this one does not: the rest is shown anyway.
    static IReadOnlyList<DateTimeOffset> NextOf(Schedule schedule)
    {
        try
        {
            return schedule.NextDueTimes(ShownRuns);
        }
        catch (CronException)
        {
            return schedule.NextDueAt is { } next ? [next] : [];
        }
    }
}

/// <summary>Addresses related to a schedule.</summary>
/// <param name="Self">The schedule.</param>
/// <param name="Pause">POST pauses it.</param>
/// <param name="Resume">POST resumes it.</param>
/// <param name="Jobs">The jobs it has made.</param>
public sealed record ScheduleLinks(string Self, string Pause, string Resume, string Jobs)
{
    internal static ScheduleLinks Of(string id)
    {
        var self = $"/api/v1/schedules/{id}";
        return new(self, $"{self}:pause", $"{self}:resume", $"/api/v1/jobs?scheduleId={id}");
    }
}

/// <summary>The schedules, newest first.</summary>
public sealed record ScheduleList(IReadOnlyList<ScheduleView> Schedules);

/// <summary>What would be made: the answer of a check with `validateOnly=true`.</summary>
/// <param name="Valid">Always true: an invalid schedule is answered with a problem.</param>
/// <param name="NextRuns">The next times it would be due, at most five.</param>
/// <param name="Engine">Which engine would run its jobs, and why.</param>
/// <param name="Parameters">The settings of every job, with the defaults and the features filled in.</param>
public sealed record ScheduleCheck(
    bool Valid, IReadOnlyList<DateTimeOffset> NextRuns, EngineUse Engine, SegmentationSpec Parameters);
