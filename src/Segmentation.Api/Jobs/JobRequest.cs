using System.Text.Json.Serialization;
using Segmentation.Settings;

namespace Segmentation.Api;

/// <summary>A segmentation to start. Only the dataset is needed; everything else has a default.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record JobRequest : SegmentationSpec
{
    const int LongestName = 200;

    // A client's clock may be slightly behind; a time further back is a mistake.
    static readonly TimeSpan SlowClock = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    /// <summary>Which file, from `POST /api/v1/datasets`.</summary>
    /// <example>ds_06DJ3NSAYM7BK8QT5G9V1XZC2R</example>
    public required string DatasetId { get; init; }

    /// <summary>Name of this run, at most 200 characters.</summary>
    /// <example>Customers of the third quarter</example>
    public string? Name { get; init; }

    /// <summary>Start no earlier than this time, with `Z` or an offset; at most 366 days ahead. Default: as soon as a
    /// worker is free.</summary>
    /// <example>2026-12-01T06:00:00Z</example>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>−100 to 100: of the jobs that are due, those with a larger number run first. Default 0.</summary>
    /// <example>0</example>
    public int Priority { get; init; }

    internal short ToPriority() => Priorities.Checked(Priority);

    /// <exception cref="ProblemException">It lies in the past or too far ahead.</exception>
    internal DateTimeOffset? ToRunAt(DateTimeOffset now)
    {
        if (RunAt < now - SlowClock) throw Refused("/runAt", "runAt is in the past. Leave it out to start at once.");
        if (RunAt > now + Farthest)
            throw Refused("/runAt", $"runAt is more than {Farthest.Days} days ahead, the furthest that is allowed.");
        return RunAt;
    }

    /// <exception cref="ProblemException">The name is too long, or a setting is not allowed.</exception>
    internal SegmentationSpec ToCheckedSpec()
    {
        if (Name?.Length > LongestName) throw Refused("/name", $"A name has at most {LongestName} characters.");
        return SettingProblems.Checked(ToSpec());
    }

    static ProblemException Refused(string pointer, string detail) =>
        new(Problems.InvalidSetting(pointer, detail));
}

/// <summary>Settings that are not allowed, as problems.</summary>
static class SettingProblems
{
    /// <summary>The spec, if it is valid.</summary>
    /// <exception cref="ProblemException">Names every setting that is not valid.</exception>
    public static SegmentationSpec Checked(SegmentationSpec spec)
    {
        if (RunSettings.Check(spec) is not [var first, ..] faults) return spec;
        throw new ProblemException(new Problem(first.Error, string.Join(" ", faults.Select(fault => fault.Message)))
        {
            Errors = [.. faults.Select(fault =>
                new ProblemItem(fault.Setting.Pointer, fault.Error.Code, fault.Message))],
        });
    }
}
