namespace Segmentation.Worker;

/// <summary>Wakes the claim loop: a hint, a free slot, or nothing for a while. Any number of rings wakes it once.</summary>
sealed class JobSignal : IDisposable
{
    readonly SemaphoreSlim _rung = new(0, 1);
    readonly Lock _gate = new();

    public void Ring()
    {
        lock (_gate)
            if (_rung.CurrentCount == 0) _rung.Release();
    }

    public Task WaitAsync(TimeSpan longest, CancellationToken ct) => _rung.WaitAsync(longest, ct);

    public void Dispose() => _rung.Dispose();
}
