using Segmentation.Output;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Every problem this API can answer with, except those of a file, which come from the engine.</summary>
static partial class Problems
{
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static Problem Malformed(string detail, string? pointer = null) =>
        new(RequestErrors.MalformedRequest, detail)
        {
            Errors = pointer is null ? [] : [new(pointer, RequestErrors.MalformedRequest.Code, detail)],
        };

    public static Problem NoFile(string detail = "No file provided") =>
        new(RequestErrors.NoFile, detail);

    public static Problem UnknownHost(string host) => new(RequestErrors.UnknownHost,
        $"This service does not answer to the name «{Cut(host)}». Use localhost, or add the name to Api:Hosts.");

    public static Problem ForeignOrigin(string origin) => new(RequestErrors.ForeignOrigin,
        $"The page at «{Cut(origin)}» may not change anything here. Add its origin to Api:CorsOrigins if it should.");

    public static Problem NoSuchPath(string path) => new(RequestErrors.NotFound,
        $"There is nothing at {Cut(path)}. The addresses of this API are listed at /swagger.");

    public static Problem NoSuchDataset(string id) => new(DataErrors.DatasetNotFound,
        $"There is no dataset {Cut(id)}. It may have been deleted; GET /api/v1/datasets lists what there is.");

    public static Problem NoOriginal(string id) => new(RequestErrors.NoOriginal,
        $"The data of {Cut(id)} is on the cluster, and there is no file here that could be read again.");

    public static Problem NoSuchFile(string name) => new(DataErrors.DatasetNotFound, $"File not found: {Cut(name)}");

    public static Problem NoSuchJob(string id) => new(RequestErrors.JobNotFound,
        $"There is no job {Cut(id)}. GET /api/v1/jobs lists what there is.");

    public static Problem NoSuchJobAsInSeed(string id) => new(RequestErrors.JobNotFound, $"Job not found: {Cut(id)}");

    public static Problem NoFinishedJob() => new(RequestErrors.JobNotFound,
        "No job has finished yet. Start one with POST /segmentation-start.");

    public static Problem NoSuchSample(string name) => new(RequestErrors.SampleNotFound,
        $"There is no sample «{Cut(name)}». GET /api/v1/samples lists them.");

    public static Problem NoSuchOutput(string name) => new(RequestErrors.FileNotFound,
        $"The result has no file «{Cut(name)}»: there are assignments.csv, profiles.csv, profiles.json, "
        + "of purchases customers.csv and customers.json, "
        + $"excluded.csv, excluded.json, issues.csv, issues.json, {string.Join(", ", ResultParts.FileNames)}.");

    public static Problem OutputIsGone(string name) => new(RequestErrors.FileNotFound,
        $"{name} of this result is no longer in the data folder, or is damaged. Run the job again.");

    public static Problem NotTried(int k, KSweep sweep) => new(RequestErrors.NoSuchK,
        (sweep.Candidates is [var only]
            ? $"The run tried k = {only.K} alone"
            : $"The run tried k = {sweep.Candidates[0].K} to {sweep.Candidates[^1].K}")
        + $", not {k}. Run again with k = {k}.");

    public static Problem NoTrace() => new(RequestErrors.NoTrace,
        "MLlib's k-means keeps no steps. Run the job again with the clusterer lloyd.");

    public static Problem WrongMethod(string method, string allowed) => new(RequestErrors.MethodNotAllowed,
        $"{Cut(method)} is not allowed here; allowed: {(allowed.Length == 0 ? "see /swagger" : allowed)}.");

    public static Problem NotFinished(string id, string state, TimeSpan retryAfter) =>
        new(RequestErrors.JobNotFinished,
            $"Job {id} is {state}. Ask again when it has finished.")
        { RetryAfter = retryAfter };

    public static Problem JobFailed(string id, string why) =>
        new(RequestErrors.JobFailed, $"Job {id} failed: {why}");

    public static Problem JobCanceled(string id) =>
        new(RequestErrors.JobCanceled, $"Job {id} was canceled. Retry it to get a result.");

    public static Problem AlreadyFinished(string id, string state) => new(RequestErrors.JobAlreadyFinished,
        $"Job {id} has already {state}; there is nothing to cancel.");

    public static Problem NotRetryable(string id, string state) => new(RequestErrors.JobNotFinished,
        $"Job {id} is {state}. A job can be retried once it has succeeded, failed or been canceled.")
    { RetryAfter = Soon };

    public static Problem JobRunning(string id, string state) => new(RequestErrors.JobRunning,
        $"Job {id} is {state}. Cancel it first, then delete it.");

    public static Problem DatasetInUse(string id) => new(RequestErrors.DatasetInUse,
        $"A queued or running job needs dataset {id}. Cancel the job or wait for its end, then delete the dataset.");

    public static Problem IdempotencyKeyReused() =>
        new(RequestErrors.IdempotencyKeyReused,
            "This Idempotency-Key was used for a request with another body. Use a new key, "
            + "such as a UUID, for each new request.");

    public static Problem Deleted(string id, DateTimeOffset at) =>
        new(RequestErrors.Deleted,
            $"Job {id} was deleted at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, with its files and its result.");

    public static Problem DeletedDataset(string id, DateTimeOffset at) =>
        new(RequestErrors.Deleted,
            $"Dataset {id} was deleted at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. Upload the file again.");

    public static Problem UploadTooLarge(LimitsOptions limits, long bytes) =>
        new(RequestErrors.FileTooLarge,
            $"File is too large (max {limits.UploadText}): it has {LimitsOptions.Text(bytes)} or more.")
        {
            Numbers = new Dictionary<string, long> { ["limitBytes"] = limits.UploadBytes, ["sizeBytes"] = bytes },
            Drain = true,
        };

    public static Problem UploadTooLargeAsInSeed(LimitsOptions limits, Problem told) =>
        new(RequestErrors.FileTooLarge, $"File is too large (max {limits.UploadText})")
        { Numbers = told.Numbers, Drain = true };

    public static Problem NotCsv() => new(RequestErrors.NotCsv, "Only CSV files are allowed");

    public static Problem FilenameRequired() => new(RequestErrors.MalformedRequest, "filename is required");

    public static Problem RequestTooLarge(LimitsOptions limits) =>
        new(RequestErrors.RequestTooLarge,
            $"The body of this request may have at most {LimitsOptions.Text(limits.RequestBytes)}.")
        { Numbers = new Dictionary<string, long> { ["limitBytes"] = limits.RequestBytes }, Drain = true };

    public static Problem UnsupportedMediaType(string expected) =>
        new(RequestErrors.UnsupportedMediaType, $"Send {expected}.");

    public static Problem NoSuchRange() =>
        new(RequestErrors.RangeNotSatisfiable, "The file is shorter than the range that was asked for.");

    public static Problem InvalidSetting(string pointer, string detail) =>
        InvalidSetting(RunErrors.InvalidSetting, pointer, detail);

    public static Problem InvalidSetting(ErrorCode error, string pointer, string detail) =>
        new(error, detail) { Errors = [new(pointer, error.Code, detail)] };

    public static Problem TooLargeForLocal(string detail, long needed, long available) =>
        new(RunErrors.TooLargeForLocal, detail)
        { Numbers = new Dictionary<string, long> { ["neededBytes"] = needed, ["availableBytes"] = available } };

    public static Problem EngineUnavailable(string detail) =>
        new(RequestErrors.EngineUnavailable, detail) { RetryAfter = TimeSpan.FromSeconds(30) };

    public static Problem DatabaseUnavailable() =>
        new(RequestErrors.DatabaseUnavailable,
            "The database cannot be reached right now. Nothing is lost; try again in a few seconds.")
        { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem StorageFull() =>
        new(RunErrors.StorageFull, "The disk of this service is full. Nothing of the file was kept.");

    public static Problem StorageUnavailable() =>
        new(RequestErrors.StorageUnavailable,
            "The folder with the files cannot be read or written right now. The service's log says why.")
        { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem Internal() => new(RunErrors.Internal,
        "Something went wrong in the service; your request was not at fault. "
        + "The service's log has it under the trace id.");

    public static Problem OfFile(InvalidDatasetException invalid) =>
        new(invalid.Error, invalid.Message)
        {
            Errors = [.. invalid.Issues.Select(issue =>
                new ProblemItem(null, issue.Code, issue.Message, issue.Column, issue.Row, issue.Value))],
            Numbers = invalid.Numbers,
        };

    public static Problem OfJob(JobProblem problem) =>
        new(new(problem.Code, problem.Status, problem.Title, "", ""), problem.Detail) { Numbers = problem.Numbers };

    public static Problem Inspecting(string id) => new(RequestErrors.DatasetInspecting,
        $"A worker is still inspecting dataset {Cut(id)} on the cluster. Ask again in a moment.")
    { RetryAfter = Soon };

    public static Problem Reading(string id) => new(RequestErrors.DatasetReading,
        $"The file of dataset {Cut(id)} is still being read. Ask again in a moment; until then "
        + $"GET /api/v1/datasets/{Cut(id)} has its first rows.")
    { RetryAfter = Soon };

    public static Problem ReadingLost(string fileName) => new(RequestErrors.ReadingLost,
        $"The service ended while it read {fileName}, and nothing of it was kept. Send the file again.");

    public static Problem NeedsSpark() => InvalidSetting(RequestErrors.NeedsSpark, "/engine",
        "The data is on the cluster, where the engine local cannot read it. "
        + "Choose the engine spark or auto, or upload the file.");

    // Shortens what a caller sent: a problem quotes it, at any length of the request.
    static string Cut(string? text) => text is { Length: > 100 } ? text[..100] + "…" : text ?? "null";
}
