using Segmentation.Spark.Connect;

namespace Segmentation.Spark;

/// <summary>Asks Spark how it is: in one session, for the server keeps a list of every session there was.</summary>
sealed class HealthChecks(ConnectChannel channel, string user)
{
    static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    ConnectSession? _session;

    /// <summary>Spark's version.</summary>
    /// <exception cref="SparkException">It cannot be asked.</exception>
    public async Task<string> VersionAsync(CancellationToken ct)
    {
        try
        {
            return await (_session ??= NewSession()).VersionAsync(ct);
        }
        catch (SparkException lost) when (lost.IsSessionLost)
        {
            // A server that was started anew has made an empty one by being asked for the old one.
            await _session!.ReleaseAsync(ct);
            _session = NewSession();
            return await _session.VersionAsync(ct);
        }
    }

    public async Task EndAsync()
    {
        if (_session is not { ServerSideId: not null } session) return;
        using var limit = new CancellationTokenSource(Goodbye);
        try
        {
            await session.ReleaseAsync(limit.Token);
        }
        catch (Exception gone) when (gone is SparkException or OperationCanceledException)
        {
            // A server that cannot be reached drops idle sessions by itself.
        }
    }

    ConnectSession NewSession() => new(channel, Guid.NewGuid(), user);
}
