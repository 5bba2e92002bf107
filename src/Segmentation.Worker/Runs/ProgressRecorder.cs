using System.Text.Json;
using Segmentation.Json;
using Segmentation.Postgres;
using Segmentation.Progress;

namespace Segmentation.Worker;

/// <summary>Progress of a run, kept until the database has it: the last value and every event.</summary>
sealed class ProgressRecorder(TimeProvider clock) : IProgress<EngineEvent>
{
    static readonly JsonSerializerOptions Json = ResultJson.Reading;

    readonly Lock _gate = new();
    readonly ProgressScale _scale = new();
    readonly List<StageProgress> _stages = [];
    readonly List<Issue> _warnings = [];
    readonly List<NewEvent> _events = [];
    long _seq;
    long _stored;
    long _movedAt = clock.GetTimestamp();
    long _stageAt;

    /// <summary>Called after every report; true when a stage began, which should be stored at once.</summary>
    public Action<bool>? OnReport { get; set; }

    /// <summary>Called when a stage begins, after the report; tests pause a run there.</summary>
    public Action<Stage>? OnStage { get; set; }

    /// <summary>The spans of the run.</summary>
    public RunTrace? Trace { get; set; }

    /// <summary>Time since the last report.</summary>
    public TimeSpan Quiet => clock.GetElapsedTime(Interlocked.Read(ref _movedAt));

    /// <summary>Takes in an event; may be called on any thread.</summary>
    public void Report(EngineEvent value)
    {
        lock (_gate)
        {
            _seq++;
            Interlocked.Exchange(ref _movedAt, clock.GetTimestamp());
            _scale.Apply(value);
            Keep(value);
        }

        OnReport?.Invoke(value is EngineEvent.StageStarted);
        if (value is EngineEvent.StageStarted started) OnStage?.Invoke(started.Stage);
    }

    /// <summary>All that was reported, or null when the database has it already.</summary>
    public ProgressReport? Unstored()
    {
        lock (_gate) return _seq > _stored ? Snapshot() : null;
    }

    /// <summary>The database has stored a report: its events are not sent again.</summary>
    public void Stored(ProgressReport report)
    {
        lock (_gate)
        {
            _stored = Math.Max(_stored, report.Seq);
            _events.RemoveAll(e => e.Seq <= _stored);
        }
    }

    /// <summary>The last report of the run: the present stage ends in this state.</summary>
    public ProgressReport Close(JobState state)
    {
        lock (_gate)
        {
            _seq++;
            if (state == JobState.Succeeded) _scale.Finish();
            EndStage(state);
            Trace?.End(state);
            return Snapshot();
        }
    }

    ProgressReport Snapshot() => new(
        _seq, _scale.Stage, _scale.Percent, _scale.Message, [.. _stages], [.. _warnings], [.. _events]);

    void Keep(EngineEvent value)
    {
        switch (value)
        {
            case EngineEvent.StageStarted started: BeginStage(started.Stage); break;
            case EngineEvent.Progress: Count(); break;
            case EngineEvent.CandidateDone done: Add("k", JsonSerializer.Serialize(done.Candidate, Json)); break;
            case EngineEvent.Warning warning: Warn(warning.Issue); break;
        }
    }

    void BeginStage(Stage stage)
    {
        EndStage(JobState.Succeeded);
        Trace?.Enter(stage);
        _stageAt = clock.GetTimestamp();
        _stages.Add(new(stage, JobState.Running, clock.GetUtcNow(), null, 0, 0, null, 0));
        Add("stage", JsonSerializer.Serialize(_stages[^1], Json));
    }

    void EndStage(JobState state)
    {
        if (_stages is not [.., { State: JobState.Running } stage]) return;

        Trace?.Leave(state);
        var duration = (long)clock.GetElapsedTime(_stageAt).TotalMilliseconds;
        _stages[^1] = stage with { State = state, DurationMs = duration };
        Add("stage", JsonSerializer.Serialize(_stages[^1], Json));
    }

    void Count()
    {
        if (_stages is [.., var stage])
            _stages[^1] = stage with { Done = _scale.Done, Total = _scale.Total, Unit = _scale.Unit };
    }

    void Warn(Issue issue)
    {
        _warnings.Add(issue);
        if (_stages is [.., var stage]) _stages[^1] = stage with { Warnings = stage.Warnings + 1 };
        Add("warning", JsonSerializer.Serialize(issue, Json));
    }

    void Add(string kind, string json) => _events.Add(new(_seq, kind, json));
}
