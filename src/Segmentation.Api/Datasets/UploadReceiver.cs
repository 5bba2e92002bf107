using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Writes the one file of a request to disk and hashes it on the way; only a buffer of it is in
/// memory.</summary>
sealed class UploadReceiver(FileStore files, ServiceFigures figures, IOptions<LimitsOptions> options)
{
    const int BufferSize = 128 * 1024;
    // Room for the envelope of a multipart body: boundaries, part headers, a few small fields.
    const int Envelope = 64 * 1024;

    readonly LimitsOptions _limits = options.Value;

    /// <exception cref="ProblemException">There is no file, it is too large, or the body is neither multipart nor
    /// a table.</exception>
    /// <param name="accept">Throws if a file of this name is not accepted; null: every name is.</param>
    public async Task<Upload> ReceiveAsync(HttpContext context, Action<string>? accept, CancellationToken ct)
    {
        context.Items[Problem.DrainFirst] = true;
        // Checked here, so that the answer can name both sizes.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        var request = context.Request;
        var multipart = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        if (request.ContentLength > _limits.UploadBytes + (multipart ? Envelope : 0))
            throw TooLarge(request.ContentLength.Value);

        if (multipart) return await FromMultipartAsync(request, type!, accept, ct);
        if (type is null) throw new ProblemException(Problems.NoFile());
        if (!IsTable(type.MediaType)) throw new ProblemException(Problems.UnsupportedMediaType(
            "the file as multipart/form-data in the field file, or its bytes as text/csv or application/octet-stream"));
        var name = NameOf(request);
        accept?.Invoke(name);
        return await SaveAsync(request.Body, name, ct) with { Reading = ReadingFields.Of(request.Query) };
    }

    async Task<Upload> FromMultipartAsync(
        HttpRequest request, MediaTypeHeaderValue type, Action<string>? accept, CancellationToken ct)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrWhiteSpace(boundary) || boundary.Length > 200)
            throw new ProblemException(
                Problems.Malformed("The Content-Type multipart/form-data has no usable boundary."));

        Upload? upload = null;
        var reading = ReadingFields.Of(request.Query);
        try
        {
            var reader = new MultipartReader(boundary, request.Body, BufferSize);
            while (await ReadAsync(() => reader.ReadNextSectionAsync(ct), ct) is { } section)
            {
                if (FieldOf(section) is { } field)
                    reading = ReadingFields.With(
                        reading, field, await ReadAsync(() => ReadingFields.ReadAsync(section.Body, ct), ct));
                if (upload is not null || FileOf(section) is not { } file) continue;
                accept?.Invoke(file);
                upload = await SaveAsync(section.Body, file, ct);
            }
        }
        catch
        {
            upload?.Dispose();
            throw;
        }

        return upload is null ? throw new ProblemException(Problems.NoFile()) : upload with { Reading = reading };
    }

    /// <summary>The name of a field that says how to read the file; null of any other part.</summary>
    static string? FieldOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
        && disposition is { FileName.HasValue: false, FileNameStar.HasValue: false }
        && HeaderUtilities.RemoveQuotes(disposition.Name).Value is { } name && ReadingFields.Is(name) ? name : null;

    // An error while the request is read is the sender's; an error while the file is written keeps its own message.
    static async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken ct)
    {
        try
        {
            return await read();
        }
        catch (Exception broken) when (
            broken is (IOException and not BadHttpRequestException) or InvalidDataException
            && !ct.IsCancellationRequested)
        {
            throw new ProblemException(
                Problems.Malformed("The multipart body ends early or is not well formed. Send the file again."));
        }
    }

    static string? FileOf(MultipartSection section)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return null;
        if (!disposition.FileName.HasValue && !disposition.FileNameStar.HasValue) return null;

        var name = NameOf(disposition);
        return string.IsNullOrWhiteSpace(name) ? throw new ProblemException(Problems.NoFile("No file selected")) : name;
    }

    async Task<Upload> SaveAsync(Stream body, string fileName, CancellationToken ct)
    {
        var path = files.NewUpload();
        try
        {
            var (bytes, hash) = await CopyAsync(body, path, ct);
            return new(path, FileNames.Clean(fileName), bytes, hash);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    async Task<(long Bytes, string Hash)> CopyAsync(Stream body, string path, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var bytes = 0L;
        try
        {
            await using var file = new FileStream(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            for (int read; (read = await ReadAsync(() => body.ReadAsync(buffer, ct).AsTask(), ct)) > 0;)
            {
                bytes += read;
                if (bytes > _limits.UploadBytes) throw TooLarge(bytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            figures.Uploaded(bytes);
        }

        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    ProblemException TooLarge(long bytes) => new(Problems.UploadTooLarge(_limits, bytes));

    static bool IsTable(Microsoft.Extensions.Primitives.StringSegment type) =>
        type.Value is { } value && value.ToLowerInvariant() is "text/csv" or "text/plain" or "text/tab-separated-values"
            or "application/csv" or "application/octet-stream" or "application/vnd.ms-excel"
            or "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" or "application/gzip"
            or "application/x-gzip" or "application/zip" or "application/vnd.apache.parquet";

    static string NameOf(HttpRequest request)
    {
        if (request.Query["fileName"].ToString() is { Length: > 0 } asked) return asked;
        var header = request.Headers.ContentDisposition.ToString();
        return ContentDispositionHeaderValue.TryParse(header, out var disposition)
            && NameOf(disposition) is { Length: > 0 } name ? name : "upload.csv";
    }

    static string? NameOf(ContentDispositionHeaderValue disposition) => HeaderUtilities.RemoveQuotes(
        disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
}
