using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Segmentation.Worker;

/// <summary>Ends runs without progress, and the process when a run does not end: a thread cannot be ended in another
/// way.</summary>
sealed class Watchdog(
    RunningJobs running, IHostApplicationLifetime host, IOptions<WorkerOptions> options, TimeProvider clock,
    ILogger<Watchdog> log) : BackgroundService
{
    const int ExitCode = 70;   // EX_SOFTWARE of sysexits.h
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var run in running.All.Where(run => !run.Ending)) Check(run);
        }
    }

    void Check(ActiveRun run)
    {
        if (run.Reason == EndReason.None && run.Progress.Quiet > options.Value.NoProgress)
            run.End(EndReason.NoProgress);
        if (!run.IsOverdue(options.Value.CancelGrace)) return;

        run.Abandon();
        log.EndingProcess(run.Job.Id, run.Reason);
        Environment.ExitCode = ExitCode;
        host.StopApplication();
    }
}
