using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Queues the jobs of schedules when they are due. Every worker does; none leads, and each due time has one job all the same.</summary>
sealed class Scheduler(
    Schedules schedules, SchemaReady schema, IOptions<WorkerOptions> options, TimeProvider clock, ILogger<Scheduler> log) : BackgroundService
{
    static readonly TimeSpan Realign = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        long? alignedAt = null;
        while (true)
        {
            if (alignedAt is not { } at || clock.GetElapsedTime(at) > Realign)
            {
                await schedules.RealignAsync(stoppingToken);
                alignedAt = clock.GetTimestamp();
            }

            foreach (var fired in await schedules.FireDueAsync(stoppingToken)) Tell(fired);

            // A schedule that was made or changed meanwhile is seen with the next look.
            var due = await schedules.NextDueAsync(stoppingToken);
            await Task.Delay(due is { } soon && soon < options.Value.Sweep ? soon : options.Value.Sweep, clock, stoppingToken);
        }
    }

    void Tell(Fired fired)
    {
        if (fired.Job is { } job) log.Fired(fired.Schedule, fired.DueAt, job);
        else log.SchedulePaused(fired.Schedule);
    }
}
