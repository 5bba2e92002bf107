using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Segmentation.Api;

/// <summary>JSON with a strong ETag of its bytes; 304 if the client has it already.</summary>
/// <param name="caching">The Cache-Control header.</param>
sealed class JsonAnswer<T>(T value, string caching = JsonAnswer.AskAgain)
    : IResult, IStatusCodeHttpResult, IValueHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;
    public object? Value => value;

    public Task ExecuteAsync(HttpContext httpContext) =>
        JsonAnswer.WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options), caching);
}

static class JsonAnswer
{
    /// <summary>Names can be edited and jobs deleted: a browser may keep the answer, but must revalidate it.</summary>
    public const string AskAgain = "private, no-cache";
    public const string NoStore = "no-store";

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string caching)
    {
        var response = context.Response;
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Span)[..12])}\"";
        response.Headers.ETag = etag;
        response.Headers.CacheControl = caching;
        if (Matches(context.Request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static bool Matches(HttpRequest request, string etag) =>
        request.Headers.IfNoneMatch.Any(header => header?.Split(',', StringSplitOptions.TrimEntries)
            .Any(tag => tag == "*" || tag == etag || tag == "W/" + etag) == true);
}
