using Microsoft.Extensions.Options;

namespace Segmentation.Worker;

/// <summary>When this process could not reach the database. While others could not either, leases end that nobody gave up.</summary>
sealed class Outages(IOptions<WorkerOptions> options, TimeProvider clock)
{
    readonly Lock _gate = new();
    long? _contactAt;
    long? _backAt;

    /// <summary>The database has answered.</summary>
    public void Contact()
    {
        lock (_gate)
        {
            if (Silent()) _backAt = clock.GetTimestamp();
            _contactAt = clock.GetTimestamp();
        }
    }

    /// <summary>The database answers, and has done so for a whole lease: a lease that has ended was given up.</summary>
    public bool MaySweep
    {
        get
        {
            lock (_gate)
            {
                if (_contactAt is null || Silent()) return false;

                return _backAt is not { } back || clock.GetElapsedTime(back) >= options.Value.Lease;
            }
        }
    }

    bool Silent() => _contactAt is { } at && clock.GetElapsedTime(at) > options.Value.Renewal * 2;
}
