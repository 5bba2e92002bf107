using System.Text.Json.Serialization;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>A key to make.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateKey
{
    const int LongestName = 100;

    /// <summary>Its name, at most 100 characters; no two keys in use have the same name.</summary>
    /// <example>nightly import</example>
    public required string Name { get; init; }

    /// <summary>What its holder may do: `read`: look and download; `read-write`: also upload, start, cancel and delete;
    /// `admin`: also manage keys and queues.</summary>
    public required KeyScope Scope { get; init; }

    /// <summary>Most queued and running jobs at once, 1 to 1,000,000. Default: any number.</summary>
    /// <example>10</example>
    public int? MaxOpenJobs { get; init; }

    /// <exception cref="ProblemException">A value is not allowed.</exception>
    internal NewApiKey ToNew()
    {
        if (Name?.Trim() is not { Length: >= 1 and <= LongestName } name)
            throw new ProblemException(Problems.InvalidSetting("/name", $"A name has 1 to {LongestName} characters."));
        if (MaxOpenJobs is < 1 or > 1_000_000)
            throw new ProblemException(
                Problems.InvalidSetting("/maxOpenJobs", "maxOpenJobs is 1 to 1000000; leave it out for no limit."));
        return new(name, Scope, MaxOpenJobs);
    }
}

/// <summary>A key, without its secret.</summary>
public record KeyView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>What the operator calls it.</summary>
    public required string Name { get; init; }
    /// <summary>What its holder may do.</summary>
    public required KeyScope Scope { get; init; }
    /// <summary>The first characters of the secret, to recognize it.</summary>
    public required string Prefix { get; init; }
    /// <summary>Most queued and running jobs at once; null: any number.</summary>
    public int? MaxOpenJobs { get; init; }
    /// <summary>Queued and running jobs now.</summary>
    public required int OpenJobs { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it was last used, to the minute; null if never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
    /// <summary>When it was revoked; null while it is in use.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    internal static KeyView From(ApiKey key) => new()
    {
        Id = key.Id.ToString(),
        Name = key.Name,
        Scope = key.Scope,
        Prefix = key.Prefix,
        MaxOpenJobs = key.MaxOpenJobs,
        OpenJobs = key.OpenJobs,
        CreatedAt = key.CreatedAt,
        LastUsedAt = key.LastUsedAt,
        RevokedAt = key.RevokedAt,
    };
}

/// <summary>A key that was made, with its secret.</summary>
/// <param name="Key">As it is listed from now on.</param>
/// <param name="Secret">What its holder sends. It is not shown again; only a hash of it is kept.</param>
public sealed record MadeKey(KeyView Key, string Secret);

/// <summary>The keys, oldest first.</summary>
/// <param name="Keys">Including revoked ones.</param>
public sealed record KeyList(IReadOnlyList<KeyView> Keys);

/// <summary>A key that a page signs in with.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignIn
{
    /// <summary>The secret of a key.</summary>
    /// <example>seg_…</example>
    public required string Key { get; init; }
}

/// <summary>Whether this service requires a key, and whose key the request has.</summary>
/// <param name="KeyRequired">Requests without a key are refused.</param>
/// <param name="Name">Name of the key of this request; null without one.</param>
/// <param name="Scope">What it may do; null without one.</param>
public sealed record SessionView(bool KeyRequired, string? Name, KeyScope? Scope);
