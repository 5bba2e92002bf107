using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Problems of callers whose key is missing, invalid, too weak or at its limit.</summary>
static partial class Problems
{
    static readonly TimeSpan UntilOneEnds = TimeSpan.FromSeconds(5);

    public static Problem KeyRequired(bool drain) => new(RequestErrors.ApiKeyRequired,
        "Send a key in the header «Authorization: Bearer seg_…». "
        + "The operator of the service creates one with: segmentation keys create NAME --scope read-write.")
    { Drain = drain };

    public static Problem KeyInvalid(bool drain = false) => new(RequestErrors.ApiKeyInvalid,
        "No key in use has this secret: it may be mistyped or revoked. "
        + "Ask the operator of the service for another one.")
    { Drain = drain };

    public static Problem ScopeTooSmall(string name, KeyScope scope, KeyScope needed, bool drain) =>
        new(RequestErrors.InsufficientScope,
            $"The key «{Cut(name)}» has the scope {scope.Word()}; this needs {needed.Word()}.")
        { Drain = drain };

    public static Problem NoSuchKey(string id) => new(RequestErrors.KeyNotFound,
        $"There is no key {Cut(id)}. GET /api/v1/keys lists them.");

    public static Problem KeyExists(string name) => new(RequestErrors.KeyExists,
        $"A key in use is called «{Cut(name)}». Take another name, or revoke that one first.");

    public static Problem TooManyOpenJobs(int limit) => new(RequestErrors.TooManyOpenJobs,
        $"This key may have {(limit == 1 ? "one queued or running job" : $"{limit} queued and running jobs")} at once, "
        + "and it has that many. Wait for one to end, or cancel one.")
    {
        RetryAfter = UntilOneEnds,
        Numbers = new Dictionary<string, long> { ["maxOpenJobs"] = limit },
    };
}
