using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Segmentation.Api;

/// <summary>The steps of k-means, at the seed's kind of address.</summary>
static class SeedAnimation
{
    public static void MapSeedAnimation(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/animation", Animate).WithTags("Seed-compatible").WithName("seedAnimation")
            .Produces<AnimationView>().Problem(400, 404, 409, 410, 503);

    /// <summary>Steps of k-means of the job that finished last</summary>
    /// <remarks>As `GET /api/v1/jobs/{id}/animation`.</remarks>
    /// <param name="job" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of a job; left out: the job that finished
    /// last.</param>
    /// <response code="200">The steps.</response>
    static async Task<JsonAnswer<AnimationView>> Animate(
        string? job, ResultReader results, Animations animations, [AsParameters] AnimationRequest request,
        CancellationToken ct)
    {
        var (found, result) = job is null
            ? await results.LatestAsync(ct) : await results.NeedAsync(job, Problems.NoSuchJobAsInSeed, ct);
        return new(await animations.NeedAsync(found, result, request, ct));
    }
}
