using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Segmentation.Api;

/// <summary>Gives every request a W3C trace id, whether or not traces are collected: problems name it, and jobs keep
/// it.</summary>
static class TraceIds
{
    /// <summary>Paths that are polled often; traces of them are of no use.</summary>
    static readonly string[] Untraced = ["/livez", "/readyz", "/metrics"];

    public static void UseTraceIds(this WebApplication app)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        app.Lifetime.ApplicationStopped.Register(listener.Dispose);
        app.Use(async (context, next) =>
        {
            var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
            if (span is not null && Untraced.Contains(context.Request.Path.Value))
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            await next(context);
            if (span is { Recorded: true }) Describe(span, context);
        });
    }

    static void Describe(Activity span, HttpContext context)
    {
        var route = context.GetEndpoint()?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route)
            .SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= 500) span.SetStatus(ActivityStatusCode.Error);
    }

    public static string Of(HttpContext context) => Activity.Current?.Id ?? context.TraceIdentifier;
}
