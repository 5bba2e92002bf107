using System.Diagnostics;

namespace Segmentation.Progress;

/// <summary>Reports which stage a run is in and how far it is, and measures how long each stage takes.</summary>
sealed class StageClock(IProgress<EngineEvent> events, CancellationToken ct)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    readonly List<StageTiming> _timings = [];
    readonly Lock _lock = new();
    Stage _stage;
    long _started;
    long _reported;

    /// <summary>The stages that have ended, in order.</summary>
    public IReadOnlyList<StageTiming> Timings => _timings;

    /// <summary>Ends the present stage and begins the next, unless the run was canceled.</summary>
    public void Enter(Stage stage)
    {
        if (_started != 0) End();
        (_stage, _reported) = (stage, 0);
        _started = Stopwatch.GetTimestamp();
        events.Report(new EngineEvent.StageStarted(stage));
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the last stage.</summary>
    public void End() => _timings.Add(new(_stage, Stopwatch.GetElapsedTime(_started).TotalSeconds));

    /// <summary>Reports the beginning of a step of the present stage.</summary>
    public void Step(int done, int total, string sentence)
    {
        ct.ThrowIfCancellationRequested();
        events.Report(new EngineEvent.Progress(_stage, done, total, "steps", sentence));
    }

    /// <summary>Reports every warning among some issues.</summary>
    public void Warn(IReadOnlyList<Issue> issues)
    {
        foreach (var issue in issues)
            if (issue.Severity == Severity.Warning) events.Report(new EngineEvent.Warning(issue));
    }

    /// <summary>Reports a count, at most four times a second. Safe for several threads.</summary>
    public void Count(long done, long total, string unit, string sentence)
    {
        Count(_stage, done, total, unit, () => sentence);
    }

    /// <summary>Counts the bytes that are read of a file.</summary>
    public IProgress<long> BytesOf(string file)
    {
        var size = new FileInfo(file).Length;
        return new Counter(this, size, "bytes", $"of {EngineChoice.Size(size)} read", EngineChoice.Size);
    }

    /// <summary>Reports a sentence when a part of the present stage has ended.</summary>
    public void Sentence(long done, string unit, string sentence) =>
        events.Report(new EngineEvent.Progress(_stage, done, done, unit, sentence));

    /// <summary>Counts the rows that are written.</summary>
    public IProgress<long> RowsWritten(long rows) =>
        new Counter(this, rows, "rows", $"of {rows:#,0} rows written", done => $"{done:#,0}");

    void Count(Stage stage, long done, long total, string unit, Func<string> sentence)
    {
        if (IsDue()) events.Report(new EngineEvent.Progress(stage, done, total, unit, sentence()));
    }

    bool IsDue()
    {
        lock (_lock)
        {
            if (_reported != 0 && Stopwatch.GetElapsedTime(_reported) < Pause) return false;
            _reported = Stopwatch.GetTimestamp();
            return true;
        }
    }

    /// <summary>Reports counts of the stage in which it was made.</summary>
    sealed class Counter(StageClock clock, long total, string unit, string ofTotal, Func<long, string> text)
        : IProgress<long>
    {
        readonly Stage _stage = clock._stage;

        public void Report(long value) =>
            clock.Count(_stage, value, total, unit, () => $"{text(value)} {ofTotal}");
    }
}
