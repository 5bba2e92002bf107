using System.Text.Json.Serialization;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>A segmentation that runs on a schedule.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateSchedule
{
    const int LongestName = 200;
    const int TimesLookedAt = 50;
    const string Always = "* * * * *";

    // At shorter intervals, jobs would only accumulate.
    static readonly TimeSpan Closest = TimeSpan.FromMinutes(1);

    /// <summary>Name of the schedule and its jobs, at most 200 characters. Default: the name in `job`.</summary>
    /// <example>Every Monday</example>
    public string? Name { get; init; }

    /// <summary>When it is due: the five fields of cron (minute, hour, day, month, weekday), six with the second first,
    /// or `@daily` and the like. At most once a minute.</summary>
    /// <example>0 6 * * MON</example>
    public required string Cron { get; init; }

    /// <summary>Time zone of the expression: an IANA name. Default UTC.</summary>
    /// <example>Europe/Berlin</example>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The request of every job, as for `POST /api/v1/jobs`, without `runAt`.</summary>
    public required JobRequest Job { get; init; }

    /// <summary>When it would be due next.</summary>
    /// <exception cref="ProblemException">It would never be due, or too often.</exception>
    internal IReadOnlyList<DateTimeOffset> Check(DateTimeOffset now)
    {
        // The types forbid null, but JSON can still have it.
        if (Cron is null || TimeZone is null || Job is null)
            throw new ProblemException(Problems.Malformed("cron, timeZone and job cannot be null."));
        if (Name?.Length > LongestName)
            throw Refused(RunErrors.InvalidSetting, "/name", $"A name has at most {LongestName} characters.");
        if (Job.RunAt is not null)
            throw Refused(
                RunErrors.InvalidSetting, "/job/runAt", "The jobs of a schedule start when it is due: omit runAt.");
        Read(RequestErrors.InvalidTimeZone, "/timeZone", () => CronTimes.Parse(Always, TimeZone));
        var cron = Read(RequestErrors.InvalidCron, "/cron", () => CronTimes.Parse(Cron, TimeZone));
        var times = cron.NextTimes(now, TimesLookedAt);
        if (times.Count == 0)
            throw Refused(RequestErrors.InvalidCron, "/cron", $"The expression «{Cron}» has no time in the future.");
        if (times.Zip(times.Skip(1)).Any(pair => pair.Second - pair.First < Closest))
            throw Refused(
                RequestErrors.InvalidCron, "/cron",
                $"The expression «{Cron}» is due more often than once a minute, "
                + "which is the most frequent schedule allowed.");
        return times;
    }

    internal string? NameOfJobs => string.IsNullOrWhiteSpace(Name) ? Job.Name?.Trim() : Name.Trim();

    static CronTimes Read(ErrorCode error, string pointer, Func<CronTimes> read)
    {
        try
        {
            return read();
        }
        catch (CronException wrong)
        {
            throw Refused(error, pointer, wrong.Message);
        }
    }

    static ProblemException Refused(ErrorCode error, string pointer, string detail) =>
        new(Problems.InvalidSetting(error, pointer, detail));
}
