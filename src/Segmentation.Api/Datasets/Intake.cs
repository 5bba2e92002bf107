using Microsoft.AspNetCore.Http;
using Segmentation.Data;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>From the bytes of a request to a dataset, or to the reason why not. What is refused leaves nothing behind.</summary>
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
            return new(true, upload.FileName, upload.Bytes, DatasetView.Of(upload.FileName, upload.Sha256, info), preview, null);
        }
        catch (InvalidDatasetException invalid)
        {
            return new(false, upload.FileName, upload.Bytes, null, null, Problems.OfFile(invalid).View(context));
        }
    }

    // Reading a file is work for processors, not for the threads that answer.
    static Task<DatasetInfo> InspectAsync(string path, CancellationToken ct) => Task.Run(() => DatasetReader.Inspect(path, ct), ct);
}
