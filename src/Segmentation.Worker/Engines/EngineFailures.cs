using Segmentation.Postgres;
using Segmentation.Spark.Connect;

namespace Segmentation.Worker;

/// <summary>What a run's error means for the job, in words for people. The error itself is for those who run the service.</summary>
static class EngineFailures
{
    // So long that every worker has noticed by then: the next attempt is taken when one of them reaches Spark.
    static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);

    const int DiskFullOnWindows = unchecked((int)0x80070070);
    const int NoSpaceOnUnix = 28;

    /// <summary>Another attempt may help in every case: the data was not at fault.</summary>
    public static Failure Of(Exception error, JobId job) => error switch
    {
        SparkException { IsUnavailable: true } => new(
            Problem("SPARK_UNAVAILABLE", "Spark cannot be reached", 503,
                "The Spark server went away while the job ran, again and again. Start the job again when it is back, or use the engine local."),
            error.ToString(), Retryable: true)
        { Wait = Outage, Hint = "Spark went away." },
        SparkException { IsSessionLost: true } => new(
            Problem("SPARK_UNAVAILABLE", "Spark was started anew", 503,
                "The Spark server forgot the job while it ran, again and again. Start the job again, or use the engine local."),
            error.ToString(), Retryable: true)
        { Hint = "Spark was started anew." },
        _ when error.GetBaseException() is IOException { HResult: DiskFullOnWindows or NoSpaceOnUnix } => new(
            Problem("STORAGE_FULL", "No room for the result", 507,
                "The disk of the service was full while the job wrote its files, again and again. Start the job again when some space is free."),
            error.ToString(), Retryable: true)
        { Wait = Outage, Hint = "The disk of the service is full." },
        SparkException spark => new(
            Problem("SPARK_FAILED", "Spark could not do the job", 500,
                $"Spark ended the job{Class(spark)}. Start it again, or use the engine local; if it fails again, "
                + $"tell those who run the service the id {job}."),
            error.ToString(), Retryable: true),
        _ => new(
            Problem("INTERNAL", "The job failed", 500,
                "Something went wrong inside the service. Start the job again; if it fails again, "
                + $"tell those who run the service the id {job}."),
            error.ToString(), Retryable: true),
    };

    /// <summary>Nobody could say what data on a cluster is.</summary>
    public static JobProblem OfInspection(Exception error) => error is SparkException { IsUnavailable: false } spark
        ? Problem("SPARK_FAILED", "Spark could not look at the data", 500,
            $"Spark ended the look at the data{Class(spark)}, again and again. The worker's log has the whole error.")
        : Problem("SPARK_UNAVAILABLE", "Spark cannot be reached", 503,
            "Spark went away, or did not answer, while it was asked about the data, again and again. Name the data again when it is back.");

    // Spark's own sentence may hold paths and plans; its class is a word from a public list.
    static string Class(SparkException error) =>
        string.IsNullOrEmpty(error.ErrorClass) ? "" : $" with the error {error.ErrorClass}";

    static JobProblem Problem(string code, string title, int status, string detail) =>
        new(code, title, detail, status, new Dictionary<string, long>());
}
