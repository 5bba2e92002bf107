using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>API keys: create, list, revoke.</summary>
static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/keys").WithTags("Keys").AdminOnly().Uncompressed().Problem(503);
        keys.MapPost("", Create).WithName("createKey").Problem(400, 409, 413, 415, 422);
        keys.MapGet("", List).WithName("listKeys");
        keys.MapGet("/{id}", Find).WithName("getKey").Problem(404);
        keys.MapDelete("/{id}", Revoke).WithName("revokeKey").Problem(404);
    }

    /// <summary>Make a key</summary>
    /// <remarks>Only this answer has the secret. Once a key exists, requests without one are refused (setting
    /// `Api:Keys`): make one with the scope `admin` first, or use `segmentation keys` on the machine of the
    /// service.</remarks>
    /// <response code="201">The key and its secret.</response>
    /// <response code="409">A key in use has this name.</response>
    static async Task<Created<MadeKey>> Create(
        CreateKey request, HttpContext context, ApiKeys keys, KeyRing ring, CancellationToken ct)
    {
        var made = await keys.CreateAsync(request.ToNew(), ct)
            ?? throw new ProblemException(Problems.KeyExists(request.Name.Trim()));
        ring.Forget();
        context.Response.Headers.CacheControl = JsonAnswer.NoStore;
        return TypedResults.Created($"/api/v1/keys/{made.Key.Id}", new MadeKey(KeyView.From(made.Key), made.Secret));
    }

    /// <summary>List the keys</summary>
    /// <remarks>Oldest first, including revoked ones: jobs name them.</remarks>
    /// <response code="200">The keys, without their secrets.</response>
    static async Task<Ok<KeyList>> List(ApiKeys keys, CancellationToken ct) =>
        TypedResults.Ok(new KeyList([.. (await keys.ListAsync(ct)).Select(KeyView.From)]));

    /// <summary>Get a key</summary>
    /// <param name="id" example="key_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the key.</param>
    /// <response code="200">The key, without its secret.</response>
    static async Task<Ok<KeyView>> Find(string id, ApiKeys keys, CancellationToken ct) =>
        TypedResults.Ok(KeyView.From(
            await keys.FindAsync(IdOf(id), ct) ?? throw new ProblemException(Problems.NoSuchKey(id))));

    /// <summary>Revoke a key</summary>
    /// <remarks>Every process refuses it within a second; event streams opened with it end. Its jobs continue. Revoking
    /// again changes nothing.</remarks>
    /// <param name="id" example="key_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the key.</param>
    /// <response code="204">It is revoked.</response>
    static async Task<NoContent> Revoke(string id, ApiKeys keys, KeyRing ring, CancellationToken ct)
    {
        _ = await keys.RevokeAsync(IdOf(id), ct) ?? throw new ProblemException(Problems.NoSuchKey(id));
        ring.Forget();
        return TypedResults.NoContent();
    }

    static ApiKeyId IdOf(string text) =>
        ApiKeyId.TryParse(text, out var id) ? id : throw new ProblemException(Problems.NoSuchKey(text));
}
