using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Segmentation.Api;

/// <summary>Gives every request a W3C trace, whether or not somebody collects traces: problems name it, jobs carry it on.</summary>
static class TraceIds
{
    public static void UseTraceIds(this WebApplication app)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        app.Lifetime.ApplicationStopped.Register(listener.Dispose);
    }

    public static string Of(HttpContext context) => Activity.Current?.Id ?? context.TraceIdentifier;
}
