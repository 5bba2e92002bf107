using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Segmentation.Api;

/// <summary>Whether this process is alive and whether it is ready.</summary>
static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("").WithTags("Service").Open();
        health.MapGet("/livez", Live).WithName("getLiveness");
        health.MapGet("/readyz", Ready).WithName("getReadiness").Produces<Readiness>().Produces<Readiness>(503);
        routes.MapGet("/health", Health).WithTags("Seed-compatible").WithName("seedHealth").Open();
    }

    /// <summary>Is the process alive?</summary>
    /// <remarks>Checks only the process itself; restart it when this fails.</remarks>
    /// <response code="200">It is.</response>
    static Ok<Liveness> Live() => TypedResults.Ok(new Liveness("alive"));

    /// <summary>Can the process do its work?</summary>
    /// <remarks>Checks the database and the file storage. Workers and Spark are not needed, because jobs wait for them;
    /// `degraded` says which of them are missing.</remarks>
    /// <response code="200">It can.</response>
    /// <response code="503">It cannot; `checks` says why.</response>
    static async Task<JsonHttpResult<Readiness>> Ready(HealthChecks health, HttpContext context, CancellationToken ct)
    {
        var checks = await health.RunAsync(ct);
        var ready = checks.View is { Database: "ok", Storage: "ok" };
        if (!ready) context.Response.Headers.RetryAfter = "5";
        return TypedResults.Json(
            new Readiness(ready ? "ready" : "not ready", checks.View, checks.Degraded), statusCode: ready ? 200 : 503);
    }

    /// <summary>Health of the service</summary>
    /// <remarks>Always 200 while the process answers; `checks` has the parts. Programs should use `/livez` and
    /// `/readyz`.</remarks>
    /// <response code="200">The health of the service.</response>
    static async Task<Ok<SeedHealth>> Health(HealthChecks health, TimeProvider time, CancellationToken ct)
    {
        var checks = await health.RunAsync(ct);
        return TypedResults.Ok(new SeedHealth(
            checks.View is { Database: "ok", Storage: "ok" } ? "healthy" : "degraded", time.GetUtcNow(),
            "E-Commerce Segmentation Backend", HealthChecks.Version, checks.View));
    }
}

/// <summary>The process is alive.</summary>
/// <param name="Status">Always alive.</param>
public sealed record Liveness(string Status);

/// <summary>Whether the process can do its work.</summary>
/// <param name="Status"><c>ready</c> or <c>not ready</c>.</param>
/// <param name="Checks">Each part.</param>
/// <param name="Degraded">What does not work although the process can do its work, a sentence each.</param>
public sealed record Readiness(string Status, HealthView Checks, IReadOnlyList<string> Degraded);

/// <summary>The parts of the service; <c>ok</c> or what is wrong.</summary>
/// <param name="Database">PostgreSQL.</param>
/// <param name="Storage">The folder with the files.</param>
/// <param name="Queue"><c>ok</c> when a worker takes jobs, <c>no workers</c> when they wait.</param>
/// <param name="Spark"><c>ok</c> when a worker reaches Spark, else <c>unavailable</c>.</param>
public sealed record HealthView(string Database, string Storage, string Queue, string Spark);

/// <summary>Health in the seed's words.</summary>
/// <param name="Status"><c>healthy</c> or <c>degraded</c>.</param>
/// <param name="Timestamp">Now.</param>
/// <param name="Service">The seed's name of itself.</param>
/// <param name="Version">Of this program.</param>
/// <param name="Checks">Each part.</param>
public sealed record SeedHealth(
    string Status, DateTimeOffset Timestamp, string Service, string Version, HealthView Checks);
