using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Segmentation.Api;

/// <summary>Asks for a key where one is needed. Files of the page, its addresses and signs of life need none.</summary>
static class KeyChecks
{
    public static void UseApiKeys(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            // Not before the first request: until the start the database's address may still change.
            if (await RefusalAsync(context, context.RequestServices.GetRequiredService<KeyRing>()) is not { } problem) await next(context);
            else await problem.ExecuteAsync(context);
        });
    }

    /// <summary>The items of a stream for as long as the one who reads may: asked before each, pings too.</summary>
    public static async IAsyncEnumerable<T> WhileValidAsync<T>(
        this KeyRing keys, Caller? caller, Func<CancellationToken, IAsyncEnumerable<T>> items, [EnumeratorCancellation] CancellationToken ct)
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
        // Anything else than a route only tells that there is none, or not for this method.
        if (context.GetEndpoint() is not RouteEndpoint endpoint || Access.Needed(endpoint, context.Request.Method) is not { } needed) return null;
        if (!await keys.IsNeededAsync(context.RequestAborted)) return null;

        var drain = endpoint.Metadata.GetMetadata<UploadEndpoint>() is not null;
        if (Caller.SecretOf(context.Request) is not { } secret) return Asked(context, Problems.KeyRequired(drain));
        if (await keys.FindAsync(secret, context.RequestAborted) is not { } key) return Asked(context, Problems.KeyInvalid(drain));
        if (key.Scope < needed) return Problems.ScopeTooSmall(key.Name, key.Scope, needed, drain);

        context.Features.Set(new Caller(secret, key));
        return null;
    }

    // RFC 9110: an answer with 401 says how to ask.
    static Problem Asked(HttpContext context, Problem problem)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"segmentation\"";
        return problem;
    }
}
