using Microsoft.Extensions.Logging;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Receives notifications on a connection of its own, and checks that they still arrive.</summary>
/// <remarks>A half-open connection looks like silence. After 10 s of it the listener sends a notification to itself;
/// without it within 5 s it connects anew. Its users poll faster while <see cref="IsVerified"/> is false.</remarks>
sealed class Listener(Database db, IReadOnlyList<Channel> channels, ILogger log)
{
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    static readonly TimeSpan EchoTime = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    volatile bool _verified;
    volatile string? _echo;

    /// <summary>The last check succeeded: notifications arrive at once.</summary>
    public bool IsVerified => _verified;

    /// <summary>Called for every notification, and once for each channel with an empty payload whenever some may have
    /// been missed.</summary>
    public required Action<Channel, string> OnNotify { get; init; }

    /// <summary>Listens until it is canceled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        for (var pause = Pause; !ct.IsCancellationRequested; pause = Transient.Longer(pause))
        {
            try
            {
                await using var connection = db.ForListening();
                await ConnectAsync(connection, ct);
                pause = Pause;
                await ListenAsync(connection, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException || Transient.Is(error))
            {
                log.ListenerLost(error);
            }
            finally
            {
                MarkUnverified();
            }

            await Task.Delay(Transient.Jittered(pause), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Whoever waits for the long time that holds while notifications arrive must start over with the short one.
    void MarkUnverified()
    {
        if (!_verified) return;

        _verified = false;
        foreach (var channel in channels) OnNotify(channel, "");
    }

    async Task ConnectAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        connection.Notification += (_, notification) => Dispatch(notification);
        await connection.OpenAsync(ct);
        var names = channels.Append(Channel.Echo).Select(channel => $"LISTEN \"{NotifySender.Name(db, channel)}\"");
        await using var command = new NpgsqlCommand(string.Join(';', names), connection);
        await command.ExecuteNonQueryAsync(ct);
        await VerifyAsync(connection, ct);

        // From here on nothing is missed; what came before is found by one look at the tables.
        foreach (var channel in channels) OnNotify(channel, "");
    }

    async Task ListenAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        while (true)
            if (!await connection.WaitAsync(Silence, ct)) await VerifyAsync(connection, ct);
    }

    async Task VerifyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(EchoTime);
        var nonce = Guid.NewGuid().ToString("N");
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
            await command.With(NotifySender.Name(db, Channel.Echo)).With(nonce).ExecuteNonQueryAsync(limit.Token);
            while (_echo != nonce) await connection.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException("The listener does not receive its own notifications.", error);
        }

        if (!_verified) log.Listening();
        _verified = true;
    }

    void Dispatch(NpgsqlNotificationEventArgs notification)
    {
        if (notification.Channel == NotifySender.Name(db, Channel.Echo)) _echo = notification.Payload;
        foreach (var channel in channels)
            if (notification.Channel == NotifySender.Name(db, channel)) OnNotify(channel, notification.Payload);
    }
}
