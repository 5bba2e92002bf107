using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>The one place where a statement is tried again because the database, not the statement, was at
/// fault.</summary>
/// <remarks>Whatever runs here must be idempotent: when the answer to a commit is lost, it runs a second
/// time.</remarks>
static class Transient
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Runs until it succeeds, fails for another reason, or <see cref="Database.Patience"/> is over.</summary>
    public static async Task<T> RunAsync<T>(
        Database db, Func<CancellationToken, Task<T>> statement, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var pause = First; ; pause = Longer(pause))
        {
            try
            {
                return await statement(ct);
            }
            catch (Exception error) when (Is(error) && !ct.IsCancellationRequested && IsTimeLeft(db, begun, pause))
            {
                if (error is PostgresException stale && SqlErrors.NeedsNewConnection(stale)) ClearPools(db);
                await Task.Delay(Jittered(pause), ct);
            }
        }
    }

    /// <summary>The database was away, overloaded, or ended this transaction to resolve a deadlock.</summary>
    public static bool Is(Exception error) => error switch
    {
        PostgresException e => SqlErrors.IsTransient(e),
        NpgsqlException e => e.IsTransient || e.InnerException is IOException or SocketException or TimeoutException,
        IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Between half of the pause and all of it, so that processes do not come back at the same
    /// moment.</summary>
    public static TimeSpan Jittered(TimeSpan pause) => pause * (0.5 + (Random.Shared.NextDouble() / 2));

    /// <summary>Twice as long, at most two seconds.</summary>
    public static TimeSpan Longer(TimeSpan pause) => pause * 2 < Longest ? pause * 2 : Longest;

    static bool IsTimeLeft(Database db, long begun, TimeSpan pause) =>
        db.Patience == Timeout.InfiniteTimeSpan || Stopwatch.GetElapsedTime(begun) + pause < db.Patience;

    // After a failover the pooled connections may still lead to the old primary.
    static void ClearPools(Database db)
    {
        db.Work.Clear();
        db.Control.Clear();
    }
}
