using Microsoft.Extensions.Caching.Memory;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Results of jobs, read from the database and cached: they never change.</summary>
sealed class ResultReader(Jobs jobs, ResultStore results) : IDisposable
{
    const int MostKept = 16;
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>A finished job with its result.</summary>
    /// <exception cref="ProblemException">There is no such job, or it has no result (yet).</exception>
    public Task<(Job Job, SegmentationResult Result)> NeedAsync(string id, CancellationToken ct) =>
        NeedAsync(id, Problems.NoSuchJob, ct);

    /// <inheritdoc cref="NeedAsync(string, CancellationToken)"/>
    public async Task<(Job Job, SegmentationResult Result)> NeedAsync(
        string id, Func<string, Problem> unknown, CancellationToken ct)
    {
        var job = await jobs.NeedAsync(id, unknown, ct);
        return (job, await OfAsync(job, ct));
    }

    /// <summary>The latest job that succeeded.</summary>
    /// <exception cref="ProblemException">None has succeeded yet.</exception>
    public async Task<(Job Job, SegmentationResult Result)> LatestAsync(CancellationToken ct)
    {
        var page = await jobs.ListAsync(new() { States = [JobState.Succeeded], PageSize = 1 }, ct);
        var job = page.Jobs is [var last, ..] ? last : throw new ProblemException(Problems.NoFinishedJob());
        return (job, await OfAsync(job, ct));
    }

    /// <exception cref="ProblemException">The job has no result (yet).</exception>
    public async Task<SegmentationResult> OfAsync(Job job, CancellationToken ct)
    {
        Refuse(job);
        if (_cache.TryGetValue(job.Id, out SegmentationResult? known)) return known!;

        var result = await results.FindAsync(job.Id, ct)
            ?? throw new ProblemException(Problems.NoSuchJob(job.Id.ToString()));
        return _cache.Set(job.Id, result, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Kept });
    }

    public void Dispose() => _cache.Dispose();

    static void Refuse(Job job)
    {
        var id = job.Id.ToString();
        var problem = job.State switch
        {
            JobState.Succeeded => null,
            JobState.Failed => Problems.JobFailed(id, job.Problem?.Detail ?? "its problem says why."),
            JobState.Canceled => Problems.JobCanceled(id),
            _ => Problems.NotFinished(id, EnumWord.Of(job.State), Problems.Soon),
        };
        if (problem is not null) throw new ProblemException(problem);
    }
}
