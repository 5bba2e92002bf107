using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Segmentation.Output;

namespace Segmentation.Api;

/// <summary>A CSV file of a result as a JSON array of objects, written while it is read, so memory does not grow with
/// the file.</summary>
/// <param name="file">The file and how its cells are written.</param>
/// <param name="fileName">What it is called when downloaded.</param>
/// <param name="numbers">Columns whose cells are numbers or empty; all others are text, even if they look like numbers:
/// an id keeps its zeros.</param>
sealed class CsvAsJson(ResultFile file, string fileName, Range numbers) : IResult
{
    const int FlushBytes = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var etag = file.ETag.Replace(".csv", ".json");
        response.Headers.ETag = etag;
        response.Headers.CacheControl = JsonAnswer.AskAgain;
        if (JsonAnswer.Matches(request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        Attachment.Name(response, fileName);
        if (!HttpMethods.IsHead(request.Method)) await WriteAsync(response.BodyWriter, httpContext.RequestAborted);
    }

    async Task WriteAsync(PipeWriter body, CancellationToken ct)
    {
        using var reader = new StreamReader(WrittenFile.Open(file.Path), Encoding.UTF8);
        await using var json = new Utf8JsonWriter(body, new() { Encoder = ApiJson.Options.Encoder });
        List<string>? header = null;
        json.WriteStartArray();
        await foreach (var row in CsvRows.ReadAsync(reader, file.Delimiter, ct))
        {
            if (header is null)
            {
                header = row;
                continue;
            }

            WriteRow(json, header, row);
            if (json.BytesPending + body.UnflushedBytes < FlushBytes) continue;
            json.Flush();
            await body.FlushAsync(ct);
        }

        json.WriteEndArray();
        json.Flush();
        await body.FlushAsync(ct);
    }

    void WriteRow(Utf8JsonWriter json, List<string> header, List<string> row)
    {
        var (from, to) = (numbers.Start.GetOffset(header.Count), numbers.End.GetOffset(header.Count));
        json.WriteStartObject();
        for (var i = 0; i < row.Count && i < header.Count; i++)
        {
            if (i < from || i >= to) json.WriteString(header[i], row[i]);
            else if (row[i].Length == 0) json.WriteNull(header[i]);
            else if (TryNumber(row[i], out var number)) json.WriteNumber(header[i], number);
            else json.WriteString(header[i], row[i]);
        }

        json.WriteEndObject();
    }

    // Without thousands separators: a decimal comma must not be read as one.
    bool TryNumber(string cell, out double number) =>
        double.TryParse(cell.Replace(file.Decimal, '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
