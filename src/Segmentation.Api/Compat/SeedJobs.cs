using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Jobs, in the seed's words.</summary>
static class SeedJobs
{
    const int UsualLimit = 100;

    public static void MapSeedJobs(this IEndpointRouteBuilder routes)
    {
        var seed = routes.MapGroup("").WithTags("Seed-compatible").Problem(503);
        seed.MapPost("/segmentation-start", Start).WithName("seedStart").Problem(400, 404, 415, 422, 429);
        seed.MapPost("/run-job", Start).WithName("seedRunJob").Problem(400, 404, 415, 422, 429);
        seed.MapGet("/job-status/{id}", Status).WithName("seedJobStatus").Problem(404, 410);
        seed.MapGet("/jobs", List).WithName("seedJobs").Problem(400);
    }

    /// <summary>Start a segmentation</summary>
    /// <remarks>Like `POST /api/v1/jobs`. `filename` is from `POST /upload`; `dataset_id` works too. Without `k` the
    /// number of segments is chosen from the data. `/run-job` does the same.</remarks>
    /// <response code="200">The job is queued; `Location` is its status.</response>
    static async Task<Ok<SeedStarted>> Start(
        SeedStart request, HttpContext context, DatasetStore datasets, JobCreation creation, CancellationToken ct)
    {
        var name = string.IsNullOrWhiteSpace(request.Filename) ? request.DatasetId : request.Filename;
        if (string.IsNullOrWhiteSpace(name)) throw new ProblemException(Problems.FilenameRequired());

        var dataset = await SeedUploads.FindAsync(datasets, name, ct);
        var enqueued = await creation.CreateAsync(
            dataset, request.ToCheckedSpec(), job => job with { ApiKey = Caller.Of(context)?.Key.Id }, ct);
        var id = enqueued.Job!.Id.ToString();
        context.Response.Headers.Location = $"/job-status/{id}";
        return TypedResults.Ok(new SeedStarted("started", id, "Segmentation job started"));
    }

    /// <summary>Status of a job</summary>
    /// <remarks>The seed's stages: queued, loading, preprocessing, feature_engineering, scaling, clustering,
    /// evaluation, saving, completed, error. A canceled job is `error` too, so that a client that waits for the end
    /// sees one.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">Its status; `Retry-After` until it has ended.</response>
    static async Task<Ok<SeedStatus>> Status(string id, HttpContext context, Jobs jobs, CancellationToken ct)
    {
        var job = await jobs.NeedAsync(id, Problems.NoSuchJobAsInSeed, ct);
        var position = job.State == JobState.Queued ? await jobs.PositionAsync(job.Id, ct) : null;
        if (!job.IsFinished) context.Response.Headers.RetryAfter = "1";
        context.Response.Headers.CacheControl = JsonAnswer.NoStore;
        return TypedResults.Ok(SeedStatus.From(job, position));
    }

    /// <summary>List jobs</summary>
    /// <remarks>Newest first; `total` counts all of them. The next page is in the header `Link`.</remarks>
    /// <param name="state" example="running">Only these states, comma-separated.</param>
    /// <param name="limit" example="100">Entries on a page; default 100.</param>
    /// <param name="pageToken">From the header `Link`.</param>
    /// <response code="200">The jobs.</response>
    static async Task<Ok<SeedJobList>> List(
        HttpContext context, Jobs jobs, IOptions<LimitsOptions> limits,
        string? state, int? limit, [FromQuery(Name = "page_token")] string? pageToken, CancellationToken ct)
    {
        var filter = new JobFilter { State = state, PageSize = limit ?? UsualLimit, PageToken = pageToken };
        var page = await jobs.ListAsync(filter.ToQuery(limits.Value), ct);
        Paging.LinkNext(context, page.NextPageToken, "page_token");
        return TypedResults.Ok(new SeedJobList([.. page.Jobs.Select(job => SeedStatus.From(job, null))], page.Total));
    }
}
