using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Segmentation.Postgres;

/// <summary>What the holder of a key may do; each scope may do what the ones before it may.</summary>
public enum KeyScope
{
    /// <summary>Look and download.</summary>
    [JsonStringEnumMemberName("read")]
    Read,
    /// <summary>Upload, start, cancel and delete too.</summary>
    [JsonStringEnumMemberName("read-write")]
    ReadWrite,
    /// <summary>Manage keys and queues too.</summary>
    [JsonStringEnumMemberName("admin")]
    Admin,
}

/// <summary>The words of the scopes, as they are stored and shown.</summary>
public static class KeyScopes
{
    /// <summary>All of them, the least first.</summary>
    public static IReadOnlyList<string> Words { get; } = ["read", "read-write", "admin"];

    /// <summary>A scope's word.</summary>
    public static string Word(this KeyScope scope) => Words[(int)scope];

    /// <summary>Reads a word; false for anything else.</summary>
    public static bool TryParse(string? word, out KeyScope scope)
    {
        var at = Words.ToList().IndexOf(word ?? "");
        scope = (KeyScope)Math.Max(0, at);
        return at >= 0;
    }
}

/// <summary>A key as it may be shown: never the secret itself.</summary>
/// <param name="Id">Stays; jobs name it.</param>
/// <param name="Name">What the operator calls it; no two keys in use have the same.</param>
/// <param name="Scope">What its holder may do.</param>
/// <param name="Prefix">The first characters of the secret, by which its holder recognizes it.</param>
/// <param name="MaxOpenJobs">Most queued and running jobs at once; null: any number.</param>
/// <param name="OpenJobs">Queued and running jobs now.</param>
/// <param name="LastUsedAt">To the minute; null when it was never used.</param>
/// <param name="RevokedAt">Null while it may be used.</param>
public sealed record ApiKey(
    ApiKeyId Id, string Name, KeyScope Scope, string Prefix, int? MaxOpenJobs, int OpenJobs,
    DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>A key to be made.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Scope">What its holder may do.</param>
/// <param name="MaxOpenJobs">1 or more; null: any number.</param>
public sealed record NewApiKey(string Name, KeyScope Scope, int? MaxOpenJobs);

/// <summary>A key that was made.</summary>
/// <param name="Key">As it is listed from now on.</param>
/// <param name="Secret">What its holder sends; shown only now.</param>
public sealed record MadeApiKey(ApiKey Key, string Secret);

/// <summary>The secret of a key: <c>seg_</c> and 256 random bits.</summary>
static class KeySecret
{
    const string Start = "seg_";
    const int Bytes = 32;
    const int ShownCharacters = 12;

    public static string New() => Start + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string PrefixOf(string secret) => secret[..ShownCharacters];

    /// <summary>Whether a text has the form of a secret: others are refused without asking the database.</summary>
    public static bool IsOne(string text) =>
        text.StartsWith(Start, StringComparison.Ordinal)
        && text.Length == Start.Length + Base64Url.GetEncodedLength(Bytes)
        && Base64Url.IsValid(text.AsSpan(Start.Length));

    // Passwords need salt and many rounds because they can be guessed. 256 random bits cannot be, and every request
    // pays for the hash: SHA-256 once is enough.
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
