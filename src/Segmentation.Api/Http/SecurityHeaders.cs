using Microsoft.AspNetCore.Http;

namespace Segmentation.Api;

/// <summary>The security headers of answers: what a browser may load and run.</summary>
static class SecurityHeaders
{
    const string Page = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";
    // Swagger UI sets style attributes and draws its icons from data: URLs.
    const string Swagger = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

    /// <summary>Adds the headers when the answer starts, so that errors have them too.</summary>
    public static void Add(HttpContext context) => context.Response.OnStarting(() =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (IsUnderPolicyOfItsPage(context.Response.ContentType)) return Task.CompletedTask;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/swagger") ? Swagger : Page;
        headers["Referrer-Policy"] = "same-origin";
        return Task.CompletedTask;
    });

    // A module or style runs under the policy of the document that loads it. Its own would count for a worker only,
    // which the page has none of; in the forty files of a first visit it is an eighth of all bytes.
    static bool IsUnderPolicyOfItsPage(string? type) => type is "text/javascript" or "text/css";
}
