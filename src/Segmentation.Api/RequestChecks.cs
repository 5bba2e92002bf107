using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Segmentation.Api;

/// <summary>Refuses foreign web pages. A page elsewhere can make a browser post to localhost, or point its own name at
/// it: <c>Origin</c> shows the first, <c>Host</c> the second.</summary>
static class RequestChecks
{
    public static void UseRequestChecks(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        var limits = app.ApplicationServices.GetRequiredService<IOptions<LimitsOptions>>().Value;
        app.Use(async (context, next) =>
        {
            SecurityHeaders.Add(context);
            if (!IsKnownHost(context, options))
                await Problems.UnknownHost(context.Request.Host.Value ?? "").ExecuteAsync(context);
            else if (IsForeign(context.Request, options))
                await Problems.ForeignOrigin(context.Request.Headers.Origin.ToString()).ExecuteAsync(context);
            else if (IsTooLong(context, limits)) await Problems.RequestTooLarge(limits).ExecuteAsync(context);
            else await next(context);
        });
    }

    // Endpoints that accept a file check the size themselves. The server stops a body without a length while it reads
    // it.
    static bool IsTooLong(HttpContext context, LimitsOptions limits)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<UploadEndpoint>() is { } upload
            && (upload.Json is null || !context.Request.HasJsonContentType()))
            return false;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limits.RequestBytes;
        return context.Request.ContentLength > limits.RequestBytes;
    }

    static bool IsKnownHost(HttpContext context, ApiOptions options)
    {
        var host = context.Request.Host.Host;
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)) return true;
        // An IP address, unlike a name, cannot be one that somebody else has pointed at this machine.
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address)
            && (IPAddress.IsLoopback(address) || address.Equals(Plain(context.Connection.LocalIpAddress)))) return true;

        return options.HostList.Any(known =>
            known == "*" || string.Equals(known, host, StringComparison.OrdinalIgnoreCase));
    }

    static bool IsForeign(HttpRequest request, ApiOptions options)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || IsSafe(request.Method)) return false;

        return !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            && !options.CorsList.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }

    static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
