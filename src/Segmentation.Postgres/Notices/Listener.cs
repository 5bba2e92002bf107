using Microsoft.Extensions.Logging;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>One connection of its own that hears hints and proves again and again that it still hears.</summary>
/// <remarks>A half-open connection looks like silence. After 10 s of it the listener sends itself a hint through its own
/// channel; without an echo within 5 s it connects anew. Whoever waits polls faster while <see cref="Proven"/> is false.</remarks>
sealed class Listener(Database db, IReadOnlyList<Channel> channels, ILogger log)
{
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    static readonly TimeSpan EchoTime = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    volatile bool _proven;
    volatile string? _echo;

    /// <summary>The last proof holds; hints come at once.</summary>
    public bool Proven => _proven;

    /// <summary>Called for every hint, and once with an empty payload for each channel whenever hints may have been missed.</summary>
    public required Action<Channel, string> Heard { get; init; }

    /// <summary>Listens until it is told to stop.</summary>
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
                Doubt();
            }

            await Task.Delay(Transient.Jittered(pause), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Whoever waits as long as one may while hints arrive must not go on waiting that long.
    void Doubt()
    {
        if (!_proven) return;

        _proven = false;
        foreach (var channel in channels) Heard(channel, "");
    }

    async Task ConnectAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        connection.Notification += (_, hint) => OnNotification(hint);
        await connection.OpenAsync(ct);
        var names = channels.Append(Channel.Echo).Select(channel => $"LISTEN \"{Hints.Name(db, channel)}\"");
        await using var command = new NpgsqlCommand(string.Join(';', names), connection);
        await command.ExecuteNonQueryAsync(ct);
        await ProveAsync(connection, ct);

        // From here on nothing is missed; what came before is found by asking once.
        foreach (var channel in channels) Heard(channel, "");
    }

    async Task ListenAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        while (true)
            if (!await connection.WaitAsync(Silence, ct)) await ProveAsync(connection, ct);
    }

    async Task ProveAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(EchoTime);
        var nonce = Guid.NewGuid().ToString("N");
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
            await command.With(Hints.Name(db, Channel.Echo)).With(nonce).ExecuteNonQueryAsync(limit.Token);
            while (_echo != nonce) await connection.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException("The listener does not hear itself.", error);
        }

        if (!_proven) log.Listening();
        _proven = true;
    }

    void OnNotification(NpgsqlNotificationEventArgs hint)
    {
        if (hint.Channel == Hints.Name(db, Channel.Echo)) _echo = hint.Payload;
        foreach (var channel in channels)
            if (hint.Channel == Hints.Name(db, channel)) Heard(channel, hint.Payload);
    }
}
