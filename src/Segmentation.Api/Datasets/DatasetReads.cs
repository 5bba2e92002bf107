using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Reads the whole file of a dataset while somebody waits: one at a time, so that many who ask at once take
/// neither the memory nor the processors of the jobs.</summary>
sealed class DatasetReads(FileStore files) : IDisposable
{
    readonly SemaphoreSlim _one = new(1);

    /// <summary>How many rows a run would leave out; null where only the run can tell.</summary>
    public async Task<RowForecast?> ForecastAsync(Dataset dataset, SegmentationSpec spec, CancellationToken ct)
    {
        // Most files are known without being read: nobody waits for the reading of another one.
        var known = RowForecast.Of(null, dataset.Info, spec, ct);
        var isExact = known is { } bounds && bounds.Least == bounds.Most;
        return isExact || PathOf(dataset) is not { } path ? known
            : await OneAsync(() => RowForecast.Of(path, dataset.Info, spec, ct, dataset.Reading), ct);
    }

    /// <summary>A histogram for each column of numbers; none for data on the cluster.</summary>
    public async Task<IReadOnlyList<ColumnHistogram>> HistogramsAsync(Dataset dataset, CancellationToken ct) =>
        PathOf(dataset) is { } path ? await OneAsync(() => ColumnHistograms.Read(path, ct, dataset.Reading), ct) : [];

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
