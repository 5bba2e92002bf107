using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Segmentation.Worker;

namespace Segmentation.Cli;

/// <summary>Where traces go. Section <c>Telemetry</c>.</summary>
sealed class TelemetryOptions : IValidatableObject
{
    /// <summary>A collector that takes OTLP over HTTP, such as <c>http://localhost:4318</c>. Default: what
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names, with the protocol that <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> names; else
    /// none, and no traces are made.</summary>
    public string OtlpEndpoint { get; init; } = "";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint.Length > 0
            && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return new(
                $"Telemetry:OtlpEndpoint is {OtlpEndpoint}; allowed: an address such as http://localhost:4318.");
    }
}

/// <summary>Sends the spans of requests, runs and stages to a collector, when there is one.</summary>
static class Tracing
{
    /// <returns>Stops tracing when disposed, after sending what is left; null without a collector.</returns>
    public static IDisposable? Start(IConfiguration configuration, string name)
    {
        var own = configuration.GetSection("Telemetry").Get<TelemetryOptions>()?.OtlpEndpoint ?? "";
        if (own.Length == 0 && !IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") && !IsSet("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
            return null;

        var resource = ResourceBuilder.CreateDefault();
        if (!IsSet("OTEL_SERVICE_NAME")) resource.AddService(name);
        return Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", SegmentationWorker.TraceSource)
            .AddOtlpExporter(exporter => Aim(exporter, own))
            .Build();
    }

    // The exporter itself reads the variables.
    static void Aim(OtlpExporterOptions exporter, string own)
    {
        if (own.Length == 0) return;

        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new(own.TrimEnd('/') + "/v1/traces");
    }

    static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
