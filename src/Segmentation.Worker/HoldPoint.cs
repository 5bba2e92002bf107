using Microsoft.Extensions.Options;

namespace Segmentation.Worker;

/// <summary>Stops a run at a named point while a file exists, so that a test can kill it just there. Off unless set.</summary>
sealed class HoldPoint(IOptions<WorkerOptions> options)
{
    public const string Claimed = "claimed";
    public const string BeforeSucceed = "beforeSucceed";
    public const string AfterCommit = "afterCommit";

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    readonly HashSet<string> _points = new(
        options.Value.Hold.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns at once unless the run is to be held here. Blocks its thread, as a stage that takes long would.</summary>
    public void At(string point, CancellationToken ct)
    {
        if (!_points.Contains(point)) return;

        while (File.Exists(options.Value.HoldFile) && !ct.IsCancellationRequested) Thread.Sleep(Look);
        ct.ThrowIfCancellationRequested();
    }
}
