using Microsoft.Extensions.Options;

namespace Segmentation.Worker;

/// <summary>For tests that kill a worker at a named point: a run, or the renewals, wait there while a file with the
/// name exists. Off unless the setting names a folder.</summary>
sealed class TestPause(IOptions<WorkerOptions> options)
{
    public const string Claimed = "claimed";
    public const string Renew = "renew";
    public const string BeforeSucceed = "beforeSucceed";
    public const string AfterCommit = "afterCommit";

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns at once unless the run is to pause here. Blocks its thread, as a stage that takes long
    /// would.</summary>
    public void At(string point, CancellationToken ct)
    {
        if (options.Value.HoldFolder.Length == 0) return;

        var file = Path.Combine(options.Value.HoldFolder, point);
        while (File.Exists(file) && !ct.IsCancellationRequested) Thread.Sleep(Look);
        ct.ThrowIfCancellationRequested();
    }
}
