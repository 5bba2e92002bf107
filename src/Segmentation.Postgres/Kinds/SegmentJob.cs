using System.Text.Json;
using System.Text.Json.Serialization;
using Segmentation.Json;

namespace Segmentation.Postgres;

/// <summary>Jobs that find segments: what their spec, summary and result are in the rows of the queue.</summary>
public static class SegmentJob
{
    /// <summary>The word in the column <c>kind</c>.</summary>
    public const string Kind = "segment";

    /// <summary>A job to be queued.</summary>
    /// <param name="dataset">Must exist.</param>
    /// <param name="spec">What is asked for.</param>
    /// <param name="engine">Decided before.</param>
    public static NewJob New(DatasetId dataset, SegmentationSpec spec, EngineUse engine) =>
        new(Kind, dataset, RowJson.Write(spec), engine);

    /// <summary>What was asked for; null when the job is of another kind.</summary>
    public static SegmentationSpec? SpecOf(Job job) => Is(job) ? RowJson.Read<SegmentationSpec>(job.Spec) : null;

    /// <summary>The result in a line; null before the job succeeded and when it is of another kind.</summary>
    public static JobSummary? SummaryOf(Job job) =>
        Is(job) && job.Summary is { } summary ? RowJson.Read<JobSummary>(summary) : null;

    internal static JobResult Result(SegmentationResult result)
    {
        var summary = new JobSummary(result.Metrics.K, result.Rows.Used, result.Metrics.Silhouette)
        {
            Claimed = result.Structure.Tested ? result.Structure.Claimed : null,
            Location = result.Files.Select(file => file.Location).FirstOrDefault(location => location is not null),
        };
        return new(RowJson.Write(summary), result.Files)
        {
            Body = JsonSerializer.Serialize(result, ResultJson.Default.SegmentationResult),
        };
    }

    static bool Is(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Kind == Kind;
    }
}

/// <summary>A result in a line.</summary>
/// <param name="K">Number of segments.</param>
/// <param name="Rows">Rows used.</param>
/// <param name="Silhouette">Mean silhouette, −1 to 1.</param>
public sealed record JobSummary(int K, long Rows, double Silhouette)
{
    /// <summary>Whether there are groups at all; null when it was not tested.</summary>
    public bool? Claimed { get; init; }
    /// <summary>URI of the folder on the cluster with the rows and their segments, as CSV files with a header each;
    /// null when the data was uploaded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Location { get; init; }
}
