using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Events of jobs as they happen (server-sent events).</summary>
static class EventEndpoints
{
    static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(3);

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/api/v1").WithTags("Jobs").Problem(503);
        events.MapGet("/jobs/{id}/events", OfJob).WithName("streamJobEvents")
            .Produces<string>(200, "text/event-stream").Problem(404, 410);
        events.MapGet("/events", OfAll).WithName("streamEvents").Produces<string>(200, "text/event-stream");
    }

    /// <summary>Follow a job</summary>
    /// <remarks>Server-sent events. First the present state as `state` and `progress`, with the events after
    /// `Last-Event-ID`; then `state`, `stage`, `progress`, `k` (one k of the sweep is done), `warning` and at the end
    /// `done`, after which the stream ends. The data of each is JSON with `jobId`. A `ping` every 15 seconds keeps the
    /// connection open. Progress has no id: it is not sent again.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <param name="lastEventId" example="25">Id of the last event received; browsers send it automatically.</param>
    /// <response code="200">The stream.</response>
    /// <response code="204">The job has ended and every event was received: do not reconnect.</response>
    static async Task<IResult> OfJob(
        string id, HttpContext context, Jobs jobs, JobFeed feed, JobEvents events, KeyRing keys,
        IOptions<ApiOptions> options, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, CancellationToken ct)
    {
        var job = await jobs.NeedAsync(id, ct);
        var after = Number(lastEventId);
        if (job.IsFinished && after is { } known && (await events.AfterAsync(job.Id, known, 1, ct)).Count == 0)
            return TypedResults.NoContent();

        Prepare(context);
        return TypedResults.ServerSentEvents(keys.WhileValidAsync(Caller.Of(context), end =>
            Pings.Between(Items(feed.WatchAsync(job.Id, after ?? 0, end), end), options.Value.Ping, end), ct));
    }

    /// <summary>Follow all jobs</summary>
    /// <remarks>The same events as of one job, for all of them: first every queued and running job as it is now, then
    /// every change. The stream ends only when the API key that it was opened with is revoked. Open one for a whole
    /// page: browsers allow six connections to a host.</remarks>
    /// <param name="lastEventId" example="25">Id of the last event received; browsers send it automatically.</param>
    /// <response code="200">The stream.</response>
    static ServerSentEventsResult<JsonNode> OfAll(
        HttpContext context, JobFeed feed, KeyRing keys, IOptions<ApiOptions> options,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId, CancellationToken ct)
    {
        Prepare(context);
        return TypedResults.ServerSentEvents(keys.WhileValidAsync(Caller.Of(context), end =>
            Pings.Between(Items(feed.WatchAllAsync(Number(lastEventId), end), end), options.Value.Ping, end), ct));
    }

    static void Prepare(HttpContext context)
    {
        context.Response.RegisterForDispose(context.RequestServices.GetRequiredService<ServiceFigures>().Stream());
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }

    static long? Number(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static async IAsyncEnumerable<SseItem<JsonNode>> Items(
        IAsyncEnumerable<JobUpdate> updates, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var update in updates.WithCancellation(ct))
        {
            if (update.Job is { IsFinished: false } open)
            {
                if (!update.Events.Any(e => e.Kind == "state"))
                    yield return new(StateOf(open), "state") { ReconnectionInterval = Reconnect };
                yield return new(ProgressOf(open), "progress") { ReconnectionInterval = Reconnect };
            }

            else if (update.Job is null)
            {
                yield return new(new JsonObject { ["jobId"] = update.Id.ToString(), ["state"] = "deleted" }, "state");
            }

            foreach (var happened in update.Events) yield return ItemOf(happened);
        }
    }

    static SseItem<JsonNode> ItemOf(JobEvent happened)
    {
        var data = JsonSerializer.SerializeToNode(happened.Data, ApiJson.Options)!.AsObject();
        var id = happened.JobId.ToString();
        data["jobId"] = id;
        if (happened.Kind == "state") data["state"] = data["to"]?.DeepClone();
        if (happened.Kind == "done") data["result"] = $"/api/v1/jobs/{id}/result";
        return new(data, happened.Kind)
        {
            EventId = happened.Id.ToString(CultureInfo.InvariantCulture),
            ReconnectionInterval = Reconnect,
        };
    }

    static JsonObject StateOf(Job job) => new() { ["jobId"] = job.Id.ToString(), ["state"] = EnumWord.Of(job.State) };

    static JsonObject ProgressOf(Job job)
    {
        var stage = job.Stages is [.., var last] ? last : null;
        return new()
        {
            ["jobId"] = job.Id.ToString(),
            ["state"] = EnumWord.Of(job.State),
            ["stage"] = job.Stage is { } name ? EnumWord.Of(name) : null,
            ["progress"] = Math.Round(job.Progress, 1),
            ["message"] = job.Message,
            ["done"] = stage?.Done,
            ["total"] = stage?.Total,
            ["unit"] = stage?.Unit,
            ["etaSeconds"] = job.EtaSeconds is { } eta ? Math.Ceiling(eta) : null,
        };
    }
}
