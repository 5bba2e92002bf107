using System.Diagnostics;

namespace Segmentation.Progress;

/// <summary>Says which stage a run is in, how far it is, and how long each stage took.</summary>
sealed class StageClock(IProgress<EngineEvent> events, CancellationToken ct)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    readonly List<StageTiming> _timings = [];
    readonly Lock _lock = new();
    Stage _stage;
    long _started;
    long _said;

    /// <summary>The stages that have ended, in order.</summary>
    public IReadOnlyList<StageTiming> Timings => _timings;

    /// <summary>Ends the present stage and begins another, unless the run was canceled.</summary>
    public void Enter(Stage stage)
    {
        if (_started != 0) End();
        (_stage, _said) = (stage, 0);
        _started = Stopwatch.GetTimestamp();
        events.Report(new EngineEvent.StageStarted(stage));
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the last stage.</summary>
    public void End() => _timings.Add(new(_stage, Stopwatch.GetElapsedTime(_started).TotalSeconds));

    /// <summary>One step of the present stage is next.</summary>
    public void Step(int done, int total, string sentence)
    {
        ct.ThrowIfCancellationRequested();
        events.Report(new EngineEvent.Progress(_stage, done, total, "steps", sentence));
    }

    /// <summary>Something counted elsewhere, passed on at most four times a second, from any thread.</summary>
    public void Count(long done, long total, string unit, string sentence)
    {
        if (MaySpeak()) Pass(new EngineEvent.Progress(_stage, done, total, unit, sentence));
    }

    /// <summary>Counts the bytes that were read of a file.</summary>
    public IProgress<long> BytesOf(string file)
    {
        var size = new FileInfo(file).Length;
        return new Counter(this, size, "bytes", $"of {EngineChoice.Size(size)} read", EngineChoice.Size);
    }

    /// <summary>Counts the rows that were written.</summary>
    public IProgress<long> RowsWritten(long rows) => new Counter(this, rows, "rows", $"of {rows:#,0} rows written", done => $"{done:#,0}");

    bool MaySpeak()
    {
        lock (_lock)
        {
            if (_said != 0 && Stopwatch.GetElapsedTime(_said) < Pause) return false;
            _said = Stopwatch.GetTimestamp();
            return true;
        }
    }

    /// <summary>Passes on counts at most four times a second, from any thread.</summary>
    sealed class Counter(StageClock clock, long total, string unit, string words, Func<long, string> inWords) : IProgress<long>
    {
        readonly Stage _stage = clock._stage;

        public void Report(long value)
        {
            if (clock.MaySpeak()) clock.Pass(new EngineEvent.Progress(_stage, value, total, unit, $"{inWords(value)} {words}"));
        }
    }

    void Pass(EngineEvent happened) => events.Report(happened);
}
