using System.Collections.Concurrent;

namespace Segmentation.Worker;

/// <summary>The runs of this process, from the claim until their end is stored.</summary>
sealed class RunningJobs
{
    readonly ConcurrentDictionary<long, ActiveRun> _byToken = new();

    public IReadOnlyList<ActiveRun> All => [.. _byToken.Values];

    /// <summary>Tokens of all leases.</summary>
    public IReadOnlyCollection<long> Tokens => [.. _byToken.Keys];

    public void Add(ActiveRun run) => _byToken[run.Lease.Token] = run;

    public void Remove(ActiveRun run) => _byToken.TryRemove(run.Lease.Token, out _);
}
