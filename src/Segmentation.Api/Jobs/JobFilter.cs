using Microsoft.AspNetCore.Mvc;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Which jobs to list.</summary>
sealed class JobFilter
{
    const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>Only these states, comma-separated.</summary>
    /// <example>queued,running</example>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>Part of the name or the file's name, or the id.</summary>
    /// <example>customers</example>
    [FromQuery(Name = "q")]
    public string? Text { get; init; }

    /// <summary>Only jobs of this dataset.</summary>
    [FromQuery(Name = "datasetId")]
    public string? DatasetId { get; init; }

    /// <summary>Only jobs of this schedule.</summary>
    [FromQuery(Name = "scheduleId")]
    public string? ScheduleId { get; init; }

    /// <summary>Only jobs made later than this.</summary>
    /// <example>2026-01-01T00:00:00Z</example>
    [FromQuery(Name = "createdAfter")]
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>`createdAt desc` (the default) or `createdAt`.</summary>
    /// <example>createdAt desc</example>
    [FromQuery(Name = "orderBy")]
    public string? OrderBy { get; init; }

    /// <summary>Entries on a page; larger numbers are reduced to the limit.</summary>
    /// <example>50</example>
    [FromQuery(Name = "pageSize")]
    public int? PageSize { get; init; }

    /// <summary>`nextPageToken` of the previous page.</summary>
    [FromQuery(Name = "pageToken")]
    public string? PageToken { get; init; }

    /// <exception cref="ProblemException">A filter is not valid.</exception>
    public JobQuery ToQuery(LimitsOptions limits) => new()
    {
        States = [.. (State ?? "").Split(',', Trimmed).Select(StateOf)],
        Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        DatasetId = DatasetId is null ? null : IdOf(DatasetId),
        ScheduleId = ScheduleId is null ? null : ScheduleOf(ScheduleId),
        CreatedAfter = CreatedAfter,
        OldestFirst = OrderBy switch
        {
            null or "" or "createdAt desc" => false,
            "createdAt" or "createdAt asc" => true,
            _ => throw new ProblemException(
                Problems.Malformed("orderBy is «createdAt desc» or «createdAt».", "orderBy")),
        },
        PageSize = Paging.Size(PageSize, limits),
        PageToken = string.IsNullOrEmpty(PageToken) ? null : PageToken,
    };

    // TryParse alone would accept numbers too.
    static JobState StateOf(string word) =>
        char.IsAsciiLetter(word[0]) && Enum.TryParse<JobState>(word, ignoreCase: true, out var state)
            ? state
            : throw new ProblemException(
                Problems.Malformed("state is queued, running, succeeded, failed or canceled.", "state"));

    static ScheduleId ScheduleOf(string text) => Postgres.ScheduleId.TryParse(text, out var id)
        ? id : throw new ProblemException(Problems.NoSuchSchedule(text));

    static DatasetId IdOf(string text) => Postgres.DatasetId.TryParse(text, out var id)
        ? id : throw new ProblemException(Problems.NoSuchDataset(text));
}
