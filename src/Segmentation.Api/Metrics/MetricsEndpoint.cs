using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Figures for monitoring.</summary>
static class MetricsEndpoint
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapGet("/metrics", Metrics)
        .WithTags("Service").WithName("getServiceMetrics").Produces<string>(200, "text/plain").Open();

    /// <summary>Figures of the service</summary>
    /// <remarks>In the text format of Prometheus. Figures of the queue cover the whole service, are the same on every
    /// node, and are read from the database at most every five seconds; `http_` and `process_` cover the process that
    /// answers. While the database is unreachable, `segmentation_database_up` is 0 and the figures of the queue are
    /// missing.</remarks>
    /// <response code="200">The figures.</response>
    static async Task<ContentHttpResult> Metrics(
        QueueFigures queue, HttpFigures http, ServiceFigures service, SchemaReady schema, CancellationToken ct)
    {
        var text = new PrometheusText();
        var figure = schema.IsReady ? await ReadAsync(queue, ct) : null;
        text.Gauge("segmentation_database_up", "Whether the database could be asked.", figure is null ? 0 : 1);
        if (figure is not null) QueueMetrics.Write(text, figure);
        service.Write(text);
        http.Write(text);
        return TypedResults.Text(text.ToString(), PrometheusText.ContentType);
    }

    static async Task<QueueFigure?> ReadAsync(QueueFigures queue, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            return await queue.ReadAsync(limit.Token);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException
            && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
