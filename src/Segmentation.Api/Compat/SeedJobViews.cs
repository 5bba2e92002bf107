using System.Text.Json.Serialization;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>A segmentation to start, in the seed's words; the settings of `POST /api/v1/jobs` are accepted too. Unknown
/// properties are ignored.</summary>
public sealed record SeedStart : SegmentationSpec
{
    /// <summary>From `POST /upload`.</summary>
    /// <example>20261121_100000_customers.csv</example>
    public string? Filename { get; init; }

    /// <summary>In place of the file name: an id from `POST /upload` or `POST /api/v1/datasets`.</summary>
    /// <example>ds_06DJ3NSAYM7BK8QT5G9V1XZC2R</example>
    [JsonPropertyName("dataset_id")]
    public string? DatasetId { get; init; }

    /// <summary>The same as `k`.</summary>
    [JsonPropertyName("n_clusters"), JsonConverter(typeof(AutoNumberConverter))]
    public int? NClusters { get; init; }

    /// <summary>The same as `k`.</summary>
    [JsonPropertyName("num_clusters"), JsonConverter(typeof(AutoNumberConverter))]
    public int? NumClusters { get; init; }

    /// <exception cref="ProblemException">A setting is not allowed.</exception>
    internal SegmentationSpec ToCheckedSpec() =>
        SettingProblems.Checked(ToSpec() with { K = K ?? NClusters ?? NumClusters });
}

/// <summary>A job that was started.</summary>
/// <param name="Status">Always started.</param>
/// <param name="JobId">For `GET /job-status/{id}`.</param>
/// <param name="Message">A sentence.</param>
public sealed record SeedStarted(string Status, [property: JsonPropertyName("job_id")] string JobId, string Message);

/// <summary>The status of a job, in the seed's words.</summary>
public sealed record SeedStatus
{
    /// <summary>The job.</summary>
    [JsonPropertyName("job_id")]
    public required string JobId { get; init; }
    /// <summary>The seed's word for the stage.</summary>
    public required string Stage { get; init; }
    /// <summary>0 to 100; 0 after an error.</summary>
    public required int Progress { get; init; }
    /// <summary>A sentence.</summary>
    public required string Message { get; init; }
    /// <summary>When this was true.</summary>
    public required DateTimeOffset Timestamp { get; init; }
    /// <summary>The state, as under /api/v1.</summary>
    public required JobState Status { get; init; }
    /// <summary>Jobs ahead of it while it is queued.</summary>
    [JsonPropertyName("queue_position")]
    public int? QueuePosition { get; init; }
    /// <summary>About how many seconds are left.</summary>
    [JsonPropertyName("eta_seconds")]
    public double? EtaSeconds { get; init; }
    /// <summary>Every stage begun so far.</summary>
    public required IReadOnlyList<SeedStage> Stages { get; init; }

    internal static SeedStatus From(Job job, QueuePosition? position) => new()
    {
        JobId = job.Id.ToString(),
        Stage = StageOf(job),
        Progress = job.State switch
        {
            JobState.Succeeded => 100,
            JobState.Failed or JobState.Canceled => 0,
            _ => (int)job.Progress,
        },
        Message = MessageOf(job, position),
        Timestamp = job.FinishedAt ?? job.ReadAt,
        Status = job.State,
        QueuePosition = position?.Ahead,
        EtaSeconds = (position?.EtaSeconds ?? job.EtaSeconds) is { } eta ? Math.Ceiling(eta) : null,
        Stages = [.. job.Stages.Select(stage => new SeedStage(
            WordOf(stage.Name), stage.State, stage.DurationMs, stage.Done, stage.Total, stage.Unit))],
    };

    static string StageOf(Job job) => job.State switch
    {
        JobState.Queued => "queued",
        JobState.Succeeded => "completed",
        JobState.Failed or JobState.Canceled => "error",
        _ => job.Stage is { } stage ? WordOf(stage) : "loading",
    };

    static string WordOf(Stage stage) => stage switch
    {
        Segmentation.Stage.Load => "loading",
        Segmentation.Stage.Validate or Segmentation.Stage.Clean => "preprocessing",
        Segmentation.Stage.Features => "feature_engineering",
        Segmentation.Stage.Scale => "scaling",
        Segmentation.Stage.Cluster => "clustering",
        Segmentation.Stage.Evaluate => "evaluation",
        _ => "saving",
    };

    static string MessageOf(Job job, QueuePosition? position) => job.State switch
    {
        JobState.Queued => position is null ? "Queued" : JobView.Ahead(position),
        JobState.Succeeded => "Segmentation completed",
        JobState.Failed => $"Error: {job.Problem?.Detail}",
        JobState.Canceled => "Error: the job was canceled",
        _ => string.IsNullOrEmpty(job.Message) ? "Running" : job.Message,
    };
}

/// <summary>One stage.</summary>
/// <param name="Name">The seed's word.</param>
/// <param name="State">Of the stage.</param>
/// <param name="DurationMs">How long it took; null while it runs.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 when unknown.</param>
/// <param name="Unit">What is counted.</param>
public sealed record SeedStage(
    string Name, JobState State, [property: JsonPropertyName("duration_ms")] long? DurationMs, long Done, long Total,
    string? Unit);

/// <summary>Jobs, newest first.</summary>
/// <param name="Jobs">A page of them.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record SeedJobList(IReadOnlyList<SeedStatus> Jobs, long Total);
