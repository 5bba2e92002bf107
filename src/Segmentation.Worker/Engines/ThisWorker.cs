using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;
using Segmentation.Spark;

namespace Segmentation.Worker;

/// <summary>What this process is and offers. Its identity is new with every start, so that no row of an earlier
/// process looks alive.</summary>
sealed class ThisWorker(
    IOptions<WorkerOptions> options, IOptions<SparkOptions> spark, IEnumerable<IEngine> engines,
    IEnumerable<IJobWork> works, IServiceProvider services)
{
    public WorkerIdentity Identity { get; } =
        new(Guid.CreateVersion7(), Environment.MachineName, [.. works.Select(work => work.Kind)], options.Value.Lease,
            options.Value.MaxRuntime);

    /// <summary>By the queue it serves; a queue has the name of its engine.</summary>
    public IReadOnlyDictionary<string, IEngine> Engines { get; } =
        (spark.Value.Address.Length == 0 ? engines : engines.Append(services.GetRequiredService<SparkEngine>()))
            .ToDictionary(engine => EnumWord.Of(engine.Kind));

    /// <summary>Memory one job may use.</summary>
    public long MemoryBytes { get; } = options.Value.MemoryBytes > 0
        ? options.Value.MemoryBytes
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 / options.Value.Slots;

    public IEngine EngineOf(Job job) => Engines[EnumWord.Of(job.Engine.Used)];
}
