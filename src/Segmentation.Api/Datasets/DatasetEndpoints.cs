using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Segmentation.Data;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Files and what is in them.</summary>
static class DatasetEndpoints
{
    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        var datasets = routes.MapGroup("/api/v1").WithTags("Datasets").Problem(503);
        datasets.MapPost("/datasets", Upload).WithName("uploadDataset")
            .WithMetadata(new UploadEndpoint(typeof(UriDataset))).Problem(400, 403, 404, 413, 415, 422, 507);
        datasets.MapPost("/datasets:validate", Check).WithName("validateDataset").WithMetadata(new UploadEndpoint())
            .Problem(400, 413, 415, 507);
        datasets.MapPost("/datasets/{id}:reread", Reread).WithName("rereadDataset")
            .Problem(400, 404, 409, 410, 413, 422, 507);
        datasets.MapGet("/datasets", List).WithName("listDatasets").Problem(400);
        datasets.MapGet("/datasets/{id}", Find).WithName("getDataset").Problem(403, 404, 410, 422);
        datasets.MapGet("/datasets/{id}/preview", Preview).WithName("previewDataset").Problem(400, 404, 410);
        datasets.MapGet("/datasets/{id}/issues", Issues).WithName("listIssues").Problem(400, 404, 410);
        datasets.MapGet("/datasets/{id}/distributions", Distributions).WithName("getColumnDistributions")
            .Produces<ColumnDistributionsView>().Problem(404, 410);
        datasets.MapDelete("/datasets/{id}", Delete).WithName("deleteDataset").Problem(404, 409, 410);
    }

    /// <summary>Upload a file</summary>
    /// <remarks>Send the file as `multipart/form-data` in the field `file`, or its bytes as `text/csv` or
    /// `application/octet-stream` with its name in `?fileName=`. It may be a CSV in any encoding, an Excel workbook
    /// (.xlsx, .xls) or Parquet, also packed as .gz or .zip; what it is, its content says. It becomes a UTF-8 CSV and
    /// is read once: the answer says how it is read (`format`), what each column is used for and what is wrong with
    /// which rows. `encoding`, `sheet`, `entry` and the other fields of the form, or
    /// parameters, have it read otherwise. The
    /// same bytes sent again with the same reading give the same dataset and status 200. The limit is in `GET
    /// /api/v1/limits`, for the file and for its CSV. Data that is on the cluster already is named by its URI, as
    /// JSON; it stays where it is, and its rows are estimated. With `Prefer: respond-async` a file that takes long to
    /// read is answered before that is done: 202, with its first rows.</remarks>
    /// <response code="201">The file is kept.</response>
    /// <response code="202">A worker is still inspecting the data on the cluster, or the file is still being read;
    /// `Location` says where to ask again.</response>
    /// <response code="200">The file was uploaded before.</response>
    /// <response code="422">The file cannot be segmented; the problem says where and why. Nothing is kept.</response>
    static async Task<Results<Created<DatasetView>, Ok<DatasetView>, Accepted<InspectionView>>> Upload(
        HttpContext context, Intake intake, UriIntake byUri, CancellationToken ct)
    {
        if (context.Request.HasJsonContentType()) return await ByUriAsync(context, byUri, ct);

        return Outcome(context, await intake.BeginAsync(context, ct));
    }

    static Results<Created<DatasetView>, Ok<DatasetView>, Accepted<InspectionView>> Outcome(
        HttpContext context, ReadingOutcome outcome)
    {
        if (outcome.Open is { } open)
        {
            context.Response.Headers["Preference-Applied"] = Waiting.Unwanted;
            return StillOpen(context, InspectionView.From(open));
        }

        var view = DatasetView.From(outcome.Ready!.Dataset);
        if (outcome.Ready.Created) return TypedResults.Created(view.Links!.Self, view);

        context.Response.Headers.Location = view.Links!.Self;
        return TypedResults.Ok(view);
    }

    static async Task<Results<Created<DatasetView>, Ok<DatasetView>, Accepted<InspectionView>>> ByUriAsync(
        HttpContext context, UriIntake byUri, CancellationToken ct)
    {
        var request = await context.Request.ReadFromJsonAsync<UriDataset>(ApiJson.Options, ct)
            ?? throw new ProblemException(Problems.Malformed("The body needs uri; see /swagger.", "/uri"));
        var (ready, open) = await byUri.KeepAsync(request, ct);
        if (ready is not null && DatasetView.From(ready) is var view)
            return TypedResults.Created(view.Links!.Self, view);
        return StillOpen(context, InspectionView.From(open!));
    }

    static Accepted<InspectionView> StillOpen(HttpContext context, InspectionView view)
    {
        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Accepted(view.Self, view);
    }

    /// <summary>Check a file without keeping it</summary>
    /// <remarks>Takes the file as `POST /api/v1/datasets` does and stores nothing. The status is 200 also for a file
    /// that cannot be segmented: `valid` is false and `problem` says why.</remarks>
    /// <response code="200">What is in the file.</response>
    static async Task<Ok<FileCheck>> Check(HttpContext context, Intake intake, CancellationToken ct) =>
        TypedResults.Ok(await intake.CheckAsync(context, ct));

    /// <summary>Read the file of a dataset otherwise</summary>
    /// <remarks>A reading is never changed: another one makes another dataset of the same file, which is copied, or
    /// finds the one that has it. With `Prefer: respond-async` nobody waits for a large file. What is left out of the
    /// body is found in the file; `{}` reads all of it as it is found. Jobs of this
    /// dataset are not touched, and each of the two can be deleted by itself.</remarks>
    /// <param name="id" example="ds_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the dataset.</param>
    /// <response code="201">The file with this reading is kept; `readFrom` is the dataset of the address.</response>
    /// <response code="200">There is a dataset with this reading.</response>
    /// <response code="202">The file is still being read; `Location` says where to ask again.</response>
    /// <response code="422">The file cannot be read like that; the problem says why. Nothing is kept.</response>
    static async Task<Results<Created<DatasetView>, Ok<DatasetView>, Accepted<InspectionView>>> Reread(
        string id, RereadRequest request, HttpContext context, Intake intake, DatasetStore datasets,
        CancellationToken ct)
    {
        var dataset = await datasets.NeedAsync(id, ct);
        return Outcome(context, await intake.RereadAsync(dataset, request.ToReading(), context, ct));
    }

    /// <summary>List the uploaded files</summary>
    /// <remarks>Newest first. The token of the next page is in `nextPageToken` and in the header `Link`.</remarks>
    /// <param name="pageSize" example="50">Entries on a page; larger numbers are reduced to the limit.</param>
    /// <param name="pageToken">`nextPageToken` of the previous page.</param>
    /// <response code="200">A page of datasets.</response>
    static async Task<Ok<DatasetList>> List(
        HttpContext context, DatasetStore datasets, IOptions<LimitsOptions> limits, int? pageSize, string? pageToken,
        CancellationToken ct)
    {
        var page = await datasets.ListAsync(Paging.Size(pageSize, limits.Value), pageToken, ct);
        Paging.LinkNext(context, page.NextPageToken, "pageToken");
        return TypedResults.Ok(new DatasetList([.. page.Datasets.Select(DatasetView.From)], page.NextPageToken ?? ""));
    }

    /// <summary>Get a dataset</summary>
    /// <remarks>How the file is read, its columns with their roles, what was found in it, and the settings of a job
    /// that gives none.</remarks>
    /// <param name="id" example="ds_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the dataset.</param>
    /// <response code="200">The dataset.</response>
    /// <response code="202">It is on the cluster, and a worker is still inspecting it; or its file is still being
    /// read, and the first rows are here.</response>
    static async Task<Results<Ok<DatasetView>, Accepted<InspectionView>>> Find(
        string id, HttpContext context, DatasetStore datasets, CancellationToken ct)
    {
        if (DatasetId.TryParse(id, out var known))
        {
            if (await datasets.FindInspectionAsync(known, ct) is { Problem: null } open)
                return StillOpen(context, InspectionView.From(open));
            // Asked for before the dataset, which is there before this is gone.
            if (await datasets.FindIntakeAsync(known, ct) is { IsOpen: true } reading)
                return StillOpen(context, InspectionView.From(reading));
        }

        return TypedResults.Ok(DatasetView.From(await datasets.NeedAsync(id, ct)));
    }

    /// <summary>Preview the first rows</summary>
    /// <remarks>The cells as they stand in the file, without their quotes.</remarks>
    /// <param name="id" example="ds_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the dataset.</param>
    /// <param name="rows" example="50">How many; default 50.</param>
    /// <response code="200">Header and rows.</response>
    static async Task<Ok<Preview>> Preview(
        string id, DatasetStore datasets, FileStore files, IOptions<LimitsOptions> limits, int? rows,
        CancellationToken ct)
    {
        if (rows is < 1) throw new ProblemException(Problems.Malformed("rows is at least 1.", "rows"));
        var dataset = await datasets.NeedAsync(id, ct);
        var count = Math.Min(rows ?? 50, limits.Value.PreviewRows);
        return TypedResults.Ok(await datasets.PreviewAsync(dataset, files, count, ct));
    }

    /// <summary>List what was found in a file</summary>
    /// <remarks>Issues of one code and column are one entry with an exact count and the first cases.</remarks>
    /// <param name="id" example="ds_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the dataset.</param>
    /// <param name="severity" example="warning">Only `error`, `warning` or `info`.</param>
    /// <response code="200">The issues, most severe first.</response>
    static async Task<Ok<IssuesView>> Issues(
        string id, DatasetStore datasets, [FromQuery] string? severity, CancellationToken ct)
    {
        Severity only = default;
        if (severity is not null && !(Enum.TryParse(severity, ignoreCase: true, out only) && Enum.IsDefined(only)))
            throw new ProblemException(Problems.Malformed("severity is error, warning or info.", "severity"));
        var dataset = await datasets.NeedAsync(id, ct);
        return TypedResults.Ok(
            new IssuesView([.. dataset.Info.Issues.Where(issue => severity is null || issue.Severity == only)]));
    }

    /// <summary>Get the distributions of the columns</summary>
    /// <remarks>A histogram for each column of numbers, over all rows: the bins are those that a run would show. Empty
    /// for data on the cluster, whose rows are not here.</remarks>
    /// <param name="id" example="ds_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the dataset.</param>
    /// <response code="200">The histograms.</response>
    static async Task<JsonAnswer<ColumnDistributionsView>> Distributions(
        string id, DatasetStore datasets, DatasetReads reads, CancellationToken ct)
    {
        var dataset = await datasets.NeedAsync(id, ct);
        return new(new(id, dataset.Info.Rows, await reads.HistogramsAsync(dataset, ct)));
    }

    /// <summary>Delete a dataset</summary>
    /// <remarks>The file is deleted, with its CSV; data on the cluster stays there. Finished jobs keep their results.
    /// While a queued or running job needs the file, the answer is 409.</remarks>
    /// <param name="id" example="ds_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the dataset.</param>
    /// <response code="204">Deleted.</response>
    static async Task<NoContent> Delete(string id, DatasetStore datasets, CancellationToken ct)
    {
        if (DatasetId.TryParse(id, out var known) && await datasets.RemoveInspectionAsync(known, ct))
            return TypedResults.NoContent();
        var dataset = await datasets.NeedAsync(id, ct);
        if (await datasets.DeleteAsync(dataset.Id, ct) == Deletion.InUse)
            throw new ProblemException(Problems.DatasetInUse(id));
        return TypedResults.NoContent();
    }
}
