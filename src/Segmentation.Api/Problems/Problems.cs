using Segmentation.Data;
using Segmentation.Output;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Every problem this API can answer with, except those of a file, which say themselves what is wrong.</summary>
static partial class Problems
{
    public const string NotPossible = "A setting is not possible";

    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static Problem Malformed(string detail, string? pointer = null) =>
        new(400, "MALFORMED_REQUEST", "The request cannot be read", detail)
        {
            Errors = pointer is null ? [] : [new(pointer, "MALFORMED_REQUEST", detail)],
        };

    public static Problem NoFile(string detail = "No file provided") =>
        new(400, "NO_FILE", "No file in the request", detail);

    public static Problem UnknownHost(string host) => new(400, "UNKNOWN_HOST", "Unknown host name",
        $"This service does not answer to the name «{Cut(host)}». Use localhost, or add the name to Api:Hosts.");

    public static Problem ForeignOrigin(string origin) => new(403, "FOREIGN_ORIGIN", "A foreign page may not change anything",
        $"The page at «{Cut(origin)}» may not change anything here. Add its origin to Api:CorsOrigins if it should.");

    public static Problem NoSuchPath(string path) => new(404, "NOT_FOUND", "Nothing here",
        $"There is nothing at {Cut(path)}. The addresses of this API are listed at /swagger.");

    public static Problem NoSuchDataset(string id) => new(404, "DATASET_NOT_FOUND", "No such dataset",
        $"There is no dataset {Cut(id)}. It may have been deleted; GET /api/v1/datasets lists what there is.");

    public static Problem NoSuchFile(string name) => new(404, "DATASET_NOT_FOUND", "No such file", $"File not found: {Cut(name)}");

    public static Problem NoSuchJob(string id) => new(404, "JOB_NOT_FOUND", "No such job",
        $"There is no job {Cut(id)}. GET /api/v1/jobs lists what there is.");

    public static Problem NoSuchJobAsInSeed(string id) => new(404, "JOB_NOT_FOUND", "No such job", $"Job not found: {Cut(id)}");

    public static Problem NoFinishedJob() => new(404, "JOB_NOT_FOUND", "No finished job yet",
        "No job has finished yet. Start one with POST /segmentation-start.");

    public static Problem NoSuchSample(string name) => new(404, "SAMPLE_NOT_FOUND", "No such sample",
        $"There is no sample «{Cut(name)}». GET /api/v1/samples lists them.");

    public static Problem NoSuchOutput(string name) => new(404, "FILE_NOT_FOUND", "No such file in the result",
        $"The result has no file «{Cut(name)}»: there are assignments.csv, profiles.csv, profiles.json, excluded.csv, "
        + $"excluded.json, issues.csv, issues.json, {string.Join(" and ", ResultParts.FileNames)}.");

    public static Problem OutputIsGone(string name) => new(404, "FILE_NOT_FOUND", "No such file in the result",
        $"{name} of this result is not in the data folder any more, or is damaged. Run the job again.");

    public static Problem WrongMethod(string method, string allowed) => new(405, "METHOD_NOT_ALLOWED", "Wrong method",
        $"{Cut(method)} is not possible here; possible: {(allowed.Length == 0 ? "see /swagger" : allowed)}.");

    public static Problem NotFinished(string id, string state, TimeSpan retryAfter) =>
        new(409, "JOB_NOT_FINISHED", "The job has no result yet",
            $"Job {id} is {state}. Ask again when it has finished.")
        { RetryAfter = retryAfter };

    public static Problem JobFailed(string id, string why) =>
        new(409, "JOB_FAILED", "The job failed and has no result", $"Job {id} failed: {why}");

    public static Problem JobCanceled(string id) =>
        new(409, "JOB_CANCELED", "The job was canceled and has no result", $"Job {id} was canceled. Retry it to get a result.");

    public static Problem AlreadyFinished(string id, string state) => new(409, "JOB_ALREADY_FINISHED", "The job has finished",
        $"Job {id} has already {state}; there is nothing to cancel.");

    public static Problem NotRetryable(string id, string state) => new(409, "JOB_NOT_FINISHED", "The job has not finished",
        $"Job {id} is {state}. A job can be retried once it has succeeded, failed or been canceled.")
    { RetryAfter = Soon };

    public static Problem JobRunning(string id, string state) => new(409, "JOB_RUNNING", "The job has not finished",
        $"Job {id} is {state}. Cancel it first, then delete it.");

    public static Problem DatasetInUse(string id) => new(409, "DATASET_IN_USE", "A job needs this dataset",
        $"A queued or running job needs dataset {id}. Cancel the job or wait for its end, then delete the dataset.");

    public static Problem IdempotencyKeyReused() =>
        new(422, "IDEMPOTENCY_KEY_REUSED", "The key belongs to another request",
            "This Idempotency-Key was used for a request with another body. Use a new key, such as a UUID, for each new request.");

    public static Problem Deleted(string id, DateTimeOffset at) =>
        new(410, "DELETED", "Deleted", $"Job {id} was deleted at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, with its files and its result.");

    public static Problem DeletedDataset(string id, DateTimeOffset at) =>
        new(410, "DELETED", "Deleted", $"Dataset {id} was deleted at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Upload the file again.");

    public static Problem UploadTooLarge(LimitsOptions limits, long bytes) =>
        new(413, "FILE_TOO_LARGE", "The file is too large",
            $"File is too large (max {limits.UploadText}): it has {LimitsOptions.Text(bytes)} or more.")
        { Numbers = new Dictionary<string, long> { ["limitBytes"] = limits.UploadBytes, ["sizeBytes"] = bytes }, Drain = true };

    public static Problem UploadTooLargeAsInSeed(LimitsOptions limits, Problem told) =>
        new(413, "FILE_TOO_LARGE", "The file is too large", $"File is too large (max {limits.UploadText})")
        { Numbers = told.Numbers, Drain = true };

    public static Problem NotCsv() => new(400, "NOT_CSV", "Not a CSV file", "Only CSV files are allowed");

    public static Problem FilenameRequired() => new(400, "MALFORMED_REQUEST", "The request cannot be read", "filename is required");

    public static Problem RequestTooLarge(LimitsOptions limits) =>
        new(413, "REQUEST_TOO_LARGE", "The request is too large",
            $"The body of this request may have at most {LimitsOptions.Text(limits.RequestBytes)}.")
        { Numbers = new Dictionary<string, long> { ["limitBytes"] = limits.RequestBytes }, Drain = true };

    public static Problem UnsupportedMediaType(string expected) =>
        new(415, "UNSUPPORTED_MEDIA_TYPE", "Wrong Content-Type", $"Send {expected}.");

    public static Problem NoSuchRange() =>
        new(416, "RANGE_NOT_SATISFIABLE", "No such range", "The file is shorter than the range that was asked for.");

    public static Problem InvalidSetting(string pointer, string code, string detail) =>
        new(422, code, NotPossible, detail) { Errors = [new(pointer, code, detail)] };

    public static Problem TooLargeForLocal(string detail, long needed, long available) =>
        new(422, "TOO_LARGE_FOR_LOCAL", "The data does not fit the workers there are", detail)
        { Numbers = new Dictionary<string, long> { ["neededBytes"] = needed, ["availableBytes"] = available } };

    public static Problem EngineUnavailable(string detail) =>
        new(503, "ENGINE_UNAVAILABLE", "The engine is not there", detail) { RetryAfter = TimeSpan.FromSeconds(30) };

    public static Problem DatabaseUnavailable() =>
        new(503, "DATABASE_UNAVAILABLE", "The database is not reachable",
            "The database cannot be reached right now. Nothing is lost; try again in a few seconds.")
        { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem StorageFull() =>
        new(507, "STORAGE_FULL", "No room for the file", "The disk of this service is full. Nothing of the file was kept.");

    public static Problem StorageUnavailable() =>
        new(503, "STORAGE_UNAVAILABLE", "The file storage is not reachable",
            "The folder with the files cannot be read or written right now. The service's log says why.")
        { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem Internal() => new(500, "INTERNAL", "Something went wrong in the service",
        "Something went wrong in the service; it was not your request. The trace id finds it in the service's log.");

    public static Problem OfFile(InvalidDatasetException invalid) =>
        new(UriRefusals.StatusOf(invalid.Code), invalid.Code, invalid.Title, invalid.Message)
        {
            Errors = [.. invalid.Issues.Select(issue =>
                new ProblemItem(null, issue.Code, issue.Message, issue.Column, issue.Row, issue.Value))],
            Numbers = invalid.Numbers,
        };

    public static Problem OfInspection(JobProblem problem) =>
        new(problem.Status, problem.Code, problem.Title, problem.Detail) { Numbers = problem.Numbers };

    public static Problem Inspecting(string id) => new(409, "DATASET_INSPECTING", "The dataset is still looked at",
        $"A worker still looks at dataset {Cut(id)} on the cluster. Ask again in a moment.")
    { RetryAfter = Soon };

    public static Problem NeedsSpark() => InvalidSetting("/engine", "NEEDS_SPARK",
        "The data is on the cluster, where the engine local cannot read it. Take the engine spark or auto, or upload the file.");

    // What a caller sent comes back as a quotation, not as a copy of any length.
    static string Cut(string? text) => text is { Length: > 100 } ? text[..100] + "…" : text ?? "null";
}
