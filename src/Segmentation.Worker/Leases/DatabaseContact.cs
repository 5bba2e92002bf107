using Microsoft.Extensions.Options;

namespace Segmentation.Worker;

/// <summary>Whether the database has answered lately. When it was away, leases of live workers have ended too, and a
/// sweep must wait until they could renew.</summary>
sealed class DatabaseContact(IOptions<WorkerOptions> options, TimeProvider clock)
{
    readonly Lock _gate = new();
    long? _contactAt;
    long? _backAt;

    /// <summary>The database has answered.</summary>
    public void Answered()
    {
        lock (_gate)
        {
            if (IsSilent()) _backAt = clock.GetTimestamp();
            _contactAt = clock.GetTimestamp();
        }
    }

    /// <summary>The database has answered for a whole lease: the worker of a lease that has ended is lost.</summary>
    public bool MaySweep
    {
        get
        {
            lock (_gate)
            {
                if (_contactAt is null || IsSilent()) return false;

                return _backAt is not { } back || clock.GetElapsedTime(back) >= options.Value.Lease;
            }
        }
    }

    bool IsSilent() => _contactAt is { } at && clock.GetElapsedTime(at) > options.Value.Renewal * 2;
}
