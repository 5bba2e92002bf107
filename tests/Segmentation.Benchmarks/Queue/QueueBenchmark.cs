namespace Segmentation.Benchmarks;

/// <summary>How much is done. A short form only shows that everything can be measured.</summary>
/// <param name="Jobs">Jobs of a throughput.</param>
/// <param name="Samples">Times of a latency.</param>
/// <param name="Span">How long something is kept up.</param>
/// <param name="Finished">Finished rows in a large table.</param>
/// <param name="Poll">Time between a worker's polls while notifications arrive; null: the default.</param>
sealed record QueueScale(int Jobs, int Samples, TimeSpan Span, int Finished, TimeSpan? Poll)
{
    public static QueueScale Of(Options options) => options.Short
        ? new(64, 5, TimeSpan.FromSeconds(1), 1_000, TimeSpan.FromSeconds(0.5))
        : new(4_000, 100, TimeSpan.FromSeconds(30), options.Rows is [] ? 5_000_000 : options.Rows[0], null);
}

/// <summary>What the queue does in a second and how soon, on a PostgreSQL of its own that commits durably.</summary>
static class QueueBenchmark
{
    public static async Task RunAsync(Options options, Document document, string folder)
    {
        var scale = QueueScale.Of(options);
        await using var server = await QueueServer.StartAsync(folder);
        var before = await server.SyncRateAsync();
        List<Table> tables = [
            await Throughput.RunAsync(server, scale),
            await Latency.RunAsync(server, scale), await Standing.RunAsync(server, scale)];
        var after = await server.SyncRateAsync();
        document.Put("queue", tables,
            $"; PostgreSQL {server.Version}, of which a write of 8 kB and its fsync took {1e3 / before:0.00} ms before "
            + $"and {1e3 / after:0.00} ms after");
    }
}
