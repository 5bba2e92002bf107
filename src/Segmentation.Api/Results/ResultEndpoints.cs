using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Segmentation.Output;

namespace Segmentation.Api;

/// <summary>What a finished job found. Every answer has a strong ETag.</summary>
static class ResultEndpoints
{
    const int MostPoints = 5_000;

    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        var results = routes.MapGroup("/api/v1/jobs/{id}").WithTags("Results").Problem(404, 409, 410, 503);
        results.MapGet("/result", Result).WithName("getResult").Produces<SegmentationResult>();
        results.MapGet("/segments", Segments).WithName("getSegments").Produces<SegmentsView>();
        results.MapGet("/k-sweep", KSweep).WithName("getKSweep").Produces<KSweepView>();
        results.MapGet("/metrics", Metrics).WithName("getMetrics").Produces<MetricsView>();
        results.MapGet("/silhouette", Silhouette).WithName("getSilhouette").Produces<SilhouetteView>().Problem(400);
        results.MapGet("/projection", Projection).WithName("getProjection").Produces<ProjectionView>().Problem(400);
    }

    /// <summary>Get the result of a job</summary>
    /// <remarks>Everything but the customers, as the command line prints it with `--json`. The other addresses give
    /// parts of it; `/projection` and `/silhouette` give the values of the charts, which are not in this
    /// answer.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The result.</response>
    static async Task<JsonAnswer<SegmentationResult>> Result(string id, ResultReader results, CancellationToken ct) =>
        new((await results.NeedAsync(id, ct)).Result);

    /// <summary>Get the segments</summary>
    /// <remarks>Name, size and distinguishing features of each, in the units of the file, next to the distribution over
    /// all customers.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The segments, largest first.</response>
    static async Task<JsonAnswer<SegmentsView>> Segments(string id, ResultReader results, CancellationToken ct) =>
        new(SegmentsView.From(id, (await results.NeedAsync(id, ct)).Result));

    /// <summary>Get the choice of k</summary>
    /// <remarks>For every k that was tried: inertia, iterations, silhouette, Calinski-Harabasz, Davies-Bouldin, the
    /// smallest segment and the time; the knee, the recommendation and its reason in words.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The sweep.</response>
    static async Task<JsonAnswer<KSweepView>> KSweep(string id, ResultReader results, CancellationToken ct) =>
        new(KSweepView.From(id, (await results.NeedAsync(id, ct)).Result));

    /// <summary>Get the quality</summary>
    /// <remarks>The indices over all used rows, and the quality of each segment and each feature.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The numbers.</response>
    static async Task<JsonAnswer<MetricsView>> Metrics(string id, ResultReader results, CancellationToken ct) =>
        new(MetricsView.From(id, (await results.NeedAsync(id, ct)).Result));

    /// <summary>Get the values of the silhouette plot</summary>
    /// <remarks>A band of values for each segment, descending; a customer with a value below 0 is closer to another
    /// segment. `least` names the ten least sure customers.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <param name="maxPoints" example="3000">Most values in all; default 3,000.</param>
    /// <response code="200">The bands.</response>
    static async Task<JsonAnswer<SilhouetteView>> Silhouette(
        string id, ResultReader results, PartReader parts, int? maxPoints, CancellationToken ct)
    {
        const int Usual = 3_000;
        var (job, result) = await results.NeedAsync(id, ct);
        var (bands, most) = (await parts.NeedAsync(job, ResultParts.Silhouette, ct), Points(maxPoints, Usual));
        return new(SilhouetteView.From(id, result.Metrics, bands, most));
    }

    /// <summary>Get the points of the map</summary>
    /// <remarks>Customers in two dimensions: two principal components (`space=pca`) or any two features in the units of
    /// the file.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">Points, axes and centres.</response>
    static async Task<JsonAnswer<ProjectionView>> Projection(
        string id, ResultReader results, PartReader parts, [AsParameters] ProjectionRequest request,
        CancellationToken ct)
    {
        if (request.Space is not (null or "pca" or "features"))
            throw new ProblemException(Problems.Malformed("space is pca or features.", "space"));
        var query = new ProjectionQuery(
            request.Space ?? "pca", request.X, request.Y, Points(request.MaxPoints, MostPoints));
        var (job, result) = await results.NeedAsync(id, ct);
        return new(ProjectionView.From(id, result, await parts.NeedAsync(job, ResultParts.Points, ct), query));
    }

    static int Points(int? asked, int usual) => asked switch
    {
        null => usual,
        < 1 => throw new ProblemException(Problems.Malformed("maxPoints is at least 1.", "maxPoints")),
        _ => Math.Min(asked.Value, MostPoints),
    };
}

/// <summary>What to draw.</summary>
sealed class ProjectionRequest
{
    /// <summary>`pca` (the default) or `features`.</summary>
    /// <example>pca</example>
    [FromQuery(Name = "space")]
    public string? Space { get; init; }

    /// <summary>An axis: `PC1` … or the header of a feature. Default: the first.</summary>
    /// <example>PC1</example>
    [FromQuery(Name = "x")]
    public string? X { get; init; }

    /// <summary>Another axis. Default: the second.</summary>
    /// <example>PC2</example>
    [FromQuery(Name = "y")]
    public string? Y { get; init; }

    /// <summary>Most points; default and most 5,000.</summary>
    /// <example>5000</example>
    [FromQuery(Name = "maxPoints")]
    public int? MaxPoints { get; init; }
}
