namespace Segmentation.Postgres;

/// <summary>Times of the queue. Workers set them; all workers of a service should agree.</summary>
sealed record QueueTimings
{
    /// <summary>Time a claim holds without a renewal. Default 15 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>Longest wait before the second attempt; doubles with each. Default 5 s.</summary>
    public TimeSpan RetryBase { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>Longest wait before any attempt. Default 10 min.</summary>
    public TimeSpan RetryCap { get; init; } = TimeSpan.FromMinutes(10);
    /// <summary>First wait after a second lost worker in a row; doubles with each, at most a minute. Default 2
    /// s.</summary>
    public TimeSpan CrashBase { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>Time a job that a worker was lost with waits for an idle worker before one of the others takes no
    /// more jobs until it is empty. Default 10 s.</summary>
    public TimeSpan AloneAfter { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Lost workers in a row after which a job is failed. Default 3.</summary>
    public int CrashLimit { get; init; } = 3;

    /// <summary>Wait before the attempt after this one: anything from 0 to base · 2^(attempt − 1), at most the
    /// cap.</summary>
    /// <remarks>"Full jitter": Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015.</remarks>
    public TimeSpan Backoff(int attempt)
    {
        var longest = Math.Min(RetryCap.TotalSeconds, RetryBase.TotalSeconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(longest * Random.Shared.NextDouble());
    }
}
