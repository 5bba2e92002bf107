using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Segmentation.Output;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>SHA-256 of files of results, computed when first asked for and cached: the files never change.</summary>
sealed class FileHashes(FileStore files) : IDisposable
{
    const int MostKept = 10_000;

    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostKept });
    // One at a time: a file may have gigabytes, and many callers may ask at once.
    readonly SemaphoreSlim _one = new(1);

    /// <summary>In hexadecimal; null when the file is gone.</summary>
    public async Task<string?> FindAsync(Job job, string name, CancellationToken ct)
    {
        if (_cache.TryGetValue((job.Id, name), out string? known)) return known;
        await _one.WaitAsync(ct);
        try
        {
            if (_cache.TryGetValue((job.Id, name), out known)) return known;
            return await ComputeAsync(job, name, ct) is { } hash
                ? _cache.Set((job.Id, name), hash, new MemoryCacheEntryOptions { Size = 1 }) : null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _cache.Dispose();
        _one.Dispose();
    }

    async Task<string?> ComputeAsync(Job job, string name, CancellationToken ct)
    {
        if (files.ResultFile(job, name) is not { } path || !WrittenFile.Exists(path)) return null;
        await using var file = WrittenFile.Open(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
    }
}
