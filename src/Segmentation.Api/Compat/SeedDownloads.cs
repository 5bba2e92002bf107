using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Downloads and samples, in the seed's words.</summary>
static class SeedDownloads
{
    public static void MapSeedDownloads(this IEndpointRouteBuilder routes)
    {
        var seed = routes.MapGroup("").WithTags("Seed-compatible");
        seed.MapMethods("/download-results/{id}", [HttpMethods.Get, HttpMethods.Head], Download)
            .WithName("seedDownload")
            .Produces<string>(200, "text/csv", "application/json").Produces<string>(206, "text/csv")
            .Problem(400, 404, 409, 410, 416, 503);
        seed.MapGet("/sample-data", Sample).WithName("seedSampleData").Produces<SeedSample>().Problem(400, 404).Open();
    }

    /// <summary>Download the customers with their segment</summary>
    /// <remarks>Your rows with `cluster`, `segment_name`, `silhouette` and `distance`. As
    /// `GET /api/v1/jobs/{id}/files/assignments.csv`, with an ETag and ranges.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <param name="format" example="csv">`csv` (the default) or `json`.</param>
    /// <param name="options">The form of the CSV.</param>
    /// <response code="200">The file.</response>
    /// <response code="206">The requested range.</response>
    static async Task<IResult> Download(
        string id, HttpContext context, ResultReader results, FileStore files, string? format,
        [AsParameters] DownloadOptions options, CancellationToken ct)
    {
        if (format is not (null or "csv" or "json")) return Problems.Malformed("format is csv or json.", "format");

        var (job, result) = await results.NeedAsync(id, Problems.NoSuchJobAsInSeed, ct);
        var name = Attachment.Of("segments", job.FileName, id, format ?? "csv");
        return format == "json"
            ? ResultFile.Find(job, result, files, "assignments", safe: false).AsJson(name, ^4..)
            : ResultFile.Rewritten((job, result), files, "assignments", options, name, context);
    }

    /// <summary>Get a sample file</summary>
    /// <remarks>As JSON, or with `format=csv` or `Accept: text/csv` as a file.</remarks>
    /// <param name="format" example="json">`json` (the default) or `csv`.</param>
    /// <param name="name" example="customers">`customers` (the default), `mall` or `transactions`.</param>
    /// <param name="rows" example="30">How many rows; default all.</param>
    /// <response code="200">The sample.</response>
    static IResult Sample(
        HttpContext context, string? format, string? name, int? rows, [FromHeader(Name = "Accept")] string? accept)
    {
        if (format is not (null or "csv" or "json")) return Problems.Malformed("format is csv or json.", "format");
        if (rows is < 1) return Problems.Malformed("rows is at least 1.", "rows");
        if (Api.Sample.Find(name ?? "customers") is not { } sample) return Problems.NoSuchSample(name!);

        var asCsv = format == "csv"
            || (format is null && accept?.Contains("text/csv", StringComparison.OrdinalIgnoreCase) == true);
        if (!asCsv) return new JsonAnswer<SeedSample>(SeedSample.From(sample, rows));

        Attachment.Name(context.Response, sample.FileName);
        return TypedResults.Bytes(sample.FirstRows(rows), "text/csv; charset=utf-8; header=present");
    }
}

/// <summary>A sample file.</summary>
/// <param name="Filename">What it is called.</param>
/// <param name="Columns">Headers.</param>
/// <param name="Rows">Rows by header; numbers are numbers.</param>
/// <param name="Total">How many rows there are.</param>
/// <param name="DownloadUrl">The file as CSV.</param>
public sealed record SeedSample(
    string Filename, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Rows,
    int Total, [property: JsonPropertyName("download_url")] string DownloadUrl)
{
    internal static SeedSample From(Sample sample, int? rows)
    {
        var columns = sample.Columns;
        IReadOnlyDictionary<string, JsonElement>[] cells = [.. sample.Cells.Take(rows ?? int.MaxValue)
            .Select(row => columns.Zip(row).ToDictionary(pair => pair.First, pair => Value(pair.Second)))];
        var name = sample.Name == "customers" ? "" : $"&name={sample.Name}";
        return new(sample.FileName, columns, cells, cells.Length, $"/sample-data?format=csv{name}");
    }

    static JsonElement Value(string cell) => double.TryParse(cell, CultureInfo.InvariantCulture, out var number)
        ? JsonSerializer.SerializeToElement(number) : JsonSerializer.SerializeToElement(cell);
}
