using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>An answer of status 400 or more: RFC 9457 problem details with this API's extensions.</summary>
/// <param name="error">Code, status and title, the same for every problem of this code.</param>
/// <param name="detail">What happened here and what to do.</param>
sealed class Problem(ErrorCode error, string detail) : IResult, IStatusCodeHttpResult
{
    /// <summary>Set in the items of a request that may still be sending a file: its body is drained whatever the
    /// problem is.</summary>
    public static readonly object DrainFirst = new();

    static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(30);

    public int? StatusCode => error.Status;
    public string Code => error.Code;
    public string Detail => detail;
    public IReadOnlyList<ProblemItem> Errors { get; init; } = [];
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();
    /// <summary>When it makes sense to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }
    /// <summary>Whether to read and discard the rest of the request after the answer: a client that sends its whole
    /// body before it reads would otherwise see a reset connection in place of the answer.</summary>
    public bool Drain { get; init; }

    public ProblemView View(HttpContext context) => new()
    {
        Type = $"{context.Request.Scheme}://{context.Request.Host}/problems/{Slug(Code)}",
        Title = error.Title,
        Status = error.Status,
        Detail = detail,
        Code = Code,
        Error = detail,
        TraceId = TraceIds.Of(context),
        Errors = Errors.Count == 0 ? null : Errors,
        Numbers = Numbers.Count == 0
            ? null : Numbers.ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value)),
    };

    /// <summary>As it is stored, to be answered later.</summary>
    public JobProblem Stored() => JobProblem.Of(error, detail, Numbers);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(View(httpContext), ApiJson.Options);
        var response = httpContext.Response;
        response.StatusCode = error.Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (Drain && HttpProtocol.IsHttp11(httpContext.Request.Protocol)) response.Headers.Connection = "close";

        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        if (Drain || httpContext.Items.ContainsKey(DrainFirst)) await DrainAsync(httpContext);
    }

    public static string Slug(string code) => code.ToLowerInvariant().Replace('_', '-');

    static async Task DrainAsync(HttpContext context)
    {
        await context.Response.CompleteAsync();
        if (context.Request.Headers.Expect.Count > 0) return;   // such a client reads the answer before it sends

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(LongestDrain);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (BadHttpRequestException)
        {
            // The server has already stopped reading and closes the connection itself.
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The client has closed the connection or sends without end. It has the answer already.
            context.Abort();
        }
    }
}

/// <summary>Carries a problem out of code that cannot return one.</summary>
sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
