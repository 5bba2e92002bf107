using System.Text.Json.Serialization;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>The whole analysis in one answer, in the seed's words.</summary>
/// <param name="JobId">The job.</param>
/// <param name="TotalCustomers">Rows used.</param>
/// <param name="K">Number of segments.</param>
/// <param name="RecommendedK">The k that the rule recommends; null when none is allowed or k was given.</param>
/// <param name="KneeK">Knee of the inertia curve; null when there is none.</param>
/// <param name="KReason">Why this k, in one or two sentences.</param>
/// <param name="Metrics">Quality of the segments; `by_k` has every k that was tried.</param>
/// <param name="Clusters">The segments, largest first, with the means of their features.</param>
/// <param name="GeneratedAt">When the job finished.</param>
public sealed record SeedAnalysis(
    [property: JsonPropertyName("job_id")] string JobId,
    [property: JsonPropertyName("total_customers")] long TotalCustomers, int K,
    [property: JsonPropertyName("recommended_k")] int? RecommendedK,
    [property: JsonPropertyName("knee_k")] int? KneeK,
    [property: JsonPropertyName("k_reason")] string KReason,
    SeedMetrics Metrics, IReadOnlyList<SeedCluster> Clusters,
    [property: JsonPropertyName("generated_at")] DateTimeOffset GeneratedAt)
{
    internal static SeedAnalysis From(Job job, SegmentationResult result)
    {
        var (segments, sweep) = (SeedResult.From(job, result), result.Sweep);
        return new(
            segments.JobId, segments.TotalCustomers, sweep.Chosen, sweep.Recommended, sweep.Knee, sweep.Reason,
            SeedMetrics.From(segments.JobId, result), segments.Clusters, segments.GeneratedAt);
    }
}
