using System.Text.Json;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Reads the whole file of a dataset while somebody waits: one at a time, so that many who ask at once take
/// neither the memory nor the processors of the jobs.</summary>
sealed class DatasetReads(FileStore files) : IDisposable
{
    readonly SemaphoreSlim _one = new(1);

    /// <summary>How many rows a run would leave out, and what would become of purchases; null where only the run can
    /// tell, or rows are customers.</summary>
    public async Task<(RowForecast? Excluded, PurchaseSummary? Purchases)> ForecastAsync(
        Dataset dataset, SegmentationSpec spec, CancellationToken ct)
    {
        if (!PurchaseForecast.Applies(dataset.Info, spec)) return (await OfCustomersAsync(dataset, spec, ct), null);
        var purchases = PurchaseForecast.Of(null, dataset.Info, spec, ct);
        if (purchases is null && PathOf(dataset) is { } path)
            purchases = await OneAsync(() => PurchaseForecast.Of(path, dataset.Info, spec, ct, dataset.Reading), ct);
        return (purchases is null ? null : RowForecast.Of(purchases), purchases);
    }

    async Task<RowForecast?> OfCustomersAsync(Dataset dataset, SegmentationSpec spec, CancellationToken ct)
    {
        // Most files are known without being read: nobody waits for the reading of another one.
        var known = RowForecast.Of(null, dataset.Info, spec, ct);
        var isExact = known is { } bounds && bounds.Least == bounds.Most;
        return isExact || PathOf(dataset) is not { } path ? known
            : await OneAsync(() => RowForecast.Of(path, dataset.Info, spec, ct, dataset.Reading), ct);
    }

    /// <summary>A histogram for each column of numbers; none for data on the cluster.</summary>
    public async Task<IReadOnlyList<ColumnHistogram>> HistogramsAsync(Dataset dataset, CancellationToken ct) =>
        PathOf(dataset) is not { } path ? []
        : await KeptAsync(dataset.Id, ct) ?? await OneAsync(() => Count(dataset, path, ct), ct);

    // A dataset never changes: they are counted once, and go with it.
    IReadOnlyList<ColumnHistogram> Count(Dataset dataset, string path, CancellationToken ct)
    {
        var counted = ColumnHistograms.Read(path, ct, dataset.Reading);
        var made = files.NewUpload();
        try
        {
            File.WriteAllBytes(made, JsonSerializer.SerializeToUtf8Bytes(counted, ApiJson.Options));
            File.Move(made, files.HistogramsFile(dataset.Id), overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(made);   // a full disk, or the dataset is deleted at this moment: they are counted again
        }

        return counted;
    }

    async Task<IReadOnlyList<ColumnHistogram>?> KeptAsync(DatasetId id, CancellationToken ct)
    {
        try
        {
            await using var kept = File.OpenRead(files.HistogramsFile(id));
            return await JsonSerializer.DeserializeAsync<IReadOnlyList<ColumnHistogram>>(kept, ApiJson.Options, ct);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    string? PathOf(Dataset dataset) => dataset.Uri is null ? files.SourceFile(dataset.Id) : null;

    async Task<T> OneAsync<T>(Func<T> read, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await Task.Run(read, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
