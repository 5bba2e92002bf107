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
    /// <summary>For users; null keeps the present one.</summary>
    public string? Message { get; init; }
    /// <summary>For users, when failed.</summary>
    public JobProblem? Problem { get; init; }
    /// <summary>For those who run the service.</summary>
    public string? Error { get; init; }
    /// <summary>When succeeded.</summary>
    public JobResult? Result { get; init; }

    /// <summary>The error as far as the attempt keeps it.</summary>
    public string? StoredError => Cut(Error, LongestError);
    /// <summary>The error as far as the job keeps it.</summary>
    public string? LastError => Cut(Error, LongestLastError);

    public static Ending Canceled { get; } = new(JobState.Canceled, "canceled") { Message = "Canceled." };

    public static Ending Succeeded(JobResult result) =>
        new(JobState.Succeeded, "succeeded") { Result = result, Message = "Finished." };

    public static Ending Failed(JobProblem problem, string error) =>
        new(JobState.Failed, "failed") { Problem = problem, Error = error, Message = problem.Detail };

    /// <summary>A failure becomes another attempt while there is one left and it may help.</summary>
    public static Ending Of(Failure failure, Fence fence, QueueTimings timings)
    {
        if (fence.CancelRequested) return Canceled;
        if (!failure.Retryable || fence.Attempt >= fence.MaxAttempts) return Failed(failure.Problem, failure.Error);

        var next = $"Attempt {fence.Attempt} of {fence.MaxAttempts} failed; the next one follows.";
        return new(JobState.Queued, "failed")
        {
            Wait = failure.Wait + timings.Backoff(fence.Attempt),
            Error = failure.Error,
            Message = failure.Message is { } message ? $"{message} {next}" : next,
        };
    }

    /// <summary>The worker stops: the job is given back, unless somebody canceled it meanwhile.</summary>
    public static Ending Released(Fence fence) => fence.CancelRequested
        ? Canceled
        : new(JobState.Queued, "released")
        {
            Uncharged = 1,
            Message = "The worker was stopped; another one takes the job.",
        };

    static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
