using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Jobs: start, read, cancel, run again, delete.</summary>
static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/v1").WithTags("Jobs").Problem(503);
        jobs.MapPost("/jobs", Create).WithName("createJob").Problem(400, 404, 409, 410, 413, 415, 422, 429);
        jobs.MapGet("/jobs", List).WithName("listJobs").Problem(400);
        jobs.MapGet("/jobs/{id}", Find).WithName("getJob").Produces<JobView>().Problem(404, 410);
        jobs.MapPost("/jobs/{id}:cancel", Cancel).WithName("cancelJob").Problem(404, 409, 410);
        jobs.MapPost("/jobs/{id}:retry", Retry).WithName("retryJob").Problem(404, 409, 410, 422, 429);
        jobs.MapPatch("/jobs/{id}", Change).WithName("changeJob").Problem(400, 404, 409, 410, 413, 415, 422);
        jobs.MapDelete("/jobs/{id}", Delete).WithName("deleteJob").Problem(404, 409, 410);
    }

    /// <summary>Start a segmentation</summary>
    /// <remarks>Queues a job and answers at once; a worker runs it. Only `datasetId` is needed: without the other
    /// settings the columns are chosen by their roles and the number of segments from the data. Follow the job at
    /// `Location`. With `validateOnly=true` nothing is started: the answer says what would be.</remarks>
    /// <param name="idempotencyKey" example="0198c1c2-7d5e-7a34-9a0e-5d1b2c3d4e5f">Any text of your own, such as a
    /// UUID. The same key with the same body gives the same job for 24 hours, so a request can safely be sent again
    /// when its answer was lost.</param>
    /// <param name="validateOnly">Only check; start nothing.</param>
    /// <response code="202">The job is queued.</response>
    /// <response code="200">With `validateOnly=true`: what would be started.</response>
    /// <response code="422">A setting does not fit the file, or the key was used with another body.</response>
    static async Task<Results<Accepted<JobView>, Ok<JobValidationView>>> Create(
        JobRequest request, HttpContext context, DatasetStore datasets, JobValidation validation, JobCreation creation,
        TimeProvider time, DatasetReads reads, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        bool? validateOnly, CancellationToken ct)
    {
        var spec = request.ToCheckedSpec();
        var key = JobCreation.KeyOf(idempotencyKey, "create", request);
        // Before the request is validated: the runAt of a replayed request may be past by now.
        if (validateOnly != true && await creation.FindReplayAsync(key, ct) is { } replay)
            return await AcceptedAsync(context, replay, creation, ct);

        var runAt = request.ToRunAt(time.GetUtcNow());
        var priority = request.ToPriority();
        var dataset = await datasets.NeedAsync(request.DatasetId, ct);
        if (validateOnly == true)
        {
            var (filled, engine) = await validation.CheckAsync(dataset, spec, ct);
            var (excluded, purchases) = await reads.ForecastAsync(dataset, spec, ct);
            return TypedResults.Ok(new JobValidationView(
                true, request.DatasetId, engine, filled, dataset.Info.Rows, excluded, purchases));
        }

        var created = await creation.CreateAsync(dataset, spec, job => job with
        {
            Name = request.Name,
            Idempotency = key,
            ApiKey = Caller.Of(context)?.Key.Id,
            RunAt = runAt,
            Priority = priority,
        }, ct);
        return await AcceptedAsync(context, created, creation, ct);
    }

    /// <summary>List jobs</summary>
    /// <remarks>Newest first. The token of the next page is in `nextPageToken` and in the header `Link`.</remarks>
    /// <param name="query">Filters; a job must match all of them.</param>
    /// <response code="200">A page of jobs.</response>
    static async Task<Ok<JobList>> List(
        HttpContext context, [AsParameters] JobFilter query, Jobs jobs, IOptions<LimitsOptions> limits,
        CancellationToken ct)
    {
        var page = await jobs.ListAsync(query.ToQuery(limits.Value), ct);
        Paging.LinkNext(context, page.NextPageToken, "pageToken");
        return TypedResults.Ok(new JobList(
            [.. page.Jobs.Select(job => JobView.From(job, null, context))], page.NextPageToken ?? "", page.Total));
    }

    /// <summary>Get a job</summary>
    /// <remarks>The state, the stage and the progress. A failed job is answered with 200 too; its `problem` says why.
    /// Until it has ended, `Retry-After` says when to ask again; with `Prefer: wait=20` the answer waits up to 20
    /// seconds for the end.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <param name="prefer" example="wait=20">`wait=` and seconds.</param>
    /// <response code="200">The job.</response>
    /// <response code="304">It has not changed since the ETag in If-None-Match.</response>
    static async Task<IResult> Find(
        string id, HttpContext context, Jobs jobs, JobFeed feed, JobCreation creation, IOptions<ApiOptions> options,
        [FromHeader(Name = "Prefer")] string? prefer, CancellationToken ct)
    {
        var job = await jobs.NeedAsync(id, ct);
        if (!job.IsFinished && Waiting.Of(prefer, options.Value) is { } wait)
        {
            job = await feed.WaitAsync(job.Id, wait, ct) ?? await jobs.NeedAsync(id, ct);
            context.Response.Headers["Preference-Applied"] = $"wait={wait.TotalSeconds:0}";
        }

        if (!job.IsFinished) context.Response.Headers.RetryAfter = "1";
        return new JsonAnswer<JobView>(await creation.ViewAsync(job, context, ct), JsonAnswer.NoStore);
    }

    /// <summary>Cancel a job</summary>
    /// <remarks>A queued job ends at once, a running one within a few seconds. Canceling again changes
    /// nothing.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="202">The job is being canceled, or was canceled before.</response>
    /// <response code="409">It has succeeded or failed already.</response>
    static async Task<Accepted<JobView>> Cancel(string id, HttpContext context, Jobs jobs, CancellationToken ct)
    {
        var job = await jobs.NeedAsync(id, ct);
        var outcome = await jobs.CancelAsync(job.Id, "asked by a client", ct)
            ?? throw new ProblemException(Problems.NoSuchJob(id));
        if (outcome.Before is JobState.Succeeded or JobState.Failed)
            throw new ProblemException(Problems.AlreadyFinished(id, EnumWord.Of(outcome.Before)));

        var view = JobView.From(outcome.Job, null, context);
        if (!outcome.Job.IsFinished) context.Response.Headers.RetryAfter = "1";
        return TypedResults.Accepted(view.Links.Self, view);
    }

    /// <summary>Run a job again</summary>
    /// <remarks>Makes a new job with the same file and settings; its `retryOf` is this one.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of a job that has ended.</param>
    /// <param name="idempotencyKey" example="0198c1c2-7d5e-7a34-9a0e-5d1b2c3d4e5f">As for starting a job.</param>
    /// <response code="202">The new job.</response>
    /// <response code="409">The job has not ended yet.</response>
    static async Task<Accepted<JobView>> Retry(
        string id, HttpContext context, Jobs jobs, JobCreation creation,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, CancellationToken ct)
    {
        var key = JobCreation.KeyOf(idempotencyKey, "retry", id);
        if (await creation.FindReplayAsync(key, ct) is { } replay)
            return await AcceptedAsync(context, replay, creation, ct);

        var job = await jobs.NeedAsync(id, ct);
        if (!job.IsFinished) throw new ProblemException(Problems.NotRetryable(id, EnumWord.Of(job.State)));

        var enqueued = await jobs.RetryAsync(job.Id, key, Caller.Of(context)?.Key.Id, ct)
            ?? throw new ProblemException(Problems.NoSuchJob(id));
        return await AcceptedAsync(context, JobCreation.Created(enqueued, job.DatasetId), creation, ct);
    }

    /// <summary>Change the priority of a queued job</summary>
    /// <remarks>Of the jobs that are due, those with a larger priority run first; among equals, the one that has been
    /// due for longer.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of a queued job.</param>
    /// <response code="200">The job as it is now.</response>
    /// <response code="409">It is no longer queued.</response>
    static async Task<Ok<JobView>> Change(
        string id, ChangeJob request, HttpContext context, Jobs jobs, JobCreation creation, CancellationToken ct)
    {
        var priority = Priorities.Checked(request.Priority);
        var known = await jobs.NeedAsync(id, ct);
        var job = await jobs.SetPriorityAsync(known.Id, priority, ct)
            ?? throw new ProblemException(Problems.NoSuchJob(id));
        return job.State == JobState.Queued
            ? TypedResults.Ok(await creation.ViewAsync(job, context, ct))
            : throw new ProblemException(Problems.NotQueued(id, EnumWord.Of(job.State)));
    }

    /// <summary>Delete a job</summary>
    /// <remarks>Deletes its files, its result and its events; for 30 days its id is answered with 410. The uploaded
    /// file stays.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of a job that has ended.</param>
    /// <response code="204">Deleted.</response>
    /// <response code="409">It has not ended: cancel it first.</response>
    static async Task<NoContent> Delete(string id, Jobs jobs, CancellationToken ct)
    {
        var job = await jobs.NeedAsync(id, ct);
        return await jobs.DeleteAsync(job.Id, ct) == Deletion.InUse
            ? throw new ProblemException(Problems.JobRunning(id, EnumWord.Of(job.State)))
            : TypedResults.NoContent();
    }

    static async Task<Accepted<JobView>> AcceptedAsync(
        HttpContext context, Enqueued enqueued, JobCreation creation, CancellationToken ct)
    {
        var view = await creation.ViewAsync(enqueued.Job!, context, ct);
        if (enqueued.Outcome == EnqueueOutcome.Replayed) context.Response.Headers["Idempotency-Replayed"] = "true";
        if (!enqueued.Job!.IsFinished) context.Response.Headers.RetryAfter = "1";
        return TypedResults.Accepted(view.Links.Self, view);
    }
}
