namespace Segmentation;

/// <summary>Why a run is not possible, or failed.</summary>
public static class RunErrors
{
#pragma warning disable CS1591 // Each says itself what it means.
    public static readonly ErrorCode InvalidSetting = new(
        "INVALID_SETTING", 422, "A setting is not possible",
        "A setting is outside of its range, or not one of its words.",
        "The detail says what is allowed; GET /api/v1/limits lists every setting.");

    public static readonly ErrorCode TooLargeForLocal = new(
        "TOO_LARGE_FOR_LOCAL", 422, "The data does not fit the memory of the workers",
        "The data does not fit the memory of any worker.",
        "Use fewer features, or start a worker with more memory (Worker:MemoryBytes) or with Spark.");

    public static readonly ErrorCode SparkUnavailable = new(
        "SPARK_UNAVAILABLE", 503, "Spark cannot be reached",
        "Spark went away in the middle of the job, in every attempt.",
        "Start the job again when Spark is back, or use the engine local.");

    public static readonly ErrorCode SparkFailed = new(
        "SPARK_FAILED", 500, "Spark ended the job with an error",
        "Spark ended the job with an error.",
        "The detail names Spark's error class. Start the job again, or use the engine local; the service's log "
        + "has the whole error.");

    public static readonly ErrorCode WorkerLost = new(
        "WORKER_LOST", 500, "The workers that ran this job were lost",
        "The worker died several times while it ran this job.",
        "Often the memory was too small: use fewer features or a larger worker.");

    public static readonly ErrorCode Poison = new(
        "POISON", 500, "The workers that ran this job were lost",
        "The job took several workers in a row down with it and is not tried again.",
        "Often the memory was too small: use fewer features or a larger worker.");

    public static readonly ErrorCode Deadline = new(
        "DEADLINE", 500, "The job ran too long",
        "The job ran longer than a job may run.",
        "Use fewer rows, features or values of k, or raise the setting Worker:MaxRuntime.");

    public static readonly ErrorCode NoProgress = new(
        "NO_PROGRESS", 500, "The job made no progress",
        "The job made no progress for a long time and was ended.",
        "Retry it; if it happens again, the service's log says where it stood.");

    public static readonly ErrorCode UnreadableJob = new(
        "UNREADABLE_JOB", 500, "The job cannot be read",
        "The job was made by another version of the service and cannot be read.",
        "Start it again.");

    public static readonly ErrorCode StorageFull = new(
        "STORAGE_FULL", 507, "The disk of the service is full",
        "The disk of the service is full.",
        "Delete jobs and datasets that are no longer needed.");

    public static readonly ErrorCode Internal = new(
        "INTERNAL", 500, "Something went wrong in the service",
        "Something went wrong in the service; it was not your request.",
        "The trace id of the answer finds it in the service's log.");
#pragma warning restore CS1591
}
