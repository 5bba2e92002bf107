using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Whether a request needs a key, and which key it has. Answers of the database are kept for a second: a busy
/// client costs one query per second, and a key made or revoked elsewhere takes effect a second later.</summary>
sealed class KeyRing(ApiKeys keys, IOptions<ApiOptions> options, TimeProvider time)
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, Found> _found = new(StringComparer.Ordinal);
    (bool Any, long At)? _made;

    public async Task<bool> IsNeededAsync(CancellationToken ct)
    {
        if (options.Value.KeyRule != KeyRule.Auto) return options.Value.KeyRule == KeyRule.Required;
        // Once a key was made, this stays true, also when the last one is revoked.
        if (_made is { } known && (known.Any || IsFresh(known.At))) return known.Any;

        var at = time.GetTimestamp();
        var any = await keys.AnyMadeAsync(ct);
        _made = (any, at);
        return any;
    }

    /// <returns>Null when no key in use has this secret.</returns>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken ct)
    {
        if (_found.TryGetValue(secret, out var known) && IsFresh(known.At)) return known.Key;

        var at = time.GetTimestamp();
        var key = await keys.CheckAsync(secret, ct);
        // Only valid keys are kept: invalid ones could fill the memory.
        if (key is null) _found.TryRemove(secret, out _);
        else _found[secret] = new(key, at);
        return key;
    }

    /// <summary>Forgets what is kept, because a key was made or revoked here.</summary>
    public void Forget()
    {
        _found.Clear();
        _made = null;
    }

    bool IsFresh(long at) => time.GetElapsedTime(at) < Fresh;

    sealed record Found(ApiKey Key, long At);
}
