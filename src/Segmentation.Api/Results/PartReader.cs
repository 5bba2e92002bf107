using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Segmentation.Output;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Parts of results, read from their files and cached: they never change.</summary>
sealed class PartReader(FileStore files) : IDisposable
{
    const long MostBytesKept = 64L << 20;   // of files; a larger one is read for each request
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostBytesKept });

    /// <summary>A part of a succeeded job's result.</summary>
    /// <exception cref="ProblemException">Its file is not there, or is damaged.</exception>
    public async Task<T> NeedAsync<T>(Job job, ResultPart<T> part, CancellationToken ct)
        where T : class
    {
        if (_cache.TryGetValue((job.Id, part.FileName), out T? known)) return known!;

        try
        {
            await using var file = WrittenFile.Open(files.ResultFile(job, part.FileName)!);
            var value = await part.ReadAsync(file, ct);
            var entry = new MemoryCacheEntryOptions { Size = file.Length, SlidingExpiration = Kept };
            return _cache.Set((job.Id, part.FileName), value, entry);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            throw new ProblemException(Problems.OutputIsGone(part.FileName));
        }
    }

    public void Dispose() => _cache.Dispose();
}
