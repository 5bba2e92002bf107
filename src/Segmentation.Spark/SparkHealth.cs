using Segmentation.Spark.Connect;

namespace Segmentation.Spark;

/// <summary>Asks Spark for its version, always in the same session: the server lists every session there was.</summary>
sealed class SparkHealth(ConnectChannel channel, string user)
{
    static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    ConnectSession? _session;

    /// <summary>Spark's version.</summary>
    /// <exception cref="SparkException">Spark does not answer.</exception>
    public async Task<string> VersionAsync(CancellationToken ct)
    {
        try
        {
            return await (_session ??= NewSession()).VersionAsync(ct);
        }
        catch (SparkException lost) when (lost.IsSessionLost)
        {
            // A server that was restarted has created an empty session when it was asked for the old one.
            await _session!.ReleaseAsync(ct);
            _session = NewSession();
            return await _session.VersionAsync(ct);
        }
    }

    public async Task EndAsync()
    {
        if (_session is not { ServerSideId: not null } session) return;
        using var limit = new CancellationTokenSource(EndLimit);
        try
        {
            await session.ReleaseAsync(limit.Token);
        }
        catch (Exception gone) when (gone is SparkException or OperationCanceledException)
        {
            // A server that cannot be reached ends idle sessions by itself.
        }
    }

    ConnectSession NewSession() => new(channel, Guid.NewGuid(), user);
}
