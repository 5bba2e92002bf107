using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Segmentation.Output;

namespace Segmentation.Api;

/// <summary>The requested form of the assignments or the customers.</summary>
sealed class DownloadOptions
{
    /// <summary>`comma`, `semicolon`, `tab` or `pipe`, or the character. Default: that of the uploaded file.</summary>
    /// <example>semicolon</example>
    [FromQuery(Name = "delimiter")]
    public string? Delimiter { get; init; }

    /// <summary>`point` or `comma`, or the character. Default: that of the uploaded file.</summary>
    /// <example>comma</example>
    [FromQuery(Name = "decimal")]
    public string? Decimal { get; init; }

    /// <summary>Begin with a byte order mark, which makes Excel read UTF-8. Default false.</summary>
    [FromQuery(Name = "bom")]
    public bool? Bom { get; init; }

    /// <summary>Escape cells that a spreadsheet would run as formulas. Default true.</summary>
    [FromQuery(Name = "safe")]
    public bool? Safe { get; init; }

    public bool IsSafe => Safe ?? true;

    /// <summary>Null if the file is requested as it was written.</summary>
    /// <param name="written">How it was written.</param>
    /// <param name="always">Also then.</param>
    /// <exception cref="ProblemException">The delimiter or decimal mark is not available.</exception>
    public VariantOptions? Variant(Dialect written, bool always)
    {
        var (delimiter, mark) = (DelimiterOr(written.Delimiter), DecimalOr(written.Decimal));
        return !always && (delimiter, mark, Bom ?? false) == (written.Delimiter, written.Decimal, false)
            ? null : new(delimiter, mark, Bom ?? false, IsSafe);
    }

    char DelimiterOr(char usual) => Delimiter?.ToLowerInvariant() switch
    {
        null or "" => usual,
        "comma" or "," => ',',
        "semicolon" or ";" => ';',
        "tab" or "\t" => '\t',
        "pipe" or "|" => '|',
        _ => throw new ProblemException(Problems.Malformed("delimiter is comma, semicolon, tab or pipe.", "delimiter")),
    };

    char DecimalOr(char usual) => Decimal?.ToLowerInvariant() switch
    {
        null or "" => usual,
        "point" or "." => '.',
        "comma" or "," => ',',
        _ => throw new ProblemException(Problems.Malformed("decimal is point or comma.", "decimal")),
    };
}

/// <summary>A file of the result in another form, written while they are read: no ranges, but an ETag.</summary>
/// <param name="source">The file that was written.</param>
/// <param name="written">How it is written.</param>
/// <param name="wanted">The requested form.</param>
/// <param name="etag">Strong; of this form.</param>
/// <param name="fileName">What it is called when downloaded.</param>
sealed class AssignmentsAnswer(string source, Dialect written, VariantOptions wanted, string etag, string fileName)
    : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = etag;
        response.Headers.CacheControl = JsonAnswer.AskAgain;
        if (JsonAnswer.Matches(httpContext.Request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.AcceptRanges = "none";
        response.Headers["X-Csv-Formula-Safe"] = wanted.Safe ? "true" : "false";
        Attachment.Name(response, fileName);
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;

        await using var file = WrittenFile.Open(source);
        await AssignmentsVariant.WriteAsync(file, written, wanted, response.Body, httpContext.RequestAborted);
    }
}
