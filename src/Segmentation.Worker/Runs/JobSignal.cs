namespace Segmentation.Worker;

/// <summary>Wakes the claim loop: a notification came, or a slot is free. Set many times, it wakes the loop
/// once.</summary>
sealed class JobSignal : IDisposable
{
    readonly SemaphoreSlim _set = new(0, 1);
    readonly Lock _gate = new();

    public void Set()
    {
        lock (_gate)
            if (_set.CurrentCount == 0) _set.Release();
    }

    public Task WaitAsync(TimeSpan longest, CancellationToken ct) => _set.WaitAsync(longest, ct);

    public void Dispose() => _set.Dispose();
}
