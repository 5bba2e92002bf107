using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>What is said to callers whose key is missing, wrong, too weak or used up.</summary>
static partial class Problems
{
    static readonly TimeSpan UntilOneEnds = TimeSpan.FromSeconds(5);

    public static Problem KeyRequired(bool drain) => new(401, "API_KEY_REQUIRED", "This service asks for an API key",
        "Send a key in the header «Authorization: Bearer seg_…». Whoever runs the service makes one with: segmentation keys create NAME --scope read-write.")
    { Drain = drain };

    public static Problem KeyInvalid(bool drain = false) => new(401, "API_KEY_INVALID", "The API key is not valid",
        "No key in use has this secret: it may be mistyped or revoked. Ask whoever runs the service for another one.")
    { Drain = drain };

    public static Problem ScopeTooSmall(string name, KeyScope scope, KeyScope needed, bool drain) => new(403, "INSUFFICIENT_SCOPE", "The API key may not do this",
        $"The key «{Cut(name)}» has the scope {scope.Word()}; this needs {needed.Word()}.")
    { Drain = drain };

    public static Problem NoSuchKey(string id) => new(404, "KEY_NOT_FOUND", "No such key",
        $"There is no key {Cut(id)}. GET /api/v1/keys lists them.");

    public static Problem KeyExists(string name) => new(409, "KEY_EXISTS", "There is a key of this name",
        $"A key in use is called «{Cut(name)}». Take another name, or revoke that one first.");

    public static Problem TooManyOpenJobs(int limit) => new(429, "TOO_MANY_OPEN_JOBS", "The key has too many open jobs",
        $"This key may have {(limit == 1 ? "one queued or running job" : $"{limit} queued and running jobs")} at once, and has as many. Wait for one to end, or cancel one.")
    {
        RetryAfter = UntilOneEnds,
        Numbers = new Dictionary<string, long> { ["maxOpenJobs"] = limit },
    };
}
