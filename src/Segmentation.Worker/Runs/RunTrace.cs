using System.Diagnostics;
using Segmentation.Postgres;

namespace Segmentation.Worker;

/// <summary>The spans of one run: the run itself, a child of the request that made the job, and in it each
/// stage.</summary>
/// <remarks>Without a collector there are no spans, and this costs nothing.</remarks>
sealed class RunTrace : IDisposable
{
    /// <summary>Name of the source of all spans.</summary>
    public const string SourceName = "Segmentation.Worker";

    static readonly ActivitySource Source = new(SourceName);

    readonly Activity? _run;
    Activity? _stage;

    RunTrace(Activity? run) => _run = run;

    public static RunTrace Begin(Lease lease)
    {
        var job = lease.Job;
        // A trace context that cannot be read starts a new trace.
        _ = ActivityContext.TryParse(job.TraceContext, traceState: null, isRemote: true, out var request);
        var run = Source.StartActivity("job", ActivityKind.Consumer, request);
        run?.SetTag("segmentation.job.id", job.Id.ToString()).SetTag("segmentation.job.attempt", job.Attempt)
            .SetTag("segmentation.engine", EnumWord.Of(job.Engine.Used)).SetTag("segmentation.outcome", "lost");
        return new(run);
    }

    /// <summary>A stage begins; the one before has ended.</summary>
    public void Enter(Stage stage)
    {
        if (_run is null) return;

        // Engines report on threads of their own, where the current span must not change.
        var current = Activity.Current;
        _stage = Source.StartActivity(EnumWord.Of(stage), ActivityKind.Internal, _run.Context);
        Activity.Current = current;
    }

    /// <summary>The present stage has ended.</summary>
    public void Leave(JobState state)
    {
        if (state == JobState.Failed) _stage?.SetStatus(ActivityStatusCode.Error);
        _stage?.Dispose();
        _stage = null;
    }

    /// <summary>The run has ended, and its end can be stored.</summary>
    public void End(JobState state)
    {
        _run?.SetTag("segmentation.outcome", EnumWord.Of(state));
        if (state == JobState.Failed) _run?.SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose()
    {
        _stage?.Dispose();
        _run?.Dispose();
    }
}
