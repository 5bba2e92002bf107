using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Files, in the seed's words.</summary>
static class SeedUploads
{
    static readonly string[] Endings = [".csv", ".xlsx", ".xls", ".parquet", ".gz", ".zip"];

    public static void MapSeedUploads(this IEndpointRouteBuilder routes)
    {
        var seed = routes.MapGroup("").WithTags("Seed-compatible").Problem(400, 413, 503);
        seed.MapPost("/upload", Upload).WithName("seedUpload").WithMetadata(new UploadEndpoint()).Problem(422);
        seed.MapPost("/validate-file", Validate).WithName("seedValidateFile")
            .WithMetadata(new UploadEndpoint(typeof(SeedFile))).Problem(404);
    }

    /// <summary>Upload a file</summary>
    /// <remarks>As `POST /api/v1/datasets`. The name has to be that of a CSV, a workbook, Parquet or an archive.
    /// `filename` is the handle for `POST /segmentation-start`.</remarks>
    /// <response code="200">The file is kept.</response>
    /// <response code="422">The file cannot be segmented.</response>
    static async Task<Ok<SeedUpload>> Upload(
        HttpContext context, Intake intake, DatasetStore datasets, TimeProvider time, IOptions<LimitsOptions> limits,
        CancellationToken ct)
    {
        var dataset = (await InSeedWordsAsync(() => intake.KeepAsync(context, MustBeTable, ct), limits.Value)).Dataset;
        var handle = await datasets.AddHandleAsync(
            dataset.Id, FileNames.Handle(dataset.FileName, time.GetUtcNow()), ct);
        return TypedResults.Ok(new SeedUpload(
            "uploaded", handle, $"File {dataset.FileName} uploaded successfully", dataset.Id.ToString(),
            dataset.Info.Rows, dataset.Info.Issues.Count(issue => issue.Severity == Severity.Warning)));
    }

    /// <summary>Check a file</summary>
    /// <remarks>Send a file, or `{"filename": …}` of an uploaded one. The status is 200 also if the file cannot be
    /// used: `valid` is false then.</remarks>
    /// <response code="200">What is in the file and what is wrong with it.</response>
    static async Task<Ok<SeedValidation>> Validate(
        HttpContext context, Intake intake, DatasetStore datasets, FileStore files, IOptions<LimitsOptions> limits,
        CancellationToken ct)
    {
        if (!context.Request.HasJsonContentType())
            return TypedResults.Ok(
                SeedValidation.From(await InSeedWordsAsync(() => intake.CheckAsync(context, ct), limits.Value)));

        var request = await context.Request.ReadFromJsonAsync<SeedFile>(ApiJson.Options, ct);
        if (string.IsNullOrWhiteSpace(request?.Filename)) throw new ProblemException(Problems.NoFile());
        var dataset = await FindAsync(datasets, request.Filename, ct);
        var preview = await datasets.PreviewAsync(dataset, files, SeedValidation.PreviewRows, ct);
        return TypedResults.Ok(SeedValidation.From(new(
            true, dataset.FileName, dataset.Info.Bytes, DatasetView.From(dataset), preview, null)));
    }

    /// <exception cref="ProblemException">There is no such file.</exception>
    public static async Task<Dataset> FindAsync(DatasetStore datasets, string name, CancellationToken ct)
    {
        if (await datasets.FindByHandleAsync(name, ct) is { } byHandle) return byHandle;
        if (DatasetId.TryParse(name, out var id) && await datasets.FindAsync(id, ct) is { } byId) return byId;
        throw new ProblemException(Problems.NoSuchFile(name));
    }

    // The seed looks at the name; what the file is, its content says.
    static void MustBeTable(string fileName)
    {
        if (!Array.Exists(Endings, ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw new ProblemException(Problems.NotCsv());
    }

    // The seed's sentence has one number; both sizes stand beside it.
    static async Task<T> InSeedWordsAsync<T>(Func<Task<T>> take, LimitsOptions limits)
    {
        try
        {
            return await take();
        }
        catch (ProblemException refused) when (refused.Problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ProblemException(Problems.UploadTooLargeAsInSeed(limits, refused.Problem));
        }
    }
}
