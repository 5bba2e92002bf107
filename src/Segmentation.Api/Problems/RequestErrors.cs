namespace Segmentation.Api;

/// <summary>Codes of requests that cannot be fulfilled.</summary>
static class RequestErrors
{
    public static readonly ErrorCode MalformedRequest = new(
        "MALFORMED_REQUEST", 400, "The request cannot be read",
        "The request cannot be read: broken JSON, an unknown setting, a parameter of the wrong kind.",
        "The detail names the position or the parameter. The addresses with their parameters are listed at /swagger.");

    public static readonly ErrorCode UnknownHost = new(
        "UNKNOWN_HOST", 400, "Unknown host name",
        "The service was called by a name it does not know. That is how a foreign page would try to reach it.",
        "Use localhost, or add the name to the setting Api:Hosts.");

    public static readonly ErrorCode ForeignOrigin = new(
        "FOREIGN_ORIGIN", 403, "A foreign page may not change anything",
        "A page from another address tried to change something.",
        "Add its origin to the setting Api:CorsOrigins if it should be allowed to.");

    public static readonly ErrorCode ApiKeyRequired = new(
        "API_KEY_REQUIRED", 401, "This service asks for an API key",
        "The service requires an API key, and the request has none.",
        "Send it in the header «Authorization: Bearer seg_…». "
        + "The operator of the service creates keys with: segmentation keys create NAME --scope read-write.");

    public static readonly ErrorCode ApiKeyInvalid = new(
        "API_KEY_INVALID", 401, "The API key is not valid",
        "No key in use has this secret: it is mistyped or revoked.",
        "Ask the operator of the service for another key.");

    public static readonly ErrorCode InsufficientScope = new(
        "INSUFFICIENT_SCOPE", 403, "The API key may not do this",
        "The key may not do this: read allows looking and downloading, read-write also changing things, "
        + "admin also managing keys and queues.",
        "Use a key with the scope that the detail names.");

    public static readonly ErrorCode KeyNotFound = new(
        "KEY_NOT_FOUND", 404, "No such key",
        "There is no such API key.",
        "GET /api/v1/keys lists them.");

    public static readonly ErrorCode KeyExists = new(
        "KEY_EXISTS", 409, "There is a key of this name",
        "A key in use has the name.",
        "Take another name, or revoke that key first.");

    public static readonly ErrorCode TooManyOpenJobs = new(
        "TOO_MANY_OPEN_JOBS", 429, "The key has too many open jobs",
        "The API key has as many queued and running jobs as it may have.",
        "Ask again after the time in Retry-After, or cancel a job.");

    public static readonly ErrorCode NoOriginal = new(
        "NO_ORIGINAL", 409, "There is no file to read again",
        "The dataset is data on the cluster, which is read as it is.",
        "Upload the file, or write the data on the cluster otherwise.");

    public static readonly ErrorCode NotFound = new(
        "NOT_FOUND", 404, "Nothing here",
        "There is nothing at this address.",
        "The addresses are listed at /swagger.");

    public static readonly ErrorCode MethodNotAllowed = new(
        "METHOD_NOT_ALLOWED", 405, "Wrong method",
        "The address exists, but not with this method.",
        "The detail says which methods are possible.");

    public static readonly ErrorCode UnsupportedMediaType = new(
        "UNSUPPORTED_MEDIA_TYPE", 415, "Wrong Content-Type",
        "The body is of a kind this address does not take.",
        "The detail says what to send.");

    public static readonly ErrorCode RequestTooLarge = new(
        "REQUEST_TOO_LARGE", 413, "The request is too large",
        "The body of the request is larger than a request may be.",
        "Send less; files go to POST /api/v1/datasets.");

    public static readonly ErrorCode NoFile = new(
        "NO_FILE", 400, "No file in the request",
        "The request has no file in it.",
        "Send the file as multipart/form-data in the field «file».");

    public static readonly ErrorCode NotCsv = new(
        "NOT_CSV", 400, "Not a CSV file",
        "The file's name is not that of a table: .csv, .xlsx, .xls, .parquet, or one of these as .gz or .zip.",
        "Name the file by what it is, or save the table as CSV.");

    public static readonly ErrorCode FileTooLarge = new(
        "FILE_TOO_LARGE", 413, "The file is too large",
        "The file is larger than the limit of this service.",
        "Leave out columns or rows that are not needed, or raise the setting Limits:UploadBytes.");

    public static readonly ErrorCode DatasetInUse = new(
        "DATASET_IN_USE", 409, "A job needs this dataset",
        "A queued or running job needs the dataset.",
        "Cancel the job or wait for its end.");

    public static readonly ErrorCode DatasetInspecting = new(
        "DATASET_INSPECTING", 409, "The dataset is still being inspected",
        "A worker is still inspecting the data on the cluster.",
        "Ask again after the time in Retry-After.");

    public static readonly ErrorCode DatasetReading = new(
        "DATASET_READING", 409, "The file is still being read",
        "The file was sent a moment ago, and not all of it is read.",
        "Ask again after the time in Retry-After.");

    public static readonly ErrorCode ReadingLost = new(
        "READING_LOST", 410, "The file was not read to its end",
        "The service ended while it read the file.",
        "Send the file again.");

    public static readonly ErrorCode NeedsSpark = new(
        "NEEDS_SPARK", 422, "The data needs Spark",
        "The data is on the cluster, and the engine local was asked for.",
        "Choose the engine spark or auto, or upload the file.");

    public static readonly ErrorCode SampleNotFound = new(
        "SAMPLE_NOT_FOUND", 404, "No such sample",
        "There is no such sample file.",
        "GET /api/v1/samples lists them.");

    public static readonly ErrorCode FileNotFound = new(
        "FILE_NOT_FOUND", 404, "No such file in the result",
        "The result has no such file.",
        "The detail lists the files.");

    public static readonly ErrorCode NoSuchK = new(
        "NO_SUCH_K", 404, "The run has no segments for this k",
        "The run did not try this number of segments.",
        "The detail says which there are. Run again with k set to this number.");

    public static readonly ErrorCode NoTrace = new(
        "NO_TRACE", 404, "The run kept no steps",
        "The run kept no steps: MLlib's k-means has none.",
        "Run the job again with the clusterer lloyd.");

    public static readonly ErrorCode JobNotFound = new(
        "JOB_NOT_FOUND", 404, "No such job",
        "There is no such job.",
        "GET /api/v1/jobs lists them.");

    public static readonly ErrorCode JobNotFinished = new(
        "JOB_NOT_FINISHED", 409, "The job has not finished",
        "The job has no result yet.",
        "Ask again after the time in Retry-After, or follow its events.");

    public static readonly ErrorCode JobFailed = new(
        "JOB_FAILED", 409, "The job failed and has no result",
        "The job failed and has no result.",
        "The detail says why. Correct that and start a new job.");

    public static readonly ErrorCode JobCanceled = new(
        "JOB_CANCELED", 409, "The job was canceled and has no result",
        "The job was canceled and has no result.",
        "Retry it to get one.");

    public static readonly ErrorCode JobAlreadyFinished = new(
        "JOB_ALREADY_FINISHED", 409, "The job has ended",
        "The job has ended; there is nothing to cancel.",
        "Nothing needs to be done.");

    public static readonly ErrorCode JobNotQueued = new(
        "JOB_NOT_QUEUED", 409, "The job is not queued any more",
        "The job runs or has ended; its priority counts only while it is queued.",
        "Nothing needs to be done.");

    public static readonly ErrorCode QueueNotFound = new(
        "QUEUE_NOT_FOUND", 404, "No such queue",
        "There is no such queue.",
        "There are local and spark.");

    public static readonly ErrorCode ScheduleNotFound = new(
        "SCHEDULE_NOT_FOUND", 404, "No such schedule",
        "There is no such schedule.",
        "GET /api/v1/schedules lists them.");

    public static readonly ErrorCode InvalidCron = new(
        "INVALID_CRON", 422, "The cron expression is not possible",
        "The cron expression is not understood, names no time to come, or is due more often than once a minute.",
        "Write five fields, minute hour day month weekday, such as 0 6 * * MON-FRI.");

    public static readonly ErrorCode InvalidTimeZone = new(
        "INVALID_TIME_ZONE", 422, "No such time zone",
        "The time zone is not known.",
        "Use an IANA name such as Europe/Berlin, or UTC.");

    public static readonly ErrorCode JobRunning = new(
        "JOB_RUNNING", 409, "The job has not ended",
        "A job that has not ended cannot be deleted.",
        "Cancel it first.");

    public static readonly ErrorCode Deleted = new(
        "DELETED", 410, "Deleted",
        "The job or the dataset was deleted, with its files and results. Its id is kept for 30 days.",
        "Start a new job, or upload the file again.");

    public static readonly ErrorCode IdempotencyKeyReused = new(
        "IDEMPOTENCY_KEY_REUSED", 422, "The key belongs to another request",
        "The Idempotency-Key was used for another request.",
        "Use a new key for each new request.");

    public static readonly ErrorCode PreconditionFailed = new(
        "PRECONDITION_FAILED", 412, "It has changed",
        "A condition of the request does not hold any more.",
        "Read it again and repeat the request.");

    public static readonly ErrorCode RangeNotSatisfiable = new(
        "RANGE_NOT_SATISFIABLE", 416, "No such range",
        "The file is shorter than the range that was asked for.",
        "Ask without a range.");

    public static readonly ErrorCode EngineUnavailable = new(
        "ENGINE_UNAVAILABLE", 503, "The engine is not available",
        "No worker has the engine that was asked for.",
        "Use the engine auto or local, or start such a worker.");

    public static readonly ErrorCode DatabaseUnavailable = new(
        "DATABASE_UNAVAILABLE", 503, "The database is not reachable",
        "The database cannot be reached right now.",
        "Try again after the time in Retry-After. Nothing is lost.");

    public static readonly ErrorCode StorageUnavailable = new(
        "STORAGE_UNAVAILABLE", 503, "The file storage is not reachable",
        "The folder with the files cannot be read or written.",
        "The service's log says why.");
}
