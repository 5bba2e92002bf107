using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>The one place where a statement is tried again because the database, not the statement, was at fault.</summary>
/// <remarks>Whatever is run here must be idempotent: a commit whose answer was lost is run a second time.</remarks>
static class Transient
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Runs until it succeeds, fails for another reason, or <see cref="Database.Patience"/> is over.</summary>
    public static async Task<T> RunAsync<T>(Database db, Func<CancellationToken, Task<T>> statement, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var pause = First; ; pause = Longer(pause))
        {
            try
            {
                return await statement(ct);
            }
            catch (Exception error) when (Is(error) && !ct.IsCancellationRequested && Left(db, begun, pause))
            {
                if (error is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or "0A000" or "26000" }) Forget(db);
                await Task.Delay(Jittered(pause), ct);
            }
        }
    }

    /// <summary>The database was away, overloaded, or chose this transaction as the victim of a deadlock.</summary>
    public static bool Is(Exception error) => error switch
    {
        // 0A000 and 26000: a prepared statement is no longer what it was; a connection anew prepares it anew.
        PostgresException e => e.SqlState is "40001" or "40P01" or "55P03" or "57014" or "25006" or "57P05" or "0A000" or "26000"
            || e.SqlState.StartsWith("57P0", StringComparison.Ordinal)
            || e.SqlState.StartsWith("08", StringComparison.Ordinal)
            || e.SqlState.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException e => e.IsTransient || e.InnerException is IOException or SocketException or TimeoutException,
        IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    static bool Left(Database db, long begun, TimeSpan pause) =>
        db.Patience == Timeout.InfiniteTimeSpan || Stopwatch.GetElapsedTime(begun) + pause < db.Patience;

    /// <summary>Between half of the pause and all of it, so that processes do not come back in step.</summary>
    public static TimeSpan Jittered(TimeSpan pause) => pause * (0.5 + (Random.Shared.NextDouble() / 2));

    /// <summary>Twice as long, at most two seconds.</summary>
    public static TimeSpan Longer(TimeSpan pause) => pause * 2 < Longest ? pause * 2 : Longest;

    // After a failover the pooled connections may still lead to the old primary.
    static void Forget(Database db)
    {
        db.Work.Clear();
        db.Control.Clear();
    }
}
