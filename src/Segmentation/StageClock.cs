using System.Diagnostics;

namespace Segmentation;

/// <summary>Says which stage a run is in, how far it is, and how long each stage took.</summary>
sealed class StageClock(IProgress<EngineEvent> events)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    readonly List<StageTiming> _timings = [];
    readonly Lock _lock = new();
    Stage? _stage;
    long _started = Stopwatch.GetTimestamp();
    long _said;

    /// <summary>The stages that have ended, in order.</summary>
    public IReadOnlyList<StageTiming> Timings => _timings;

    /// <summary>Ends the present stage and begins another.</summary>
    public void Enter(Stage stage)
    {
        End();
        (_stage, _said) = (stage, 0);
        events.Report(new EngineEvent.StageStarted(stage));
    }

    /// <summary>Ends the last stage.</summary>
    public void End()
    {
        var now = Stopwatch.GetTimestamp();
        if (_stage is { } ended) _timings.Add(new(ended, Stopwatch.GetElapsedTime(_started, now).TotalSeconds));
        _started = now;
    }

    /// <summary>Passes on how far the present stage is, at most four times a second; from any thread.</summary>
    /// <param name="unit">What is counted.</param>
    /// <param name="sentence">Made only when it is passed on.</param>
    public IProgress<long> Counter(long total, string unit, Func<long, string> sentence) =>
        new Throttled(this, total, unit, sentence);

    bool MaySpeak()
    {
        lock (_lock)
        {
            var now = Stopwatch.GetTimestamp();
            if (_said != 0 && Stopwatch.GetElapsedTime(_said, now) < Pause) return false;
            _said = now;
            return true;
        }
    }

    sealed class Throttled(StageClock clock, long total, string unit, Func<long, string> sentence) : IProgress<long>
    {
        readonly Stage _of = clock._stage ?? Stage.Load;

        public void Report(long value)
        {
            if (clock.MaySpeak())
                clock.Pass(new EngineEvent.Progress(_of, value, total, unit, sentence(value)));
        }
    }

    void Pass(EngineEvent happened) => events.Report(happened);
}
