using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Segmentation.Api;

/// <summary>Files to try the service with.</summary>
static class SampleEndpoints
{
    public static void MapSamples(this IEndpointRouteBuilder routes)
    {
        var samples = routes.MapGroup("/api/v1/samples").WithTags("Samples").Open();
        samples.MapGet("", List).WithName("listSamples");
        samples.MapGet("/{name}.csv", Download).WithName("downloadSample")
            .Produces<string>(200, "text/csv").Problem(404);
    }

    /// <summary>List the sample files</summary>
    /// <remarks>Download one, or take its address, and upload it with `POST /api/v1/datasets` to try the
    /// service.</remarks>
    /// <response code="200">All samples.</response>
    static Ok<SampleList> List() => TypedResults.Ok(new SampleList([.. Sample.All.Select(SampleView.From)]));

    /// <summary>Download a sample file</summary>
    /// <remarks>The file as CSV, ready for `POST /api/v1/datasets`.</remarks>
    /// <param name="name" example="customers">`customers`, `mall` or `transactions`.</param>
    /// <response code="200">The file.</response>
    /// <response code="404">There is no sample with this name.</response>
    static IResult Download(string name) => Sample.Find(name) is { } sample
        ? TypedResults.File(sample.Bytes, "text/csv; charset=utf-8; header=present", sample.FileName)
        : Problems.NoSuchSample(name);
}

/// <summary>The sample files.</summary>
public sealed record SampleList(IReadOnlyList<SampleView> Samples);

/// <summary>A file to try the service with.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its title.</param>
/// <param name="FileName">What it is called when downloaded.</param>
/// <param name="Description">What is in it.</param>
/// <param name="Rows">Data rows.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Columns">Headers.</param>
/// <param name="Links">Where to download it.</param>
public sealed record SampleView(
    string Name, string Title, string FileName, string Description, int Rows, int Bytes, IReadOnlyList<string> Columns,
    SampleLinks Links)
{
    internal static SampleView From(Sample sample) => new(
        sample.Name, sample.Title, sample.FileName, sample.Description, sample.Rows, sample.Bytes.Length,
        sample.Columns, new($"/api/v1/samples/{sample.Name}.csv"));
}

/// <summary>Where a sample is.</summary>
/// <param name="Csv">The file.</param>
public sealed record SampleLinks(string Csv);
