using Microsoft.AspNetCore.Http;
using Segmentation.Data;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Turns the bytes of a request into a dataset, or says why not. A refused file leaves nothing
/// behind.</summary>
sealed class Intake(UploadReceiver receiver, DatasetStore datasets)
{
    const int CheckRows = 50;

    public async Task<AddedDataset> KeepAsync(HttpContext context, Action<string>? accept, CancellationToken ct)
    {
        using var upload = await receiver.ReceiveAsync(context, accept, ct);
        var info = await InspectAsync(upload.Path, ct);
        return await datasets.AddAsync(upload.Path, upload.FileName, upload.Sha256, info, ct);
    }

    public async Task<FileCheck> CheckAsync(HttpContext context, CancellationToken ct)
    {
        using var upload = await receiver.ReceiveAsync(context, null, ct);
        try
        {
            var info = await InspectAsync(upload.Path, ct);
            var preview = await Task.Run(() => DatasetReader.Preview(upload.Path, info, CheckRows, ct), ct);
            var view = DatasetView.Of(upload.FileName, upload.Sha256, info);
            return new(true, upload.FileName, upload.Bytes, view, preview, null);
        }
        catch (InvalidDatasetException invalid)
        {
            return new(false, upload.FileName, upload.Bytes, null, null, Problems.OfFile(invalid).View(context));
        }
    }

    // Reading a file is CPU work: not on a thread that answers requests.
    static Task<DatasetInfo> InspectAsync(string path, CancellationToken ct) =>
        Task.Run(() => DatasetReader.Inspect(path, ct), ct);
}
