using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Segmentation.Output;

namespace Segmentation.Api;

/// <summary>Results, in the seed's words.</summary>
static class SeedResults
{
    public static void MapSeedResults(this IEndpointRouteBuilder routes)
    {
        var seed = routes.MapGroup("").WithTags("Seed-compatible").Problem(404, 409, 503);
        seed.MapGet("/segmentation-results/{id}", Results).WithName("seedResults").Produces<SeedResult>().Problem(410);
        seed.MapGet("/segments", Latest).WithName("seedSegments").Produces<SeedResult>();
        seed.MapGet("/segment-summary/{id}", Summary).WithName("seedSummary").Produces<SeedSummary>().Problem(410);
        seed.MapGet("/segment-metrics/{id}", Metrics).WithName("seedMetrics").Produces<SeedMetrics>().Problem(410);
        seed.MapGet("/cluster-plot-data", Plot).WithName("seedPlotData").Produces<SeedPlot>();
        seed.MapGet("/api/analysis", Analysis).WithName("seedAnalysis").Produces<SeedAnalysis>().Problem(410);
    }

    /// <summary>Segments of a job</summary>
    /// <remarks>`avgAge` and the like are null when no such column is among the features; `features` has all of them.
    /// Before the end: 409 with `Retry-After`.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The segments, largest first.</response>
    static async Task<JsonAnswer<SeedResult>> Results(string id, ResultReader results, CancellationToken ct)
    {
        var (job, result) = await results.NeedAsync(id, Problems.NoSuchJobAsInSeed, ct);
        return new(SeedResult.From(job, result));
    }

    /// <summary>Segments of the job that finished last</summary>
    /// <remarks>As `GET /segmentation-results/{id}`.</remarks>
    /// <response code="200">The segments, largest first.</response>
    static async Task<JsonAnswer<SeedResult>> Latest(ResultReader results, CancellationToken ct)
    {
        var (job, result) = await results.LatestAsync(ct);
        return new(SeedResult.From(job, result));
    }

    /// <summary>Summary of the segments</summary>
    /// <remarks>Each segment in a sentence and short facts.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The summary.</response>
    static async Task<JsonAnswer<SeedSummary>> Summary(string id, ResultReader results, CancellationToken ct)
    {
        var (_, result) = await results.NeedAsync(id, Problems.NoSuchJobAsInSeed, ct);
        return new(SeedSummary.From(id, result));
    }

    /// <summary>Quality of the segments</summary>
    /// <remarks>Every number is computed: the silhouette is exact, or sampled where `silhouette_method` says
    /// so.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The numbers.</response>
    static async Task<JsonAnswer<SeedMetrics>> Metrics(string id, ResultReader results, CancellationToken ct)
    {
        var (_, result) = await results.NeedAsync(id, Problems.NoSuchJobAsInSeed, ct);
        return new(SeedMetrics.From(id, result));
    }

    /// <summary>Chart data of the job that finished last</summary>
    /// <remarks>Sizes, points of the first two features, inertia by k, and the mean of the usual columns per
    /// segment.</remarks>
    /// <response code="200">The data.</response>
    static async Task<JsonAnswer<SeedPlot>> Plot(ResultReader results, PartReader parts, CancellationToken ct)
    {
        var (job, result) = await results.LatestAsync(ct);
        return new(SeedPlot.From(result, await parts.NeedAsync(job, ResultParts.Points, ct)));
    }

    /// <summary>The whole analysis of a job</summary>
    /// <remarks>k and why, the quality of the segments, every k that was tried, and the segments with the means of
    /// their features: what `/segment-metrics` and `/segmentation-results` answer, at once.</remarks>
    /// <param name="job" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job; default: the one that finished
    /// last.</param>
    /// <response code="200">The analysis.</response>
    static async Task<JsonAnswer<SeedAnalysis>> Analysis(string? job, ResultReader results, CancellationToken ct)
    {
        var (found, result) = string.IsNullOrEmpty(job)
            ? await results.LatestAsync(ct) : await results.NeedAsync(job, Problems.NoSuchJobAsInSeed, ct);
        return new(SeedAnalysis.From(found, result));
    }
}
