using Microsoft.Extensions.Logging;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>What a notification is about; the channel's name in the database is made with the schema's.</summary>
enum Channel
{
    /// <summary>There is work; payload: the queue.</summary>
    Jobs,
    /// <summary>A running job shall end; payload: its id.</summary>
    Cancel,
    /// <summary>A job changed; payload: its id.</summary>
    Changes,
    /// <summary>Data on a cluster is to be inspected; payload: the dataset's id.</summary>
    Datasets,
    /// <summary>A listener checks that it receives notifications; payload: a nonce.</summary>
    Echo,
}

/// <summary>Sends notifications after the commit, in a transaction of their own: commits with a NOTIFY wait for each
/// other.</summary>
/// <remarks>At once when idle, then at most every 20 ms, each distinct one once. A lost notification costs one
/// poll.</remarks>
public sealed class NotifySender(Database db, ILogger<NotifySender> log) : IAsyncDisposable
{
    static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(20);

    readonly Lock _gate = new();
    HashSet<(string Channel, string Payload)> _pending = [];
    Task _sending = Task.CompletedTask;
    bool _closed;

    /// <summary>A job changed.</summary>
    internal void Changed(JobId id) => Send(Channel.Changes, id.ToString());

    /// <summary>A job is new in a queue.</summary>
    internal void Queued(string queue, JobId id)
    {
        Send(Channel.Jobs, queue);
        Changed(id);
    }

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

    /// <summary>Waits for notifications that are being sent.</summary>
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
                log.NotifyLost(error);
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
                // Under the lock: whoever adds the next one must see that nobody sends any more.
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
            FROM unnest($1, $2) AS pending (channel, payload)
            """);
        command.With(batch.Select(one => one.Channel).ToArray()).With(batch.Select(one => one.Payload).ToArray());
        await command.ExecuteNonQueryAsync();
    }
}
