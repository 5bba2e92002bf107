using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Segmentation.Checks;
using Segmentation.Insights;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>What follows from a result: what to do, whether to trust it, what it took. Every answer has a strong
/// ETag.</summary>
static class ReviewEndpoints
{
    const string Assignments = "assignments.csv";

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var results = routes.MapGroup("/api/v1/jobs/{id}").WithTags("Results").Problem(404, 409, 410, 503);
        results.MapGet("/insights", Insights).WithName("getInsights").Produces<InsightsView>();
        results.MapGet("/checks", Checks).WithName("getChecks").Produces<ChecksView>();
        results.MapGet("/efficiency", Efficiency).WithName("getEfficiency").Produces<EfficiencyView>();
    }

    /// <summary>Get what to do about each segment</summary>
    /// <remarks>Who each segment is, and an action where a rule fits it. Rules and texts stand in a file that comes
    /// with the page, `/texts/actions.en.json`, and can be edited and translated. Every sentence of an action has a
    /// number of the segment.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">One entry a segment, largest first.</response>
    static async Task<JsonAnswer<InsightsView>> Insights(
        string id, ResultReader results, ActionRules actions, CancellationToken ct) =>
        new(new InsightsView(id, actions.Language, actions.Of((await results.NeedAsync(id, ct)).Result)));

    /// <summary>Check a result</summary>
    /// <remarks>Whether the numbers add up, the segments are large enough and apart, and other runs on the same file
    /// found the same. Each check says what it means, what was found, its threshold with the source, and what to do.
    /// `status` is `pass`, `warn`, `fail` or `notChecked`: there is nothing to compare with, or it does not apply. When
    /// another run has the same file and settings, the SHA-256 of both files are compared; on files of gigabytes the
    /// first answer takes some seconds.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The checks and their sum.</response>
    static async Task<JsonAnswer<ChecksView>> Checks(
        string id, ResultReader results, RunTwins twins, FileHashes hashes, CancellationToken ct)
    {
        var (job, result) = await results.NeedAsync(id, ct);
        var (same, other) = await twins.FindAsync(job, ct);
        var others = new OtherRuns
        {
            Same = same is null ? null : new(
                same.Id.ToString(), await hashes.FindAsync(job, Assignments, ct),
                await hashes.FindAsync(same, Assignments, ct)),
            OtherEngine = other is null ? null : await results.OfAsync(other, ct),
        };
        return new(ChecksView.From(id, RunChecks.Of(result, others)));
    }

    /// <summary>Get what a run took</summary>
    /// <remarks>The time of each stage, rows a second, the memory that a run in process is expected to need, and the
    /// times of the other engine where both ran the same file with the same settings. The time of each k is in
    /// `/k-sweep`.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">Times, speed and memory.</response>
    static async Task<JsonAnswer<EfficiencyView>> Efficiency(
        string id, ResultReader results, RunTwins twins, DatasetStore datasets, CancellationToken ct)
    {
        var (job, result) = await results.NeedAsync(id, ct);
        var (_, other) = await twins.FindAsync(job, ct);
        var times = other is null ? null : EngineTimes.From(other.Id.ToString(), await results.OfAsync(other, ct));
        var bytes = (await datasets.FindAsync(job.DatasetId, ct))?.Info.Bytes;
        return new(EfficiencyView.From(id, result, bytes, times));
    }
}
