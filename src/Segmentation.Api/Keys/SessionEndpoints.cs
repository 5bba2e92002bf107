using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Segmentation.Api;

/// <summary>Sign-in of the page: the user enters a key once, and a cookie that no script can read keeps it.</summary>
static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/v1/session").WithTags("Keys").Open().Uncompressed().Problem(503);
        session.MapGet("", Find).WithName("getSession");
        session.MapPost("", Begin).WithName("createSession").Problem(400, 401, 413, 415);
        session.MapDelete("", End).WithName("deleteSession");
    }

    /// <summary>Whether a key is needed</summary>
    /// <remarks>Needs no key; the answer names the key of the request, if it has one.</remarks>
    /// <response code="200">What the service requires.</response>
    static async Task<Ok<SessionView>> Find(HttpContext context, KeyRing keys, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = JsonAnswer.NoStore;
        var needed = await keys.IsNeededAsync(ct);
        var key = needed && Caller.SecretOf(context.Request) is { } secret ? await keys.FindAsync(secret, ct) : null;
        return TypedResults.Ok(new SessionView(needed, key?.Name, key?.Scope));
    }

    /// <summary>Sign in with a key</summary>
    /// <remarks>For pages in a browser: sets a cookie that lasts until the browser closes, so that downloads and event
    /// streams work too. Programs send the key with every request instead: `Authorization: Bearer seg_…` or
    /// `X-Api-Key: seg_…`.</remarks>
    /// <response code="200">Signed in.</response>
    /// <response code="401">No key in use has this secret.</response>
    static async Task<Ok<SessionView>> Begin(SignIn request, HttpContext context, KeyRing keys, CancellationToken ct)
    {
        var secret = request.Key?.Trim() ?? "";
        var key = await keys.FindAsync(secret, ct) ?? throw new ProblemException(Problems.KeyInvalid());
        Caller.Keep(context, secret);
        context.Response.Headers.CacheControl = JsonAnswer.NoStore;
        return TypedResults.Ok(new SessionView(await keys.IsNeededAsync(ct), key.Name, key.Scope));
    }

    /// <summary>Sign out</summary>
    /// <remarks>Deletes the cookie. The key itself stays valid until it is revoked.</remarks>
    /// <response code="204">Signed out.</response>
    static NoContent End(HttpContext context)
    {
        Caller.Drop(context);
        return TypedResults.NoContent();
    }
}
