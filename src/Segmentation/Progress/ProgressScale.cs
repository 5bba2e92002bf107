namespace Segmentation.Progress;

/// <summary>Turns the events of an engine into one percentage that never falls and one sentence. Each attempt has its
/// own.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class ProgressScale
{
    // Shares of the wall time of a run without settings on 1,000,000 rows × 4 features (docs/performance.md).
    static readonly double[] Weights = [18, 1, 4, 1, 4, 55, 11, 6];

    /// <summary>0 to 100; 100 only after <see cref="Finish"/>.</summary>
    public double Percent { get; private set; }

    /// <summary>The present stage; null before the first.</summary>
    public Stage? Stage { get; private set; }

    /// <summary>What is being done, in a few words.</summary>
    public string Message { get; private set; } = "Starting";

    /// <summary>Units done of the present stage.</summary>
    public long Done { get; private set; }

    /// <summary>All units of the present stage; 0 when unknown.</summary>
    public long Total { get; private set; }

    /// <summary>What is counted; null before the first count.</summary>
    public string? Unit { get; private set; }

    /// <summary>Applies one event; candidates and warnings change nothing.</summary>
    public void Apply(EngineEvent happened)
    {
        if (happened is EngineEvent.StageStarted started) Enter(started.Stage);
        else if (happened is EngineEvent.Progress progress) Advance(progress);
    }

    /// <summary>The result is stored.</summary>
    public void Finish() => (Percent, Message) = (100, "Finished");

    /// <summary>What a stage does, in a few words; the page has the same words.</summary>
    internal static string Describe(Stage stage) => stage switch
    {
        Segmentation.Stage.Load => "Reading the file",
        Segmentation.Stage.Validate => "Checking columns and rows",
        Segmentation.Stage.Clean => "Leaving out rows that cannot be used",
        Segmentation.Stage.Features => "Making the features",
        Segmentation.Stage.Scale => "Bringing the features to one scale",
        Segmentation.Stage.Cluster => "Finding the segments",
        Segmentation.Stage.Evaluate => "Measuring the segments",
        Segmentation.Stage.Save => "Writing the files",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Not a stage."),
    };

    void Enter(Stage stage)
    {
        (Stage, Message, Done, Total, Unit) = (stage, Describe(stage), 0, 0, null);
        Raise(Before(stage));
    }

    void Advance(EngineEvent.Progress progress)
    {
        (Stage, Message) = (progress.Stage, progress.Message);
        (Done, Total, Unit) = (progress.Done, progress.Total, progress.Unit);
        var share = progress.Total > 0 ? Math.Clamp((double)progress.Done / progress.Total, 0, 1) : 0;
        Raise(Before(progress.Stage) + (share * Weights[(int)progress.Stage]));
    }

    // The last percent is for storing the result, which comes after the engine.
    void Raise(double percent) => Percent = Math.Max(Percent, Math.Min(percent, 99));

    static double Before(Stage stage) => Weights[..(int)stage].Sum();
}
