using System.Reflection;
using Npgsql;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Checks the parts of the service, each with a short timeout.</summary>
sealed class HealthChecks(Database db, FileStore files, SchemaReady schema, WorkerSessions workers)
{
    const string Ok = "ok";
    const int ProbeBytes = 4096;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static string Version { get; } =
        typeof(HealthChecks).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "0";

    public async Task<Health> RunAsync(CancellationToken ct)
    {
        var database = await DatabaseAsync(ct);
        var live = database == Ok ? await workers.LiveAsync(ct) : [];
        var view = new HealthView(
            database, Storage(),
            database != Ok ? "unknown" : live.Count > 0 ? Ok : "no workers",
            live.Any(worker => worker.Engines.Contains(EngineKind.Spark)) ? Ok : "unavailable");
        return new(view, [.. Degraded(database, live)]);
    }

    // A service without Spark is not degraded.
    static IEnumerable<string> Degraded(string database, IReadOnlyList<WorkerSession> live)
    {
        if (database == Ok && live.Count == 0) yield return "No worker is running; jobs wait until one is.";
        var problems = live.Where(worker => worker.Spark is { Ready: false })
            .GroupBy(worker => worker.Spark!.Problem, worker => worker.Host);
        foreach (var problem in problems)
            yield return $"Spark cannot be used by {problem.Count()} of {live.Count} workers: {problem.Key}";
    }

    async Task<string> DatabaseAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await using var command = db.Work.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(limit.Token);
            return schema.IsReady ? Ok : "being prepared";
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException
            && !ct.IsCancellationRequested)
        {
            return "unreachable";
        }
    }

    string Storage()
    {
        try
        {
            Directory.CreateDirectory(files.Root);
            var probe = files.NewUpload();
            try
            {
                // On a full disk a file can still be created, but nothing can be written to it.
                File.WriteAllBytes(probe, new byte[ProbeBytes]);
            }
            finally
            {
                File.Delete(probe);
            }

            return Ok;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "not writable";
        }
    }
}

/// <summary>Health of the service.</summary>
/// <param name="View">Each part.</param>
/// <param name="Degraded">What does not work, a sentence each.</param>
sealed record Health(HealthView View, IReadOnlyList<string> Degraded);
