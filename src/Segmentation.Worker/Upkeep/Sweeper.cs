using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Takes jobs from workers that were lost, and removes what they left. Every worker does; none leads.</summary>
sealed class Sweeper(
    JobQueue queue, FileSweeper files, Housekeeping housekeeping, Retention retention, SchemaReady schema, Outages outages,
    IOptions<WorkerOptions> options, TimeProvider clock, ILogger<Sweeper> log) : BackgroundService
{
    static readonly TimeSpan FileSweep = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        var (filesAt, old) = ((long?)null, false);
        while (true)
        {
            var swept = outages.MaySweep ? await queue.SweepAsync(stoppingToken) : [];
            foreach (var job in swept) log.Swept(job.Id, job.State, job.CrashCount);
            if (swept.Count > 0 || filesAt is not { } at || clock.GetElapsedTime(at) > FileSweep)
            {
                await files.SweepAsync(stoppingToken);
                await housekeeping.RunAsync(stoppingToken);
                (filesAt, old) = (clock.GetTimestamp(), true);
            }

            // A batch a pass: lost jobs do not wait until all that is old is gone.
            if (old) old = await retention.RunAsync(stoppingToken) == Retention.Batch;

            // Shorter by up to a third at random, so that workers do not sweep in step.
            await Task.Delay(options.Value.Sweep * (1 - (Random.Shared.NextDouble() / 3)), clock, stoppingToken);
        }
    }
}
