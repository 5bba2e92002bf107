using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Takes jobs from lost workers, and removes what they left. Every worker does it.</summary>
sealed class Sweeper(
    WorkQueue queue, FileSweeper files, Housekeeping housekeeping, Retention retention, SchemaReady schema,
    DatabaseContact contact, IOptions<WorkerOptions> options, TimeProvider clock, ILogger<Sweeper> log)
    : BackgroundService
{
    static readonly TimeSpan FileSweep = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        var (filesAt, old) = ((long?)null, false);
        while (true)
        {
            var swept = contact.MaySweep ? await queue.SweepAsync(stoppingToken) : [];
            foreach (var job in swept) log.Swept(job.Id, job.State, job.CrashCount);
            if (swept.Count > 0 || filesAt is not { } at || clock.GetElapsedTime(at) > FileSweep)
            {
                await files.SweepAsync(stoppingToken);
                await housekeeping.RunAsync(stoppingToken);
                (filesAt, old) = (clock.GetTimestamp(), true);
            }

            // One batch a pass, so that lost jobs do not wait until all old jobs are deleted.
            if (old) old = await retention.RunAsync(stoppingToken) == Retention.Batch;

            // Shorter by up to a third at random, so that workers do not sweep at the same moment.
            await Task.Delay(options.Value.Sweep * (1 - (Random.Shared.NextDouble() / 3)), clock, stoppingToken);
        }
    }
}
