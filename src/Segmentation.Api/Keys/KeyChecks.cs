using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Segmentation.Api;

/// <summary>Requires a key where one is needed. The files and addresses of the page and the health endpoints need
/// none.</summary>
static class KeyChecks
{
    public static void UseApiKeys(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            // Resolved with the first request: the address of the database may change until the start.
            if (await RefusalAsync(context, context.RequestServices.GetRequiredService<KeyRing>()) is not { } problem)
                await next(context);
            else await problem.ExecuteAsync(context);
        });
    }

    /// <summary>The items of a stream while the caller's key is valid: checked before each item, pings
    /// included.</summary>
    public static async IAsyncEnumerable<T> WhileValidAsync<T>(
        this KeyRing keys, Caller? caller, Func<CancellationToken, IAsyncEnumerable<T>> items,
        [EnumeratorCancellation] CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await foreach (var item in items(ending.Token))
        {
            if (caller is null ? await keys.IsNeededAsync(ct) : await keys.FindAsync(caller.Secret, ct) is null)
            {
                await ending.CancelAsync();
                yield break;
            }

            yield return item;
        }
    }

    static async Task<Problem?> RefusalAsync(HttpContext context, KeyRing keys)
    {
        // Any other endpoint only answers that there is no such path or method.
        if (context.GetEndpoint() is not RouteEndpoint endpoint
            || Access.Needed(endpoint, context.Request.Method) is not { } needed)
            return null;
        if (!await keys.IsNeededAsync(context.RequestAborted)) return null;

        var drain = endpoint.Metadata.GetMetadata<UploadEndpoint>() is not null;
        if (Caller.SecretOf(context.Request) is not { } secret) return Asked(context, Problems.KeyRequired(drain));
        if (await keys.FindAsync(secret, context.RequestAborted) is not { } key)
            return Asked(context, Problems.KeyInvalid(drain));
        if (key.Scope < needed) return Problems.ScopeTooSmall(key.Name, key.Scope, needed, drain);

        context.Features.Set(new Caller(secret, key));
        return null;
    }

    // RFC 9110: an answer with 401 names the scheme to use.
    static Problem Asked(HttpContext context, Problem problem)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"segmentation\"";
        return problem;
    }
}
