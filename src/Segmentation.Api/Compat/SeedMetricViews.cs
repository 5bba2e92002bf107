using System.Text.Json.Serialization;

namespace Segmentation.Api;

/// <summary>Quality of the segments, in the seed's words.</summary>
/// <param name="JobId">The job.</param>
/// <param name="K">Number of segments.</param>
/// <param name="SilhouetteScore">Mean silhouette.</param>
/// <param name="Inertia">Sum of squared distances to the own centre.</param>
/// <param name="CalinskiHarabasz">Higher is better.</param>
/// <param name="DaviesBouldin">Lower is better.</param>
/// <param name="Iterations">Of the final fit.</param>
/// <param name="SilhouetteMethod"><c>exact</c> or <c>sampled</c>.</param>
/// <param name="ClearGroups">Whether the rows have groups; null when that was not tested.</param>
/// <param name="PerSegment">By number.</param>
/// <param name="ByK">Every k that was tried.</param>
/// <param name="Features">How much each feature tells the segments apart.</param>
public sealed record SeedMetrics(
    [property: JsonPropertyName("job_id")] string JobId, int K,
    [property: JsonPropertyName("silhouette_score")] double SilhouetteScore, double Inertia,
    [property: JsonPropertyName("calinski_harabasz")] double CalinskiHarabasz,
    [property: JsonPropertyName("davies_bouldin")] double DaviesBouldin, int Iterations,
    [property: JsonPropertyName("silhouette_method")] string SilhouetteMethod,
    [property: JsonPropertyName("clear_groups")] bool? ClearGroups,
    [property: JsonPropertyName("per_segment")] IReadOnlyList<SeedSegmentQuality> PerSegment,
    [property: JsonPropertyName("by_k")] IReadOnlyList<SeedK> ByK, IReadOnlyList<SeedFeatureQuality> Features)
{
    internal static SeedMetrics From(string id, SegmentationResult result)
    {
        var m = result.Metrics;
        return new(
            id, m.K, m.Silhouette, m.Inertia, m.CalinskiHarabasz, m.DaviesBouldin, m.Iterations, m.SilhouetteMethod,
            result.Structure.Tested ? result.Structure.Claimed : null,
            [.. result.Segments.Select(s => new SeedSegmentQuality(s.Number, s.Size, s.Silhouette, s.WithinSs))],
            [.. result.Sweep.Candidates.Select(SeedK.From)],
            [.. result.Features.Select(f => new SeedFeatureQuality(f.Name, f.F, f.P))]);
    }
}

/// <summary>Quality of one segment.</summary>
/// <param name="Id">1…k by size.</param>
/// <param name="Size">Rows.</param>
/// <param name="Silhouette">Mean silhouette.</param>
/// <param name="WithinSs">Sum of squared scaled distances to the centre.</param>
public sealed record SeedSegmentQuality(
    int Id, int Size, double Silhouette, [property: JsonPropertyName("within_ss")] double WithinSs);

/// <summary>One k that was tried.</summary>
/// <param name="K">Number of segments.</param>
/// <param name="Inertia">Sum of squared distances to the own centre.</param>
/// <param name="Iterations">Of the best start.</param>
/// <param name="Silhouette">Mean silhouette.</param>
/// <param name="CalinskiHarabasz">Higher is better.</param>
/// <param name="DaviesBouldin">Lower is better.</param>
/// <param name="Seconds">Wall time.</param>
public sealed record SeedK(
    int K, double Inertia, int Iterations, double Silhouette,
    [property: JsonPropertyName("calinski_harabasz")] double CalinskiHarabasz,
    [property: JsonPropertyName("davies_bouldin")] double DaviesBouldin, double Seconds)
{
    internal static SeedK From(KCandidate c) =>
        new(c.K, c.Inertia, c.Iterations, c.Silhouette, c.CalinskiHarabasz, c.DaviesBouldin, c.Seconds);
}

/// <summary>How much one feature tells the segments apart.</summary>
/// <param name="Name">Header.</param>
/// <param name="FValue">F of the analysis of variance; null when it is infinite.</param>
/// <param name="PValue">Its p value.</param>
public sealed record SeedFeatureQuality(
    string Name, [property: JsonPropertyName("f_value")] double? FValue,
    [property: JsonPropertyName("p_value")] double PValue);

/// <summary>Chart data, in the seed's words.</summary>
/// <param name="ClusterCounts">Size of each segment.</param>
/// <param name="ScatterPlot">Customers by the first two features.</param>
/// <param name="LineChart">Inertia by k.</param>
/// <param name="RadarChart">Means of the usual columns per segment.</param>
public sealed record SeedPlot(
    SeedCounts ClusterCounts, IReadOnlyList<SeedPoint> ScatterPlot, IReadOnlyList<SeedXY> LineChart,
    IReadOnlyList<SeedRadar> RadarChart)
{
    const int MostPoints = 1_000;

    internal static SeedPlot From(SegmentationResult result, PointSample points)
    {
        var map = ProjectionView.From("", result, points, new("features", null, null, null, 2, MostPoints)).Points;
        return new(
            new([.. result.Segments.Select(s => s.Name)], [.. result.Segments.Select(s => s.Size)]),
            [.. map.X.Select((x, i) => new SeedPoint(x, map.Y[i], map.Segments[i]))],
            [.. result.Sweep.Candidates.Select(c => new SeedXY(c.K, c.Inertia))],
            [.. result.Segments.Select(SeedCluster.From)
                .Select(c => new SeedRadar(c.Id, c.AvgAge, c.AvgSpend, c.AvgRecency, c.AvgFrequency))]);
    }
}

/// <summary>Size of each segment.</summary>
public sealed record SeedCounts(IReadOnlyList<string> Labels, IReadOnlyList<int> Data);

/// <summary>A customer.</summary>
public sealed record SeedPoint(double X, double Y, int Segment);

/// <summary>A point of a line.</summary>
public sealed record SeedXY(double X, double Y);

/// <summary>Means of one segment; null when there is no such feature.</summary>
public sealed record SeedRadar(int Cluster, double? Age, double? Spend, double? Recency, double? Frequency);
