namespace Segmentation;

/// <summary>What an engine says while it works. A closed set.</summary>
public abstract record EngineEvent
{
    /// <summary>A stage begins; the one before it has ended.</summary>
    public sealed record StageStarted(Stage Stage) : EngineEvent;

    /// <summary>How far the present stage is.</summary>
    /// <param name="Stage">The present stage.</param>
    /// <param name="Done">Units done.</param>
    /// <param name="Total">Units in all; 0 when unknown.</param>
    /// <param name="Unit">What is counted: <c>rows</c>, <c>bytes</c>, <c>starts</c>, <c>steps</c>.</param>
    /// <param name="Message">One sentence for people.</param>
    public sealed record Progress(Stage Stage, long Done, long Total, string Unit, string Message) : EngineEvent;

    /// <summary>One k of the sweep is done.</summary>
    public sealed record CandidateDone(KCandidate Candidate) : EngineEvent;

    /// <summary>Something a user should know that does not stop the job.</summary>
    public sealed record Warning(Issue Issue) : EngineEvent;

    EngineEvent() { }
}
