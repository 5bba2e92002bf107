using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>Queues the jobs of schedules when they are due. Every worker does it, and each due time still has one
/// job.</summary>
sealed class Scheduler(
    DueSchedules schedules, SchemaReady schema, IOptions<WorkerOptions> options, TimeProvider clock,
    ILogger<Scheduler> log) : BackgroundService
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

            foreach (var fired in await schedules.FireDueAsync(stoppingToken)) Log(fired);

            // A schedule that was made or changed meanwhile is found by the next sweep.
            var due = await schedules.NextDueAsync(stoppingToken);
            var wait = due < options.Value.Sweep ? due.Value : options.Value.Sweep;
            await Task.Delay(wait, clock, stoppingToken);
        }
    }

    void Log(Fired fired)
    {
        if (fired.Job is { } job) log.Fired(fired.Schedule, fired.DueAt, job);
        else log.SchedulePaused(fired.Schedule);
    }
}
