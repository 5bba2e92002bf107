using Microsoft.Extensions.Logging;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>What a hint is about; the name of the channel is made with the schema's.</summary>
enum Channel
{
    /// <summary>Work is there; payload: the queue.</summary>
    Jobs,
    /// <summary>A running job shall end; payload: its id.</summary>
    Cancel,
    /// <summary>A job changed; payload: its id.</summary>
    Changes,
    /// <summary>Data on a cluster is to be looked at; payload: the dataset's id.</summary>
    Datasets,
    /// <summary>A listener asks itself whether it hears; payload: its nonce.</summary>
    Echo,
}

/// <summary>Sends hints after the commit, in a transaction of their own: a NOTIFY among the work would put all commits in a row.</summary>
/// <remarks>At once when quiet, then at most every 20 ms, each distinct hint once. A lost hint costs one poll, nothing else.</remarks>
public sealed class Hints(Database db, ILogger<Hints> log) : IAsyncDisposable
{
    static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(20);

    readonly Lock _gate = new();
    HashSet<(string Channel, string Payload)> _pending = [];
    Task _sending = Task.CompletedTask;
    bool _closed;

    /// <summary>Sends soon; never waits and never throws.</summary>
    internal void Send(Channel channel, string payload)
    {
        lock (_gate)
        {
            if (_closed) return;

            _pending.Add((Name(db, channel), payload));
            if (_sending.IsCompleted) _sending = Task.Run(SendAllAsync);
        }
    }

    /// <summary>The channel's name in the database.</summary>
    internal static string Name(Database db, Channel channel) => $"{db.Schema}_{channel}".ToLowerInvariant();

    /// <summary>Waits for hints that are on their way.</summary>
    public async ValueTask DisposeAsync()
    {
        Task sending;
        lock (_gate)
        {
            _closed = true;
            sending = _sending;
        }

        await sending;
    }

    async Task SendAllAsync()
    {
        while (Take() is { } batch)
        {
            try
            {
                await SendAsync(batch);
            }
            catch (Exception error) when (Transient.Is(error) || error is NpgsqlException)
            {
                log.HintLost(error);   // readers poll, so that this costs them a moment only
            }

            await Task.Delay(Apart);
        }
    }

    (string Channel, string Payload)[]? Take()
    {
        lock (_gate)
        {
            if (_pending.Count == 0)
            {
                // Said under the lock: whoever adds the next hint must see that nobody sends any more.
                _sending = Task.CompletedTask;
                return null;
            }

            var batch = _pending.ToArray();
            _pending = [];
            return batch;
        }
    }

    async Task SendAsync((string Channel, string Payload)[] batch)
    {
        await using var command = db.Work.CreateCommand("""
            SELECT set_config('synchronous_commit', 'off', true), pg_notify(channel, payload)
            FROM unnest($1, $2) AS hint (channel, payload)
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. batch.Select(h => h.Channel)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. batch.Select(h => h.Payload)] });
        await command.ExecuteNonQueryAsync();
    }
}
