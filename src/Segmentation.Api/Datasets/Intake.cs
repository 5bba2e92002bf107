using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Segmentation.Data;
using Segmentation.Input;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Turns the bytes of a request into a dataset, or says why not. A refused file leaves nothing
/// behind.</summary>
sealed class Intake(
    UploadReceiver receiver, DatasetStore datasets, OpenReadings readings, FileStore files,
    IOptions<LimitsOptions> options)
{
    const int CheckRows = 50;

    /// <summary>Reads the file of a request, however long that takes.</summary>
    public async Task<AddedDataset> KeepAsync(HttpContext context, Action<string>? accept, CancellationToken ct) =>
        await KeepAsync(new(await receiver.ReceiveAsync(context, accept, ct), files.NewUpload()), ct);

    /// <summary>Reads the file of a request; a large one behind the answer if the client wants that.</summary>
    public async Task<ReadingOutcome> BeginAsync(HttpContext context, CancellationToken ct) =>
        await BeginAsync(new(await receiver.ReceiveAsync(context, null, ct), files.NewUpload()), context, ct);

    /// <summary>Makes, or finds, the dataset of the same file with another reading.</summary>
    /// <exception cref="ProblemException">The dataset has no file here, or was deleted meanwhile.</exception>
    /// <exception cref="InvalidDatasetException">The file cannot be read like that.</exception>
    public async Task<ReadingOutcome> RereadAsync(
        Dataset dataset, FileReading reading, HttpContext context, CancellationToken ct)
    {
        if (dataset is not { Sha256: { } sha256, OriginalBytes: { } bytes })
            throw new ProblemException(Problems.NoOriginal(dataset.Id.ToString()));
        reading = SourceReader.Named(reading);
        if (await datasets.FindAsync(sha256, reading, ct) is { } known) return new(new(known, Created: false), null);

        var copy = await datasets.CopyOriginalAsync(dataset.Id, ct)
            ?? throw new ProblemException(Problems.NoSuchDataset(dataset.Id.ToString()));
        var upload = new Upload(copy, dataset.FileName, bytes, sha256) { Reading = reading };
        return await BeginAsync(new(upload, files.NewUpload()) { ReadFrom = dataset.Id }, context, ct);
    }

    async Task<ReadingOutcome> BeginAsync(FileInReading file, HttpContext context, CancellationToken ct) =>
        Waiting.IsUnwanted(context.Request.Headers["Prefer"])
            ? await readings.BeginAsync(file, KeepAsync, ct)
            : new(await KeepAsync(file, ct), null);

    async Task<AddedDataset> KeepAsync(FileInReading file, CancellationToken ct)
    {
        using var upload = file.Upload;
        try
        {
            var csv = await ReadAsync(upload, file.Made, ct);
            var info = await csv.InspectAsync(ct);
            return await datasets.AddAsync(
                new(csv.Path, upload.FileName, upload.Sha256, info)
                {
                    Id = file.Id,
                    Original = csv.Path == upload.Path ? null : upload.Path,
                    Reading = csv.Reading,
                    ReadFrom = file.ReadFrom,
                }, ct);
        }
        finally
        {
            File.Delete(file.Made);
        }
    }

    public async Task<FileCheck> CheckAsync(HttpContext context, CancellationToken ct)
    {
        using var upload = await receiver.ReceiveAsync(context, null, ct);
        var made = files.NewUpload();
        try
        {
            var csv = await ReadAsync(upload, made, ct);
            var info = await csv.InspectAsync(ct);
            var preview = await Task.Run(() => DatasetReader.Preview(csv.Path, info, CheckRows, ct), ct);
            var found = DatasetView.Of(upload.FileName, upload.Sha256, upload.Bytes, info);
            var view = found with { Reading = csv.Reading };
            return new(true, upload.FileName, upload.Bytes, view, preview, null);
        }
        catch (InvalidDatasetException invalid)
        {
            return new(false, upload.FileName, upload.Bytes, null, null, Problems.OfFile(invalid).View(context));
        }
        finally
        {
            File.Delete(made);
        }
    }

    Task<CsvSource> ReadAsync(Upload upload, string made, CancellationToken ct) =>
        SourceReader.ReadAsync(upload.Path, made, upload.Reading, options.Value.UploadBytes, ct);
}
