using Microsoft.AspNetCore.Http;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Who sent a request.</summary>
/// <param name="Secret">As it was sent.</param>
/// <param name="Key">As it is listed.</param>
sealed record Caller(string Secret, ApiKey Key)
{
    const string Cookie = "segmentation-key";
    const string Bearer = "Bearer ";

    /// <summary>Null where no key is needed.</summary>
    public static Caller? Of(HttpContext context) => context.Features.Get<Caller>();

    /// <summary>The secret a request brings: a header, or the cookie of the page, which cannot set headers on downloads
    /// and streams.</summary>
    /// <remarks>Other schemes of Authorization are ignored: they may be for a proxy.</remarks>
    public static string? SecretOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        if (request.Headers["X-Api-Key"].ToString() is { Length: > 0 } header) return header.Trim();
        return request.Cookies[Cookie] is { Length: > 0 } cookie ? cookie : null;
    }

    /// <summary>Keeps the secret in a cookie until the browser closes. Scripts cannot read it, and other sites cannot
    /// send it.</summary>
    public static void Keep(HttpContext context, string secret) =>
        context.Response.Cookies.Append(Cookie, secret, Rules(context));

    public static void Drop(HttpContext context) => context.Response.Cookies.Delete(Cookie, Rules(context));

    static CookieOptions Rules(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
