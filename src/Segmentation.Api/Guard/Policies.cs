using Microsoft.AspNetCore.Http;

namespace Segmentation.Api;

/// <summary>What a browser may load and run on which of our answers.</summary>
static class Policies
{
    const string Page = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";
    // Swagger UI sets style attributes and draws its icons from data addresses.
    const string Swagger = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/swagger") ? Swagger : Page;
        headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }
}
