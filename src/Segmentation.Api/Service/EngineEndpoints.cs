using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>The engines and the workers that have them.</summary>
static class EngineEndpoints
{
    public static void MapEngines(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/engines", Engines).WithTags("Service").WithName("listEngines").Problem(503);

    /// <summary>List the engines</summary>
    /// <remarks>The engines that can run a job now. Without a worker, jobs wait in the queue.</remarks>
    /// <response code="200">The engines.</response>
    static async Task<Ok<EngineList>> Engines(WorkerSessions workers, CancellationToken ct)
    {
        var live = await workers.LiveAsync(ct);
        return TypedResults.Ok(
            new EngineList([EngineView.Of(EngineKind.Local, live), EngineView.Of(EngineKind.Spark, live)]));
    }
}

/// <summary>The engines.</summary>
public sealed record EngineList(IReadOnlyList<EngineView> Engines);

/// <summary>One engine.</summary>
/// <param name="Name">As in a job's `engine`.</param>
/// <param name="Available">Whether a live worker has it.</param>
/// <param name="Workers">Live workers that have it.</param>
/// <param name="Slots">Jobs that they can run at once.</param>
/// <param name="MemoryBytes">Memory that one of them may use at most.</param>
/// <param name="Reason">Why it is not available; null when it is.</param>
/// <param name="Version">Of Spark; null for the local engine and while it is not known.</param>
/// <param name="Ui">Address of Spark's web page; null when there is none.</param>
public sealed record EngineView(
    EngineKind Name, bool Available, int Workers, int Slots, long MemoryBytes, string? Reason, string? Version,
    string? Ui)
{
    internal static EngineView Of(EngineKind kind, IReadOnlyList<WorkerSession> live)
    {
        var mine = live.Where(worker => worker.Engines.Contains(kind)).ToArray();
        return new(kind, mine.Length > 0, mine.Length, mine.Sum(worker => worker.Slots),
            mine.Select(worker => worker.MemoryBytes).DefaultIfEmpty().Max(),
            mine.Length > 0 ? null : Missing(kind, live),
            kind == EngineKind.Spark ? First(mine, spark => spark.Version) : null,
            kind == EngineKind.Spark ? First(mine, spark => spark.Ui) : null);
    }

    static string? First(IReadOnlyList<WorkerSession> workers, Func<EngineHealth, string?> text) =>
        workers.Select(worker => worker.Spark).OfType<EngineHealth>().Select(text).FirstOrDefault(it => it is not null);

    static string Missing(EngineKind kind, IReadOnlyList<WorkerSession> live)
    {
        if (kind == EngineKind.Local) return "No worker is running; jobs wait until one is.";
        return First(live, spark => spark.Problem) is { } problem
            ? $"Spark cannot be used now: {problem}"
            : "No worker is configured for a Spark cluster.";
    }
}
