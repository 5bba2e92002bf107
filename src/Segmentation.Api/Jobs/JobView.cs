using System.Globalization;
using Microsoft.AspNetCore.Http;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>A job: one run of the segmentation on one file.</summary>
public sealed record JobView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>What it does: `segment` finds segments.</summary>
    public required string Kind { get; init; }
    /// <summary>What the caller calls it.</summary>
    public string? Name { get; init; }
    /// <summary>Its state; succeeded, failed and canceled are final.</summary>
    public required JobState State { get; init; }
    /// <summary>Jobs ahead of it while it is queued.</summary>
    public int? QueuePosition { get; init; }
    /// <summary>The present stage; the last one when it has ended.</summary>
    public Stage? Stage { get; init; }
    /// <summary>0 to 100; never decreases within an attempt.</summary>
    public required double Progress { get; init; }
    /// <summary>One sentence about what it is doing.</summary>
    public string? Message { get; init; }
    /// <summary>About how many seconds are left; null while unknown.</summary>
    public double? EtaSeconds { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>It does not run before this time: when it was made, the requested time, or the time of its next
    /// attempt.</summary>
    public required DateTimeOffset RunAt { get; init; }
    /// <summary>Of the queued jobs that are due, those with a larger number run first.</summary>
    public required int Priority { get; init; }
    /// <summary>The schedule that made it; null when a caller made it.</summary>
    public string? ScheduleId { get; init; }
    /// <summary>When a worker first took it.</summary>
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>Which file.</summary>
    public required string DatasetId { get; init; }
    /// <summary>What the file is called.</summary>
    public required string FileName { get; init; }
    /// <summary>Which engine was requested, which one runs it, and why.</summary>
    public required EngineUse Engine { get; init; }
    /// <summary>Address of the web page of the Spark that runs it; null without Spark, and when the address is not
    /// known.</summary>
    public string? SparkUi { get; init; }
    /// <summary>The requested settings with the defaults; null for a kind of job that this version does not
    /// know.</summary>
    public required SegmentationSpec? Parameters { get; init; }
    /// <summary>Every stage begun so far, in order.</summary>
    public required IReadOnlyList<StageProgress> Stages { get; init; }
    /// <summary>Findings that did not stop it.</summary>
    public required IReadOnlyList<Issue> Warnings { get; init; }
    /// <summary>Attempts so far; a job is tried again when its worker is lost.</summary>
    public required int Attempt { get; init; }
    /// <summary>Attempts allowed.</summary>
    public required int MaxAttempts { get; init; }
    /// <summary>The job that this one repeats.</summary>
    public string? RetryOf { get; init; }
    /// <summary>Name of the API key that made it; null when it was made without one.</summary>
    public string? CreatedBy { get; init; }
    /// <summary>Whether canceling was requested.</summary>
    public required bool CancelRequested { get; init; }
    /// <summary>Why it failed.</summary>
    public ProblemView? Problem { get; init; }
    /// <summary>The result in brief.</summary>
    public JobSummary? Summary { get; init; }
    /// <summary>Related addresses.</summary>
    public required JobLinks Links { get; init; }

    internal static JobView From(Job job, QueuePosition? position, HttpContext context) => new()
    {
        Id = job.Id.ToString(),
        Kind = job.Kind,
        Name = job.Name,
        State = job.State,
        QueuePosition = Waits(job) ? null : position?.Ahead,
        Stage = job.Stage,
        Progress = Math.Round(job.Progress, 1),
        Message = Waits(job) ? Until(job) : position is null ? job.Message : Ahead(position),
        EtaSeconds = Seconds(
            Waits(job) ? (job.RunAt - job.ReadAt).TotalSeconds : position?.EtaSeconds ?? job.EtaSeconds),
        CreatedAt = job.CreatedAt.ToUniversalTime(),
        RunAt = job.RunAt.ToUniversalTime(),
        Priority = job.Priority,
        ScheduleId = job.ScheduleId?.ToString(),
        StartedAt = job.StartedAt?.ToUniversalTime(),
        FinishedAt = job.FinishedAt?.ToUniversalTime(),
        DatasetId = job.DatasetId.ToString(),
        FileName = job.FileName,
        Engine = job.Engine,
        SparkUi = job.SparkUi,
        Parameters = SegmentJob.SpecOf(job),
        Stages = job.Stages,
        Warnings = job.Warnings,
        Attempt = job.Attempt,
        MaxAttempts = job.MaxAttempts,
        RetryOf = job.RetryOf?.ToString(),
        CreatedBy = job.CreatedBy,
        CancelRequested = job.CancelRequested,
        Problem = job.Problem is { } why ? Problems.OfJob(why).View(context) : null,
        Summary = SegmentJob.SummaryOf(job),
        Links = JobLinks.Of(job.Id.ToString()),
    };

    internal static string Ahead(QueuePosition position) =>
        position.Paused ? "the queue is paused"
        : position.UnknownKind is { } kind ? $"waits for a worker that knows jobs of the kind «{kind}»"
        : position.Alone ? "waits for a worker that runs nothing else, since one was lost with it"
        : position.Ahead switch
        {
            0 => "next in line",
            1 => "1 job ahead",
            _ => string.Create(CultureInfo.InvariantCulture, $"{position.Ahead} jobs ahead"),
        };

    static bool Waits(Job job) => job.State == JobState.Queued && job.RunAt > job.ReadAt;

    static string Until(Job job) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(job.Attempt > 0 ? "tried again" : "starts")} at {job.RunAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    static double? Seconds(double? seconds) => seconds is { } known ? Math.Ceiling(known) : null;
}

/// <summary>Addresses related to a job.</summary>
/// <param name="Self">The job.</param>
/// <param name="Events">Its events as they happen.</param>
/// <param name="Cancel">POST ends it.</param>
/// <param name="Retry">POST runs it again as a new job.</param>
/// <param name="Result">Everything it found.</param>
/// <param name="Segments">What each segment is like.</param>
/// <param name="Assignments">Each row with its segment, as CSV.</param>
public sealed record JobLinks(
    string Self, string Events, string Cancel, string Retry, string Result, string Segments, string Assignments)
{
    internal static JobLinks Of(string id)
    {
        var self = $"/api/v1/jobs/{id}";
        return new(self, $"{self}/events", $"{self}:cancel", $"{self}:retry", $"{self}/result", $"{self}/segments",
            $"{self}/files/assignments.csv");
    }
}

/// <summary>A page of jobs.</summary>
/// <param name="Jobs">Newest first, unless asked otherwise.</param>
/// <param name="NextPageToken">For the next page; empty at the end.</param>
/// <param name="TotalSize">Jobs on all pages.</param>
public sealed record JobList(IReadOnlyList<JobView> Jobs, string NextPageToken, long TotalSize);

/// <summary>What would be started: the answer of a check with `validateOnly=true`.</summary>
/// <param name="Valid">Always true: an invalid request is answered with a problem.</param>
/// <param name="DatasetId">Which file.</param>
/// <param name="Engine">Which engine would run it, and why.</param>
/// <param name="Parameters">The settings, with the defaults and the features filled in.</param>
/// <param name="Rows">Data rows of the file.</param>
/// <param name="Excluded">How many of them would be left out; null where only the job can tell: for data on the
/// cluster, and for large files when repeats are left out or dates are compared.</param>
/// <param name="Purchases">What would become of the purchases with these settings; null where a row is a customer, or
/// only the job can tell.</param>
public sealed record JobValidationView(
    bool Valid, string DatasetId, EngineUse Engine, SegmentationSpec Parameters, long Rows, RowForecast? Excluded,
    PurchaseSummary? Purchases);
