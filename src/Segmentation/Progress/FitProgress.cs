using System.Diagnostics;

namespace Segmentation.Progress;

/// <summary>Reports the progress of the fit, at most ten times a second. Safe for several threads.</summary>
/// <param name="starts">Number of starts, of all k together.</param>
/// <param name="draws">Most draws of rows without groups that are compared with; a draw counts as one start.</param>
/// <param name="refits">Fits that tell whether the segments come out again; each counts as one start.</param>
/// <param name="rows">Rows of the last fit to all rows; 0 when there is none.</param>
sealed class FitProgress(IProgress<EngineEvent> events, int starts, int draws, int refits, int rows)
{
    // An iteration on all rows counts as one start; from the twentieth on it does not count.
    const int LastFitUnits = 20;

    const string Comparing = "Comparing with rows that have no groups.";
    const string Repeating = "Looking whether the segments come out again.";

    static readonly long Pause = Stopwatch.Frequency / 10;

    readonly Lock _lock = new();
    readonly int _total = starts + draws + refits + (rows > 0 ? LastFitUnits : 0);
    int _done;
    int _refitted;
    long _last;

    /// <summary>One start of some k has ended.</summary>
    public void Started(int k)
    {
        lock (_lock) Report(++_done, $"k = {k}: {_done:N0} of {starts:N0} starts are done.");
    }

    /// <summary>One draw of rows without groups was clustered.</summary>
    public void Drawn()
    {
        lock (_lock) Report(++_done, Comparing);
    }

    /// <summary>The comparison has ended, maybe before every draw was needed.</summary>
    public void Compared()
    {
        lock (_lock) Report(_done = starts + draws, Comparing);
    }

    /// <summary>One iteration on all rows has ended.</summary>
    public void Iterated(int iteration, int changed)
    {
        var done = starts + draws + Math.Min(iteration, LastFitUnits - 1);
        lock (_lock)
            Report(done, $"All {rows:N0} rows, iteration {iteration}: {changed:N0} rows changed their segment.");
    }

    /// <summary>One fit to rows drawn anew, or from another seed, has ended. These come last.</summary>
    public void Refitted()
    {
        lock (_lock) Report(_total - refits + ++_refitted, Repeating);
    }

    void Report(int done, string message)
    {
        var now = Stopwatch.GetTimestamp();
        if (_last != 0 && now - _last < Pause && done < _total) return;
        _last = now;
        events.Report(new EngineEvent.Progress(Stage.Cluster, done, _total, "starts", message));
    }
}
