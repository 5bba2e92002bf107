using System.Text.Json.Serialization;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Segments of a job, in the seed's words.</summary>
/// <param name="JobId">The job.</param>
/// <param name="NumClusters">Number of segments.</param>
/// <param name="TotalCustomers">Rows used.</param>
/// <param name="Clusters">Largest first.</param>
/// <param name="SilhouetteScore">Mean silhouette, computed.</param>
/// <param name="GeneratedAt">When the job finished.</param>
public sealed record SeedResult(
    [property: JsonPropertyName("job_id")] string JobId, int NumClusters, long TotalCustomers,
    IReadOnlyList<SeedCluster> Clusters, double SilhouetteScore, DateTimeOffset GeneratedAt)
{
    internal static SeedResult From(Job job, SegmentationResult result) => new(
        job.Id.ToString(), result.Segments.Count, result.Rows.Used,
        [.. result.Segments.Select(SeedCluster.From)], result.Metrics.Silhouette, job.FinishedAt ?? job.ReadAt);
}

/// <summary>One segment.</summary>
public sealed record SeedCluster
{
    /// <summary>1…k by size.</summary>
    public required int Id { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Rows.</summary>
    public required int Size { get; init; }
    /// <summary>Of the used rows, 0 to 1.</summary>
    public required double Share { get; init; }
    /// <summary>Mean age; null when there is no such feature.</summary>
    public double? AvgAge { get; init; }
    /// <summary>Mean spend; null when there is no such feature.</summary>
    public double? AvgSpend { get; init; }
    /// <summary>Mean recency; null when there is no such feature.</summary>
    public double? AvgRecency { get; init; }
    /// <summary>Mean frequency; null when there is no such feature.</summary>
    public double? AvgFrequency { get; init; }
    /// <summary>Smallest spend; null when there is no such feature.</summary>
    public double? MinSpend { get; init; }
    /// <summary>Largest spend; null when there is no such feature.</summary>
    public double? MaxSpend { get; init; }
    /// <summary>Most frequent value of the category column; null when there is none.</summary>
    public string? TopCategory { get; init; }
    /// <summary>One or two sentences.</summary>
    public required string Description { get; init; }
    /// <summary>Mean and median of every feature, by header.</summary>
    public required IReadOnlyDictionary<string, SeedFeature> Features { get; init; }

    internal static SeedCluster From(SegmentProfile segment)
    {
        Distribution? Of(string role) =>
            SeedRoles.Find(segment.Features.Select(feature => feature.Name), role) is { } name
            ? segment.Features.First(feature => feature.Name == name).Here : null;
        return new()
        {
            Id = segment.Number,
            Name = segment.Name,
            Size = segment.Size,
            Share = segment.Share,
            AvgAge = Of(SeedRoles.Age)?.Mean,
            AvgSpend = Of(SeedRoles.Spend)?.Mean,
            AvgRecency = Of(SeedRoles.Recency)?.Mean,
            AvgFrequency = Of(SeedRoles.Frequency)?.Mean,
            MinSpend = Of(SeedRoles.Spend)?.Min,
            MaxSpend = Of(SeedRoles.Spend)?.Max,
            TopCategory = segment.Categories
                .FirstOrDefault(mix => mix.Column.Contains("category", StringComparison.OrdinalIgnoreCase))
                ?.Values is [var top, ..] ? top.Value : null,
            Description = segment.Description,
            Features = segment.Features.ToDictionary(
                feature => feature.Name, feature => new SeedFeature(feature.Here.Mean, feature.Here.Median)),
        };
    }
}

/// <summary>One feature of one segment, in the units of the file.</summary>
public sealed record SeedFeature(double Mean, double Median);

/// <summary>Summary of the segments.</summary>
/// <param name="JobId">The job.</param>
/// <param name="NumSegments">How many.</param>
/// <param name="TotalCustomers">Rows used.</param>
/// <param name="Segments">Largest first.</param>
public sealed record SeedSummary(
    [property: JsonPropertyName("job_id")] string JobId, [property: JsonPropertyName("num_segments")] int NumSegments,
    [property: JsonPropertyName("total_customers")] long TotalCustomers, IReadOnlyList<SeedSegment> Segments)
{
    internal static SeedSummary From(string id, SegmentationResult result) => new(
        id, result.Segments.Count, result.Rows.Used, [.. result.Segments.Select(segment => new SeedSegment(
            segment.Number, segment.Name, segment.Size, Math.Round(100 * segment.Share, 2), segment.Description,
            segment.Highlights, segment.Money?.Share))]);
}

/// <summary>One segment.</summary>
/// <param name="Id">1…k by size.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Rows.</param>
/// <param name="Percentage">Of the used rows, 0 to 100.</param>
/// <param name="Description">One or two sentences.</param>
/// <param name="Highlights">Short facts, strongest first.</param>
/// <param name="RevenueShare">Of the money of all, 0 to 1; null when no money is known.</param>
public sealed record SeedSegment(
    int Id, string Name, int Size, double Percentage, string Description, IReadOnlyList<string> Highlights,
    [property: JsonPropertyName("revenue_share")] double? RevenueShare);
