using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Caching.Memory;
using Segmentation.Output;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>How k-means found the segments.</summary>
static class AnimationEndpoints
{
    public static void MapAnimation(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/jobs/{id}/animation", Of).WithTags("Results").WithName("getAnimation")
            .Produces<AnimationView>().Problem(400, 404, 409, 410, 503);
        routes.MapGet("/api/animation", Latest).WithTags("Seed-compatible").WithName("seedAnimation")
            .Produces<AnimationView>().Problem(400, 404, 409, 410, 503);
    }

    /// <summary>Get the steps of k-means</summary>
    /// <remarks>The first centres in the order in which they were drawn, then for each iteration the assignment of the
    /// rows (which drawn customers changed, how many rows in all, inertia, sizes) and the move of the centres: at most
    /// 60 frames. Segment numbers are those of the result. When the starts ran on a sample, `of` of a frame says of how
    /// many rows its counts are; the best start goes on over all rows. The silhouette, Calinski-Harabasz and
    /// Davies-Bouldin of a step are those of the drawn customers. A run of MLlib's k-means keeps no steps: 404
    /// `NO_TRACE`.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <param name="start" example="best">`best` (the default), or the number of one of `starts`.</param>
    /// <param name="maxPoints" example="2000">Most customers; default and most 2,000, fewer with many
    /// features.</param>
    /// <response code="200">The steps.</response>
    static async Task<JsonAnswer<AnimationView>> Of(
        string id, ResultReader results, Animations animations, string? start, int? maxPoints, CancellationToken ct)
    {
        var (job, result) = await results.NeedAsync(id, ct);
        return new(await animations.NeedAsync(job, result, new(start, maxPoints), ct));
    }

    /// <summary>Steps of k-means of the job that finished last</summary>
    /// <remarks>As `GET /api/v1/jobs/{id}/animation`.</remarks>
    /// <param name="job" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of a job; left out: the job that finished
    /// last.</param>
    /// <param name="start" example="best">`best` (the default), or the number of one of `starts`.</param>
    /// <param name="maxPoints" example="2000">Most customers; default and most 2,000, fewer with many
    /// features.</param>
    /// <response code="200">The steps.</response>
    static async Task<JsonAnswer<AnimationView>> Latest(
        string? job, ResultReader results, Animations animations, string? start, int? maxPoints, CancellationToken ct)
    {
        var (found, result) = job is null
            ? await results.LatestAsync(ct) : await results.NeedAsync(job, Problems.NoSuchJobAsInSeed, ct);
        return new(await animations.NeedAsync(found, result, new(start, maxPoints), ct));
    }
}

/// <summary>What to draw.</summary>
readonly record struct AnimationQuery(string? Start, int? MaxPoints);

/// <summary>Animations that were asked for, kept a while: they never change.</summary>
sealed class Animations(PartReader parts) : IDisposable
{
    const int MostPoints = 2_000;
    const int MostKept = 32;
    const string Best = "best";
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <exception cref="ProblemException">The run kept no steps, or has no such start.</exception>
    public async Task<AnimationView> NeedAsync(
        Job job, SegmentationResult result, AnimationQuery query, CancellationToken ct)
    {
        var most = query.MaxPoints switch
        {
            null => MostPoints,
            < 1 => throw new ProblemException(Problems.Malformed("maxPoints is at least 1.", "maxPoints")),
            var asked => Math.Min(asked.Value, MostPoints),
        };
        if (!result.Files.Any(file => file.Name == ResultParts.Trace.FileName))
            throw new ProblemException(Problems.NoTrace());
        var trace = await parts.NeedAsync(job, ResultParts.Trace, ct);
        var start = Start(trace, query.Start);
        if (_cache.TryGetValue((job.Id, start.Number, most), out AnimationView? known)) return known!;

        var points = await parts.NeedAsync(job, ResultParts.Points, ct);
        var view = new Animation(result, trace, start, points, most).View(job.Id.ToString(), ct);
        var entry = new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Kept };
        return _cache.Set((job.Id, start.Number, most), view, entry);
    }

    public void Dispose() => _cache.Dispose();

    static StartTrace Start(FitTrace trace, string? asked)
    {
        if (asked is null or Best) return trace.Starts[0];
        return trace.Starts.FirstOrDefault(start => start.Number.ToString(CultureInfo.InvariantCulture) == asked)
            ?? throw new ProblemException(Problems.Malformed(
                $"There is no start «{asked}» here; there are {Best}, "
                + $"{string.Join(", ", trace.Starts.Select(start => start.Number).Order())}.", "start"));
    }
}
