namespace Segmentation.Postgres;

/// <summary>How a lease ends: what is written to the job's row and to its attempt.</summary>
/// <param name="State">Of the job afterwards.</param>
/// <param name="Outcome">Of the attempt.</param>
sealed record Ending(JobState State, string Outcome)
{
    const int LongestError = 16_384;
    const int LongestLastError = 500;

    /// <summary>Attempts given back.</summary>
    public int Uncharged { get; init; }
    /// <summary>Until the next attempt.</summary>
    public TimeSpan Wait { get; init; }
    /// <summary>For users; null keeps what stands there.</summary>
    public string? Message { get; init; }
    /// <summary>For users, when failed.</summary>
    public JobProblem? Problem { get; init; }
    /// <summary>For those who run the service.</summary>
    public string? Error { get; init; }
    /// <summary>When succeeded.</summary>
    public JobSummary? Summary { get; init; }

    /// <summary>The error as far as the attempt keeps it.</summary>
    public string? StoredError => Cut(Error, LongestError);
    /// <summary>The error as far as the job keeps it.</summary>
    public string? LastError => Cut(Error, LongestLastError);

    public static Ending Canceled { get; } = new(JobState.Canceled, "canceled") { Message = "Canceled." };

    public static Ending Succeeded(JobSummary summary) =>
        new(JobState.Succeeded, "succeeded") { Summary = summary, Message = "Finished." };

    public static Ending Failed(JobProblem problem, string error) =>
        new(JobState.Failed, "failed") { Problem = problem, Error = error, Message = problem.Detail };

    public static Ending Again(TimeSpan wait, string error, string message) =>
        new(JobState.Queued, "failed") { Wait = wait, Error = error, Message = message };

    /// <summary>Somebody who asked for the end while the worker stops gets the end.</summary>
    public static Ending Released(Fence fence) => fence.CancelRequested
        ? Canceled
        : new(JobState.Queued, "released") { Uncharged = 1, Message = "The worker was stopped; another one takes the job." };

    static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
