using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Schedules: create, read, change, pause, resume, delete.</summary>
static class ScheduleEndpoints
{
    const int ShownRuns = 5;

    public static void MapSchedules(this IEndpointRouteBuilder routes)
    {
        var schedules = routes.MapGroup("/api/v1/schedules").WithTags("Schedules").Problem(503);
        schedules.MapPost("", Create).WithName("createSchedule").Problem(400, 404, 409, 410, 413, 415, 422);
        schedules.MapGet("", List).WithName("listSchedules");
        schedules.MapGet("/{id}", Find).WithName("getSchedule").Problem(404);
        schedules.MapPut("/{id}", Replace).WithName("replaceSchedule").Problem(400, 404, 409, 410, 413, 415, 422);
        schedules.MapPost("/{id}:pause", Pause).WithName("pauseSchedule").Problem(404);
        schedules.MapPost("/{id}:resume", Resume).WithName("resumeSchedule").Problem(404, 422);
        schedules.MapDelete("/{id}", Delete).WithName("deleteSchedule").Problem(404);
    }

    /// <summary>Run a segmentation on a schedule</summary>
    /// <remarks>At each time of the cron expression in the time zone, exactly one job is queued, however many workers
    /// there are, also when the clocks change. If times were missed because no worker ran, one job is queued for the
    /// latest of them. With `validateOnly=true` nothing is made: the answer says when it would be due.</remarks>
    /// <param name="validateOnly">Only check; make nothing.</param>
    /// <response code="201">The schedule.</response>
    /// <response code="200">With `validateOnly=true`: when it would be due.</response>
    /// <response code="422">The expression, the time zone or a setting of the job is not valid.</response>
    static async Task<Results<Created<ScheduleView>, Ok<ScheduleCheck>>> Create(
        CreateSchedule request, Schedules schedules, ScheduleCheckup checkup, bool? validateOnly, CancellationToken ct)
    {
        var (schedule, times, filled) = await checkup.RunAsync(request, ct);
        if (validateOnly == true)
            return TypedResults.Ok(new ScheduleCheck(true, [.. times.Take(ShownRuns)], schedule.Engine, filled));

        var view = Saved(await schedules.CreateAsync(schedule, ct), "", request);
        return TypedResults.Created(view.Links.Self, view);
    }

    /// <summary>List the schedules</summary>
    /// <response code="200">The newest first, at most 1,000.</response>
    static async Task<Ok<ScheduleList>> List(Schedules schedules, CancellationToken ct) =>
        TypedResults.Ok(new ScheduleList([.. (await schedules.ListAsync(ct)).Select(ScheduleView.From)]));

    /// <summary>Get a schedule</summary>
    /// <param name="id" example="sch_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the schedule.</param>
    /// <response code="200">The schedule and when it is due next.</response>
    static async Task<Ok<ScheduleView>> Find(string id, Schedules schedules, CancellationToken ct) =>
        Found(id, await schedules.FindAsync(IdOf(id), ct));

    /// <summary>Change a schedule</summary>
    /// <remarks>Replaces all of it: what is left out gets its default. A paused schedule stays paused; jobs that are
    /// already queued do not change.</remarks>
    /// <param name="id" example="sch_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the schedule.</param>
    /// <response code="200">The schedule as it is now.</response>
    /// <response code="422">The expression, the time zone or a setting of the job is not valid.</response>
    static async Task<Ok<ScheduleView>> Replace(
        string id, CreateSchedule request, Schedules schedules, ScheduleCheckup checkup, CancellationToken ct)
    {
        var (schedule, _, _) = await checkup.RunAsync(request, ct);
        return TypedResults.Ok(Saved(await schedules.UpdateAsync(IdOf(id), schedule, ct), id, request));
    }

    /// <summary>Pause a schedule</summary>
    /// <remarks>No job is made until it is resumed. Pausing again changes nothing.</remarks>
    /// <param name="id" example="sch_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the schedule.</param>
    /// <response code="200">The schedule as it is now.</response>
    static async Task<Ok<ScheduleView>> Pause(string id, Schedules schedules, CancellationToken ct) =>
        Found(id, await schedules.PauseAsync(IdOf(id), ct));

    /// <summary>Resume a schedule</summary>
    /// <remarks>Times that were missed meanwhile are skipped.</remarks>
    /// <param name="id" example="sch_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the schedule.</param>
    /// <response code="200">The schedule and when it is due next.</response>
    static async Task<Ok<ScheduleView>> Resume(string id, Schedules schedules, CancellationToken ct)
    {
        try
        {
            return Found(id, await schedules.ResumeAsync(IdOf(id), ct));
        }
        catch (CronException wrong)
        {
            throw new ProblemException(Problems.InvalidSetting(RequestErrors.InvalidCron, "/cron", wrong.Message));
        }
    }

    /// <summary>Delete a schedule</summary>
    /// <remarks>Its jobs stay.</remarks>
    /// <param name="id" example="sch_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the schedule.</param>
    /// <response code="204">Deleted.</response>
    static async Task<NoContent> Delete(string id, Schedules schedules, CancellationToken ct) =>
        await schedules.DeleteAsync(IdOf(id), ct)
            ? TypedResults.NoContent()
            : throw new ProblemException(Problems.NoSuchSchedule(id));

    static ScheduleView Saved(ScheduleSaved saved, string id, CreateSchedule request) => saved.Outcome switch
    {
        ScheduleOutcome.NotFound => throw new ProblemException(Problems.NoSuchSchedule(id)),
        ScheduleOutcome.NoDataset => throw new ProblemException(Problems.NoSuchDataset(request.Job.DatasetId)),
        _ => ScheduleView.From(saved.Schedule!),
    };

    static Ok<ScheduleView> Found(string id, Schedule? schedule) =>
        TypedResults.Ok(ScheduleView.From(schedule ?? throw new ProblemException(Problems.NoSuchSchedule(id))));

    static ScheduleId IdOf(string text) =>
        ScheduleId.TryParse(text, out var id) ? id : throw new ProblemException(Problems.NoSuchSchedule(text));
}
