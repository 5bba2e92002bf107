using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Segmentation.Api;

/// <summary>How k-means found the segments.</summary>
static class AnimationEndpoints
{
    public static void MapAnimation(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/jobs/{id}/animation", Animate).WithTags("Results").WithName("getAnimation")
            .Produces<AnimationView>().Problem(400, 404, 409, 410, 503);

    /// <summary>Get the steps of k-means</summary>
    /// <remarks>The first centres, then for each iteration the assignment of the rows to the nearest centre and the
    /// move of the centres to the mean of their rows: at most 60 frames. Segment numbers are those of the result;
    /// segments of a start that is not the best are matched to them one to one, the nearest centres first. Counts,
    /// sizes and inertia are those of all rows that were clustered, `of` says how many: with more than 50,000, the
    /// starts ran on a sample, and the best one went on over all rows. `moved` is the number of all of them where they
    /// are assigned for the first time. `changed`, silhouette, Calinski-Harabasz and Davies-Bouldin are those of the
    /// drawn customers. A run of MLlib's k-means keeps no steps: 404 `NO_TRACE`.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <response code="200">The steps.</response>
    static async Task<JsonAnswer<AnimationView>> Animate(
        string id, ResultReader results, Animations animations, [AsParameters] AnimationRequest request,
        CancellationToken ct)
    {
        var (job, result) = await results.NeedAsync(id, ct);
        return new(await animations.NeedAsync(job, result, request, ct));
    }
}

/// <summary>What to draw.</summary>
sealed class AnimationRequest
{
    /// <summary>`best` (the default), or the number of one of `starts`.</summary>
    /// <example>best</example>
    [FromQuery(Name = "start")]
    public string? Start { get; init; }

    /// <summary>Most customers; default and most 2,000, with more than 10 features fewer.</summary>
    /// <example>2000</example>
    [FromQuery(Name = "maxPoints")]
    public int? MaxPoints { get; init; }
}
