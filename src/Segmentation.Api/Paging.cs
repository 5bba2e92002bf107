using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Segmentation.Api;

/// <summary>What all lists share.</summary>
static class Paging
{
    const int Usual = 50;

    /// <summary>The requested page size: large ones are reduced to the limit, negative ones refused.</summary>
    public static int Size(int? asked, LimitsOptions limits) => asked switch
    {
        null or 0 => Math.Min(Usual, limits.PageSize),
        < 0 => throw new ProblemException(Problems.Malformed("pageSize cannot be negative.", "pageSize")),
        _ => Math.Min(asked.Value, limits.PageSize),
    };

    /// <summary>Adds the header Link to the next page, which generic clients follow (RFC 8288).</summary>
    public static void LinkNext(HttpContext context, string? token, string parameter)
    {
        if (token is null) return;
        var query = context.Request.Query.Where(pair => pair.Key != parameter)
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}")
            .Append($"{parameter}={Uri.EscapeDataString(token)}");
        context.Response.Headers.Link = string.Create(
            CultureInfo.InvariantCulture, $"<{context.Request.Path}?{string.Join('&', query)}>; rel=\"next\"");
    }
}
