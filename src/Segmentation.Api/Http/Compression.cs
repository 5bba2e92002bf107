using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Segmentation.Api;

/// <summary>Brotli and gzip for texts. The framework's middleware compresses; here is decided what and how, and every
/// encoding gets an ETag of its own: <c>"x"</c>, <c>"x-br"</c>, <c>"x-gzip"</c>.</summary>
/// <remarks>Under TLS, too. Whoever can put a text into an answer and see its length can guess a secret in the same
/// answer (BREACH). Secrets come in headers of requests; the one answer that has one is about keys, and those stay
/// uncompressed.</remarks>
static class Compression
{
    /// <summary>Set in the items of a request whose answer is a text for the page, though it has the name of a file
    /// and ranges. A range is always one of the uncompressed bytes.</summary>
    public static readonly object DownloadToo = new();

    public static IServiceCollection AddCompression(this IServiceCollection services) => services
        .AddSingleton<TextCompression>()
        .AddSingleton<IResponseCompressionProvider>(all => all.GetRequiredService<TextCompression>());

    public static void UseCompression(this IApplicationBuilder app)
    {
        var compression = app.ApplicationServices.GetRequiredService<TextCompression>();
        app.Use((context, next) =>
        {
            var encoding = compression.EncodingFor(context);
            var isKnown = TakeFromTags(context.Request.Headers, encoding);
            context.Response.OnStarting(() => Task.FromResult(Describe(context, compression, encoding, isKnown)));
            return next(context);
        });
        app.UseResponseCompression();
    }

    /// <summary>Answers of these endpoints stay as they are.</summary>
    public static TBuilder Uncompressed<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new Uncompressed());

    // Endpoints compare tags of the plain text. If-Range stays: a part of compressed bytes is never sent. A proxy that
    // compresses weakens tags, and If-None-Match compares them weakly, which not all of the framework does.
    static bool TakeFromTags(IHeaderDictionary headers, string? encoding)
    {
        var end = $"-{encoding}\"";
        var isKnown = encoding is not null && headers.IfNoneMatch.ToString().Contains(end, StringComparison.Ordinal);
        headers.IfNoneMatch = Replaced(headers.IfNoneMatch, "W/\"", "\"");
        if (encoding is null) return false;
        headers.IfNoneMatch = Replaced(headers.IfNoneMatch, end, "\"");
        headers.IfMatch = Replaced(headers.IfMatch, end, "\"");
        return isKnown;
    }

    static StringValues Replaced(StringValues tags, string text, string by) =>
        tags.Select(list => list?.Replace(text, by, StringComparison.Ordinal)).ToArray();

    static bool Describe(HttpContext context, TextCompression compression, string? encoding, bool isKnown)
    {
        var (response, headers) = (context.Response, context.Response.Headers);
        if (!TextCompression.Varies(context)) return false;
        if (!headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(HeaderNames.AcceptEncoding))
            headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (encoding is null) return false;
        // Nothing was written that the middleware could have seen.
        if (HttpMethods.IsHead(context.Request.Method) && compression.ShouldCompressResponse(context))
            (headers.ContentEncoding, headers.ContentLength) = (encoding, null);
        var isEncoded = headers.ContentEncoding == encoding
            || (response.StatusCode == StatusCodes.Status304NotModified && isKnown);
        if (isEncoded && headers.ETag is [{ } tag]) headers.ETag = $"{tag[..^1]}-{encoding}\"";
        return isEncoded;
    }
}

sealed record Uncompressed;

/// <summary>Which answers are compressed, and how.</summary>
sealed class TextCompression : IResponseCompressionProvider
{
    /// <summary>Bytes. What is shorter fits one packet anyway.</summary>
    const int Smallest = 1_000;

    static readonly HashSet<string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/json", "application/problem+json", "text/javascript", "text/css", "text/html", "text/plain",
        "image/svg+xml",
    };

    // In the order of preference. Optimal is Brotli's quality 4: 20 times as fast as its best, and 10 % longer.
    static readonly ICompressionProvider[] Encodings =
    [
        new BrotliCompressionProvider(Options.Create(
            new BrotliCompressionProviderOptions { Level = CompressionLevel.Optimal })),
        new GzipCompressionProvider(Options.Create(
            new GzipCompressionProviderOptions { Level = CompressionLevel.Optimal })),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Encodings.Select(encoding => encoding.EncodingName)];

    /// <summary>By the media type, whatever its parameters.</summary>
    public static bool IsText(string? contentType) =>
        contentType is not null && Texts.Contains(contentType.Split(';')[0].Trim());

    /// <summary>Whether the answer depends on what the client accepts. A 304 need not say its type.</summary>
    public static bool Varies(HttpContext context)
    {
        var response = context.Response;
        var isText = IsText(response.ContentType)
            || (response.ContentType is null && response.StatusCode == StatusCodes.Status304NotModified);
        return isText
            && (response.Headers.ContentDisposition.Count == 0 || context.Items.ContainsKey(Compression.DownloadToo))
            && context.GetEndpoint()?.Metadata.GetMetadata<Uncompressed>() is null;
    }

    /// <summary>The encoding that the client likes most; null: none.</summary>
    public string? EncodingFor(HttpContext context) => GetCompressionProvider(context)?.EncodingName;

    public ICompressionProvider? GetCompressionProvider(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        var best = Encodings.MaxBy(encoding => Quality(encoding.EncodingName))!;
        var quality = Quality(best.EncodingName);
        return quality > 0 && quality >= Quality("identity") ? best : null;

        double Quality(string name) =>
            (Entry(name) ?? Entry("*")) is { } entry ? entry.Quality ?? 1 : 0;

        StringWithQualityHeaderValue? Entry(string name) =>
            accepted.FirstOrDefault(entry => entry.Value.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    public bool CheckRequestAcceptsCompression(HttpContext context) => GetCompressionProvider(context) is not null;

    public bool ShouldCompressResponse(HttpContext context)
    {
        var headers = context.Response.Headers;
        return Varies(context) && headers.ContentEncoding.Count == 0 && headers.ContentRange.Count == 0
            && context.Response.ContentLength is null or >= Smallest;
    }
}
