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
        results.MapGet("/k-sweep/{k}", KFit).WithName("getKFit").Produces<KFitView>().Problem(400);
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

    /// <summary>Get what another k would give</summary>
    /// <remarks>For one k of the sweep, as the sweep found it: the measures, size and centre of each segment, and the
    /// segment of each customer drawn for the map, whose values are in `/files/points.json`. The same as a run with
    /// this k would give; with more than 50,000 rows, on the sample of the sweep (`sampled`), and each drawn customer
    /// belongs to the nearest centre. A run that was given k has only that one.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <param name="k" example="5">One of those that `/k-sweep` lists.</param>
    /// <response code="200">The segments of this k.</response>
    static async Task<JsonAnswer<KFitView>> KFit(
        string id, int k, ResultReader results, PartReader parts, CancellationToken ct)
    {
        var (job, result) = await results.NeedAsync(id, ct);
        if (k == result.Sweep.Chosen)
            return new(KFitView.OfChosen(id, result, await parts.NeedAsync(job, ResultParts.Points, ct)));

        var candidate = result.Sweep.Candidates.FirstOrDefault(each => each.K == k)
            ?? throw new ProblemException(Problems.NotTried(k, result.Sweep));
        var kept = await parts.NeedAsync(job, ResultParts.Candidates, ct);
        return new(KFitView.Of(id, result, candidate, kept.Fits.Single(fit => fit.K == k)));
    }

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
    /// the file. With `dimensions=3`, or a `z`, points and centres have a third coordinate: `GET
    /// /api/v1/jobs/{id}/projection?space=features&amp;dimensions=3&amp;maxPoints=5000`. Without it, `z` is null
    /// everywhere.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">Points, axes and centres.</response>
    static async Task<JsonAnswer<ProjectionView>> Projection(
        string id, ResultReader results, PartReader parts, [AsParameters] ProjectionRequest request,
        CancellationToken ct)
    {
        if (request.Space is not (null or "pca" or "features"))
            throw new ProblemException(Problems.Malformed("space is pca or features.", "space"));
        var query = new ProjectionQuery(
            request.Space ?? "pca", request.X, request.Y, request.Z, Dimensions(request),
            Points(request.MaxPoints, MostPoints));
        var (job, result) = await results.NeedAsync(id, ct);
        return new(ProjectionView.From(id, result, await parts.NeedAsync(job, ResultParts.Points, ct), query));
    }

    static int Dimensions(ProjectionRequest request) => (request.Dimensions, request.Z) switch
    {
        (null, null) => 2,
        (null or 3, _) => 3,
        (2, null) => 2,
        (2, _) => throw new ProblemException(Problems.Malformed(
            "z is an axis of three dimensions; leave it out, or ask for dimensions=3.", "z")),
        _ => throw new ProblemException(Problems.Malformed("dimensions is 2 or 3.", "dimensions")),
    };

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

    /// <summary>A third axis, for three dimensions. Default: the third.</summary>
    /// <example>PC3</example>
    [FromQuery(Name = "z")]
    public string? Z { get; init; }

    /// <summary>`2` or `3`. Default: 3 with `z`, else 2.</summary>
    /// <example>3</example>
    [FromQuery(Name = "dimensions")]
    public int? Dimensions { get; init; }

    /// <summary>Most points; default and most 5,000.</summary>
    /// <example>5000</example>
    [FromQuery(Name = "maxPoints")]
    public int? MaxPoints { get; init; }
}
