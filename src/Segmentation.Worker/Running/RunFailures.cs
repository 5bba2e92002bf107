using Segmentation.Postgres;
using Segmentation.Spark.Connect;

namespace Segmentation.Worker;

/// <summary>What an error of a run means for the job, in words for people. The error itself is for those who run the
/// service.</summary>
static class RunFailures
{
    // Long enough for every worker to notice: the next attempt begins when one of them reaches Spark.
    static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);

    /// <summary>Another attempt may help unless the data or the request was at fault.</summary>
    public static Failure Of(Exception error, JobId job) => error switch
    {
        InvalidDatasetException invalid => new(Refused(invalid), invalid.ToString(), Retryable: false),
        StoredJsonException unreadable => Failure.Unreadable(unreadable),
        SparkException { IsUnavailable: true } => new(
            JobProblem.Of(RunErrors.SparkUnavailable,
                "The Spark server went away while the job ran, again and again. Start the job again when it is back, "
                + "or use the engine local."),
            error.ToString(), Retryable: true)
        { Wait = Outage, Message = "Spark went away." },
        SparkException { IsSessionLost: true } => new(
            JobProblem.Of(RunErrors.SparkUnavailable,
                "The Spark server lost the job while it ran, again and again. Start the job again, or use the engine "
                + "local."),
            error.ToString(), Retryable: true)
        { Message = "Spark was restarted." },
        _ when DiskFull.Is(error.GetBaseException()) => new(
            JobProblem.Of(RunErrors.StorageFull,
                "The disk of the service was full while the job wrote its files, again and again. Start the job again "
                + "when some space is free."),
            error.ToString(), Retryable: true)
        { Wait = Outage, Message = "The disk of the service is full." },
        SparkException spark => new(
            JobProblem.Of(RunErrors.SparkFailed,
                $"Spark ended the job{Class(spark)}. Start it again, or use the engine local; if it fails again, "
                + $"tell those who run the service the id {job}."),
            error.ToString(), Retryable: true),
        _ => new(
            JobProblem.Of(RunErrors.Internal,
                "Something went wrong inside the service. Start the job again; if it fails again, "
                + $"tell those who run the service the id {job}."),
            error.ToString(), Retryable: true),
    };

    /// <summary>Why data on a cluster could not be inspected.</summary>
    public static JobProblem OfInspection(Exception error) => error is SparkException { IsUnavailable: false } spark
        ? JobProblem.Of(RunErrors.SparkFailed,
            $"Spark ended the look at the data{Class(spark)}, again and again. The worker's log has the whole error.")
        : JobProblem.Of(RunErrors.SparkUnavailable,
            "Spark went away, or did not answer, while it was asked about the data, again and again. Name the data "
            + "again when it is back.");

    /// <summary>The data or the request is at fault.</summary>
    public static JobProblem Refused(InvalidDatasetException invalid) =>
        JobProblem.Of(invalid.Error, invalid.Message, invalid.Numbers);

    // Spark's own sentence may hold paths and plans; its class is a word from a public list.
    static string Class(SparkException error) =>
        string.IsNullOrEmpty(error.ErrorClass) ? "" : $" with the error {error.ErrorClass}";
}
