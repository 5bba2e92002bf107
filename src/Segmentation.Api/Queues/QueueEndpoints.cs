using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Segmentation.Api;

/// <summary>Queues: read, pause, resume, limit.</summary>
static class QueueEndpoints
{
    public static void MapQueues(this IEndpointRouteBuilder routes)
    {
        var queues = routes.MapGroup("/api/v1/queues").WithTags("Queues").Problem(503);
        queues.MapGet("", List).WithName("listQueues");
        queues.MapPatch("/{name}", Change).WithName("changeQueue").AdminOnly().Problem(400, 404, 413, 415, 422);
        queues.MapPost("/{name}:pause", Pause).WithName("pauseQueue").AdminOnly().Problem(404);
        queues.MapPost("/{name}:resume", Resume).WithName("resumeQueue").AdminOnly().Problem(404);
    }

    /// <summary>List the queues</summary>
    /// <remarks>One for each engine, with its waiting and running jobs. Counts of a very large table are up to five
    /// seconds old.</remarks>
    /// <response code="200">The queues, by name.</response>
    static async Task<Ok<QueueList>> List(Postgres.Queues queues, CancellationToken ct) =>
        TypedResults.Ok(new QueueList([.. (await queues.ListAsync(ct)).Select(QueueView.From)]));

    /// <summary>Limit a queue</summary>
    /// <remarks>Sets how many of its jobs may run at once, over all workers. Jobs that are already running
    /// continue.</remarks>
    /// <param name="name" example="local">Name of the queue.</param>
    /// <response code="200">The queue as it is now.</response>
    static async Task<Ok<QueueView>> Change(
        string name, ChangeQueue request, Postgres.Queues queues, CancellationToken ct) =>
        Found(name, await queues.SetMaxRunningAsync(name, request.ToMost(), ct));

    /// <summary>Pause a queue</summary>
    /// <remarks>No worker takes a job from it until it is resumed; jobs are still accepted, and running jobs continue.
    /// Pausing again changes nothing.</remarks>
    /// <param name="name" example="local">Name of the queue.</param>
    /// <response code="200">The queue as it is now.</response>
    static async Task<Ok<QueueView>> Pause(string name, Postgres.Queues queues, CancellationToken ct) =>
        Found(name, await queues.PauseAsync(name, ct));

    /// <summary>Resume a queue</summary>
    /// <remarks>Workers take its jobs again at once.</remarks>
    /// <param name="name" example="local">Name of the queue.</param>
    /// <response code="200">The queue as it is now.</response>
    static async Task<Ok<QueueView>> Resume(string name, Postgres.Queues queues, CancellationToken ct) =>
        Found(name, await queues.ResumeAsync(name, ct));

    static Ok<QueueView> Found(string name, Postgres.QueueInfo? queue) =>
        TypedResults.Ok(QueueView.From(queue ?? throw new ProblemException(Problems.NoSuchQueue(name))));
}
