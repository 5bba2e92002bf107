using Quartz;

namespace Segmentation.Postgres;

/// <summary>The expression or the time zone is not understood; the message says why, and what would be.</summary>
public sealed class CronException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The times that a cron expression names in a time zone.</summary>
/// <remarks>When the clocks go forward, a skipped time is due right after the change; when they go back, a repeated
/// time is due once, the first time. Hourly and more frequent schedules continue through the change.</remarks>
public sealed class CronTimes
{
    const int UnixFields = 5;
    const int LongestExpression = 200;
    const int MostTimes = 100;

    readonly CronExpression _expression;

    CronTimes(CronExpression expression) => _expression = expression;

    /// <summary>Reads an expression of five fields as cron does (minute hour day month weekday, Sunday is 0 or 7), of
    /// six or seven as Quartz does (second minute hour day month weekday [year], Sunday is 1), or <c>@daily</c> and
    /// the like.</summary>
    /// <param name="cron">Such as <c>0 6 * * MON-FRI</c> or <c>0 0 6 ? * MON-FRI</c>; 200 characters at most.</param>
    /// <param name="timeZone">An IANA name such as <c>Europe/Berlin</c>, or <c>UTC</c>.</param>
    /// <exception cref="CronException">One of them is not understood, or the expression has no time to
    /// come.</exception>
    public static CronTimes Parse(string cron, string timeZone)
    {
        if (cron.Length > LongestExpression)
            throw new CronException($"The expression is longer than {LongestExpression} characters.");
        var times = new CronTimes(ReadExpression(cron, ReadZone(timeZone)));
        return times.Next(DateTimeOffset.UnixEpoch) is not null
            ? times
            : throw new CronException($"The expression '{cron}' names no time at all.");
    }

    /// <summary>The first due time later than a moment; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var next = _expression.GetNextValidTimeAfter(FirstPass(after));
        while (next <= after) next = _expression.GetNextValidTimeAfter(next.Value);
        return next?.ToUniversalTime();
    }

    /// <summary>The last due time that is not later than a moment; null when there is none.</summary>
    public DateTimeOffset? Latest(DateTimeOffset now)
    {
        // Quartz looks for a time before a whole second: this moment counts too.
        var second = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), now.Offset);
        var latest = _expression.GetPreviousValidTimeBefore(second.AddSeconds(1));
        while (latest is { } found && Next(found.AddSeconds(-1)) != found)
            latest = _expression.GetPreviousValidTimeBefore(found);
        return latest?.ToUniversalTime();
    }

    /// <summary>The next due times, at most <paramref name="count"/> and at most 100.</summary>
    public IReadOnlyList<DateTimeOffset> NextTimes(DateTimeOffset after, int count)
    {
        var times = new List<DateTimeOffset>();
        for (var next = Next(after); next is { } due && times.Count < Math.Min(count, MostTimes); next = Next(due))
            times.Add(due);
        return times;
    }

    // Within an hour that is repeated, Quartz returns a time that it has already returned in the first pass: search
    // from the first pass.
    DateTimeOffset FirstPass(DateTimeOffset time)
    {
        var zone = _expression.TimeZone;
        var local = TimeZoneInfo.ConvertTime(time, zone);
        if (!zone.IsAmbiguousTime(local.DateTime)) return time;

        var offsets = zone.GetAmbiguousTimeOffsets(local.DateTime);
        return local.Offset == offsets.Min() ? time - (offsets.Max() - offsets.Min()) : time;
    }

    static TimeZoneInfo ReadZone(string timeZone)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) && (zone.HasIanaId || timeZone == "UTC"))
            return zone;

        throw new CronException(
            $"The time zone '{timeZone}' is not known. Use an IANA name such as Europe/Berlin, or UTC.");
    }

    static CronExpression ReadExpression(string cron, TimeZoneInfo zone)
    {
        var fields = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        try
        {
            var format = fields == UnixFields ? CronFormat.Unix : CronFormat.Quartz;
            return CronExpression.Parse(cron, format).WithTimeZone(zone);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new CronException($"The expression '{cron}' is not understood. Write five fields (minute hour day "
                + "month weekday, such as 0 6 * * MON-FRI) or six with the second first (0 0 6 ? * MON-FRI).", error);
        }
    }
}
