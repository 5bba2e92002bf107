using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Segmentation.Output;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Files of a result.</summary>
static class FileEndpoints
{
    static readonly string[] Names = ["assignments", "customers", "profiles", "excluded", "issues"];

    public static void MapFiles(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/api/v1/jobs/{id}/files/{name}", [HttpMethods.Get, HttpMethods.Head], Download)
            .WithTags("Results").WithName("downloadFile")
            .Produces<string>(200, "text/csv", "application/json").Produces<string>(206, "text/csv")
            .Problem(400, 404, 409, 410, 416, 503);

    /// <summary>Download a file of the result</summary>
    /// <remarks>`assignments`: your rows in their original order, each with `cluster`, `segment_name`, `silhouette` and
    /// `distance`; a row that was set apart has the name "Extreme values" and nothing else. `customers`: of a file of
    /// purchases, what they became: a row a customer; the assignments are about these. `profiles`: the segments.
    /// `excluded`: rows, or lines of purchases, that were left out, and why. `issues`: what was found in
    /// the file. Each as `.csv` or `.json`. `points.json`: customers drawn for the map, with every feature.
    /// `silhouette.json`: values drawn for the silhouette plot. `candidates.json`: segments of the k that were tried
    /// and not used. `trace.json`: the steps of k-means. `distributions.json`: histograms of the features. CSV and
    /// these have a strong ETag and ranges, so that an interrupted download can be resumed. A text cell that a
    /// spreadsheet would take for a formula gets an apostrophe before it, unless `safe=false`; numbers stay as they
    /// are; the header `X-Csv-Formula-Safe` says what was done.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <param name="name" example="assignments.csv">`assignments`, `customers`, `profiles`, `excluded` or `issues`,
    /// with `.csv` or `.json`; `points.json`, `silhouette.json`, `candidates.json`, `trace.json` or
    /// `distributions.json`.</param>
    /// <param name="options">The form of `assignments.csv` and `customers.csv`.</param>
    /// <response code="200">The file.</response>
    /// <response code="206">The requested range.</response>
    static async Task<IResult> Download(
        string id, string name, HttpContext context, ResultReader results, FileStore files,
        [AsParameters] DownloadOptions options, CancellationToken ct)
    {
        var (what, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name).TrimStart('.'));
        var isPart = ResultParts.FileNames.Contains(name);
        if (!isPart && (!Names.Contains(what) || extension is not ("csv" or "json")))
            return Problems.NoSuchOutput(name);

        var (job, result) = await results.NeedAsync(id, ct);
        if (what == "customers" && result.Purchases is null) return Problems.NoSuchOutput(name);
        var fileName = Attachment.Of(what == "assignments" ? "segments" : what, job.FileName, id, extension);
        if (isPart) return ResultFile.Part(job, files, name, fileName, context);
        if (extension == "csv")
        {
            return ResultFile.IsLikeUpload(what)
                ? ResultFile.Rewritten((job, result), files, what, options, fileName, context)
                : ResultFile.Find(job, result, files, what, options.IsSafe).AsCsv(context, fileName);
        }

        if (what is "profiles" or "issues") Attachment.Name(context.Response, fileName);
        return what switch
        {
            "profiles" => new JsonAnswer<SegmentsView>(SegmentsView.From(id, result)),
            "issues" => new JsonAnswer<IssuesView>(new(result.Issues)),
            _ => ResultFile.Find(job, result, files, what, safe: false)
                .AsJson(fileName, NumbersOf(what)),
        };
    }

    // Days among the numbers of a customer stay texts.
    static Range NumbersOf(string what) => what switch
    {
        "assignments" => ^4..,
        "customers" => 1..,
        _ => ..1,
    };
}

/// <summary>A file of a result and how it is read.</summary>
/// <param name="Path">On disk: a file, or the folder of its parts.</param>
/// <param name="Delimiter">Of its cells.</param>
/// <param name="Decimal">Of its numbers.</param>
/// <param name="ETag">Of its bytes: a job's files never change.</param>
/// <param name="Safe">No cell is taken for a formula.</param>
sealed record ResultFile(string Path, char Delimiter, char Decimal, string ETag, bool Safe)
{
    /// <summary>It is written as the uploaded file is; the others have one fixed form.</summary>
    public static bool IsLikeUpload(string what) => what is "assignments" or "customers";

    /// <exception cref="ProblemException">The result has no such file.</exception>
    public static ResultFile Find(Job job, SegmentationResult result, FileStore files, string what, bool safe)
    {
        // Written only when some cell is risky: without it the plain file is safe.
        var (plain, safeName) = ($"{what}.csv", $"{what}.safe.csv");
        var name = safe && result.Files.Any(file => file.Name == safeName) ? safeName : plain;
        var (delimiter, mark) = IsLikeUpload(what) ? (result.Dialect.Delimiter, result.Dialect.Decimal) : (',', '.');
        return new(PathOf(job, files, name), delimiter, mark, ETagOf(job, name), safe);
    }

    /// <summary>A part of the result, as it was written: whole, it is compressed for who accepts that.</summary>
    /// <exception cref="ProblemException">It is gone.</exception>
    public static IResult Part(Job job, FileStore files, string name, string fileName, HttpContext context)
    {
        context.Items[Compression.DownloadToo] = true;
        return Stored(
            PathOf(job, files, name), ETagOf(job, name), "application/json; charset=utf-8", fileName, context);
    }

    /// <summary>The file in the requested form: the stored one itself if it already has that form.</summary>
    public static IResult Rewritten(
        (Job Job, SegmentationResult Result) finished, FileStore files, string what, DownloadOptions options,
        string fileName, HttpContext context)
    {
        var (job, result) = finished;
        // Of the customers there is no safe form in store.
        var wanted = options.Variant(result.Dialect, always: what == "customers" && options.IsSafe);
        if (wanted is null) return Find(job, result, files, what, options.IsSafe).AsCsv(context, fileName);

        var source = Find(job, result, files, what, safe: false);
        var form = $"{(int)wanted.Delimiter}-{(int)wanted.Decimal}-{wanted.Bom}-{wanted.Safe}";
        var etag = $"\"{job.LeaseToken}-{what}-{form}\"";
        return new AssignmentsAnswer(source.Path, result.Dialect, wanted, etag, fileName);
    }

    public IResult AsCsv(HttpContext context, string fileName)
    {
        context.Response.Headers["X-Csv-Formula-Safe"] = Safe ? "true" : "false";
        return Stored(Path, ETag, "text/csv; charset=utf-8; header=present", fileName, context);
    }

    public IResult AsJson(string fileName, Range numbers) => new CsvAsJson(this, fileName, numbers);

    static string PathOf(Job job, FileStore files, string name) =>
        files.ResultFile(job, name) is { } path && WrittenFile.Exists(path)
            ? path : throw new ProblemException(Problems.OutputIsGone(name));

    static string ETagOf(Job job, string name) => $"\"{job.LeaseToken}-{name}\"";

    static RangedFile Stored(string path, string etag, string type, string fileName, HttpContext context)
    {
        context.Response.Headers.CacheControl = JsonAnswer.AskAgain;
        Attachment.Name(context.Response, fileName);
        return new(TypedResults.Stream(
            WrittenFile.Open(path), type, lastModified: new DateTimeOffset(File.GetLastWriteTimeUtc(path)),
            entityTag: new(etag), enableRangeProcessing: true));
    }
}

/// <summary>A file with ranges, whose status 416 has a problem as its body.</summary>
sealed class RangedFile(IResult file) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await file.ExecuteAsync(httpContext);
        if (httpContext.Response is
            { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false } response)
        {
            response.Headers.ContentDisposition = default;
            await Problems.NoSuchRange().ExecuteAsync(httpContext);
        }
    }
}
