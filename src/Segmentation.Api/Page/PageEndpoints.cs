using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Segmentation.Api;

/// <summary>The page: static files beside the program. Its addresses are paths without a file; each gets
/// index.html.</summary>
static class PageEndpoints
{
    static readonly string Root = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    // From /overview on: the addresses of an earlier service of this kind, which show the same pages.
    static readonly string[] Paths =
    [
        "/", "/new", "/monitor", "/monitor/{id}", "/queues", "/schedules", "/keys", "/runs/{id}/{**view}",
        "/about", "/docs",
        "/overview", "/elbow-method", "/kmeans-animation", "/clustering-results", "/quality-metrics", "/efficiency",
        "/business-insights", "/test-results",
    ];

    /// <summary>Path of a file of the page.</summary>
    public static string FileOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static void UsePageFiles(this IApplicationBuilder app)
    {
        var files = new PhysicalFileProvider(Root);
        var compression = app.ApplicationServices.GetRequiredService<TextCompression>();
        foreach (var encoding in TextCompression.Names)
        {
            var options = Options(new CompressedFiles(files, encoding));
            app.UseWhen(
                context => context.Request.Headers.Range.Count == 0 && compression.EncodingFor(context) == encoding,
                branch => branch.UseStaticFiles(options));
        }

        app.UseStaticFiles(Options(files));
    }

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        foreach (var path in Paths)
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Index).ExcludeFromDescription().Open();
    }

    static PhysicalFileHttpResult Index(HttpContext context)
    {
        var index = new FileInfo(Path.Combine(Root, "index.html"));
        if (!index.Exists) throw new ProblemException(Problems.NoSuchPath(context.Request.Path));

        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.PhysicalFile(
            index.FullName, "text/html; charset=utf-8", lastModified: new DateTimeOffset(index.LastWriteTimeUtc));
    }

    static StaticFileOptions Options(IFileProvider files) =>
        new() { FileProvider = files, OnPrepareResponse = Describe };

    // The names of the chart libraries have their version. Other names stay the same from version to version: a
    // browser may keep the files, but must revalidate them.
    static void Describe(StaticFileResponseContext answer)
    {
        var (path, response) = (answer.Context.Request.Path, answer.Context.Response);
        response.Headers.CacheControl = path.StartsWithSegments("/vendor") && path.Value!.EndsWith(".js")
            ? "public, max-age=31536000, immutable" : "no-cache";
        if (answer.File is not CompressedFile file) return;
        if (response.StatusCode == StatusCodes.Status200OK) response.Headers.ContentEncoding = file.Encoding;
        // The ETag says the same better, and no part of a compressed file is ever sent. In the sixty files of a view
        // these lines are a fortieth of all bytes.
        response.Headers.Remove(HeaderNames.LastModified);
        response.Headers.Remove(HeaderNames.AcceptRanges);
    }
}
