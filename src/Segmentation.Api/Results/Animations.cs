using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Segmentation.Output;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Animations, made from files of the job and cached: they never change.</summary>
sealed class Animations(PartReader parts) : IDisposable
{
    const int MostPoints = 2_000;
    const int MostKept = 32;
    const string Best = "best";
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>The steps of a start of a succeeded job.</summary>
    /// <exception cref="ProblemException">The run kept no steps, or has no such start.</exception>
    public async Task<AnimationView> NeedAsync(
        Job job, SegmentationResult result, AnimationRequest request, CancellationToken ct)
    {
        var most = MostOf(request.MaxPoints);
        if (!result.Files.Any(file => file.Name == ResultParts.Trace.FileName))
            throw new ProblemException(Problems.NoTrace());
        var trace = await parts.NeedAsync(job, ResultParts.Trace, ct);
        var start = StartOf(trace, request.Start);
        if (_cache.TryGetValue((job.Id, start.Number, most), out AnimationView? known)) return known!;

        var points = await parts.NeedAsync(job, ResultParts.Points, ct);
        var view = new Animation(result, trace, start, points, most).View(job.Id.ToString(), ct);
        var entry = new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Kept };
        return _cache.Set((job.Id, start.Number, most), view, entry);
    }

    public void Dispose() => _cache.Dispose();

    static int MostOf(int? asked) => asked switch
    {
        null => MostPoints,
        < 1 => throw new ProblemException(Problems.Malformed("maxPoints is at least 1.", "maxPoints")),
        _ => Math.Min(asked.Value, MostPoints),
    };

    static StartTrace StartOf(FitTrace trace, string? asked)
    {
        if (asked is null or Best) return trace.Starts[0];
        return trace.Starts.FirstOrDefault(start => start.Number.ToString(CultureInfo.InvariantCulture) == asked)
            ?? throw new ProblemException(Problems.Malformed(
                $"There is no start «{asked}» here; there are {Best}, "
                + $"{string.Join(", ", trace.Starts.Select(start => start.Number).Order())}.", "start"));
    }
}
