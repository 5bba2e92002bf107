using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Segmentation.Api;

/// <summary>The pages that the <c>type</c> of a problem points to: one per code, without style or script.</summary>
static class ProblemPages
{
    public static void MapProblemPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", () => Html("Problems", List())).ExcludeFromDescription().Open();
        routes.MapGet("/problems/{slug}", (string slug, HttpContext context) =>
            ErrorTable.All.FirstOrDefault(entry => Problem.Slug(entry.Code) == slug) is { } entry
                ? (IResult)Html(entry.Code, $"<p>{Text(entry.Meaning)}</p><h2>What to do</h2><p>{Text(entry.Cure)}</p>"
                    + "<p><a href=\"/problems\">All problems</a></p>")
                : Problems.NoSuchPath(context.Request.Path)).ExcludeFromDescription().Open();
    }

    static string List() => $"<dl>{string.Concat(ErrorTable.All.Select(Entry))}</dl>";

    static string Entry(ErrorCode error) =>
        $"<dt><a href=\"/problems/{Problem.Slug(error.Code)}\">{error.Code}</a></dt><dd>{Text(error.Meaning)}</dd>";

    static ContentHttpResult Html(string title, string body) => TypedResults.Content(
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>{title} - Segmentation</title></head>
        <body><main><h1>{title}</h1>{body}<p><a href="/">Segmentation</a> - <a href="/swagger">API</a></p></main></body>
        </html>
        """, "text/html; charset=utf-8");

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
