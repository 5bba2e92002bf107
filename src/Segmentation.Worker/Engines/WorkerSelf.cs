using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;
using Segmentation.Spark;

namespace Segmentation.Worker;

/// <summary>Who this process is. New with every start, so that no row of an earlier one looks alive.</summary>
sealed class WorkerSelf(
    IOptions<WorkerOptions> options, IOptions<SparkOptions> spark, IEnumerable<IEngine> engines, IServiceProvider services)
{
    public WorkerIdentity Identity { get; } =
        new(Guid.CreateVersion7(), Environment.MachineName, options.Value.Lease, options.Value.MaxRuntime);

    /// <summary>By the queue it serves; a queue has the name of its engine.</summary>
    public IReadOnlyDictionary<string, IEngine> Engines { get; } =
        (spark.Value.Address.Length == 0 ? engines : engines.Append(services.GetRequiredService<SparkEngine>()))
            .ToDictionary(engine => QueueOf(engine.Kind));

    /// <summary>Memory one job may use.</summary>
    public long MemoryBytes { get; } = options.Value.MemoryBytes > 0
        ? options.Value.MemoryBytes
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 / options.Value.Slots;

    public static string QueueOf(EngineKind kind) => kind.ToString().ToLowerInvariant();
}
