using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Segmentation.Cli;

/// <summary>A worker in a process of its own, restarted when it dies: a job that takes all memory ends the worker,
/// never the API. The worker ends when its standard input closes, so it cannot outlive this process; a character before
/// that announces a normal stop.</summary>
sealed class WorkerProcess(IReadOnlyDictionary<string, string> environment, ILogger log)
{
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Stable = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);

    /// <summary>Keeps a worker running until canceled, then waits until it has given its jobs back.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        for (var delay = Shortest; !ct.IsCancellationRequested; delay = Min(delay * 2, Longest))
        {
            var started = Stopwatch.GetTimestamp();
            using var worker = Start();
            log.WorkerStarted(worker.Id);
            if (!await EndedByItselfAsync(worker, ct)) return;

            if (Stopwatch.GetElapsedTime(started) > Stable) delay = Shortest;
            log.WorkerDied(worker.ExitCode, delay.TotalSeconds);
            await Task.Delay(delay, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    Process Start()
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, UseShellExecute = false };
        // Run by «dotnet Segmentation.Cli.dll», the process is dotnet and the program is its first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Segmentation.Cli.dll"));
        start.ArgumentList.Add("worker");
        start.ArgumentList.Add("--until-stdin-closes");
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return Process.Start(start)!;
    }

    static async Task<bool> EndedByItselfAsync(Process worker, CancellationToken ct)
    {
        await worker.WaitForExitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ct.IsCancellationRequested) return true;

        worker.StandardInput.Write('.');
        worker.StandardInput.Close();
        using var patience = new CancellationTokenSource(Grace);
        await worker.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!worker.HasExited) worker.Kill(entireProcessTree: true);
        return false;
    }

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
