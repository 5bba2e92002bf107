using System.Net;
using System.Net.Sockets;

namespace Segmentation.Benchmarks;

/// <summary>Passes connections on to PostgreSQL. When it is deaf, connections that listen for notifications stay
/// open, and nothing goes through them.</summary>
sealed class DeafProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly Task _accepting;
    readonly int _to;

    public DeafProxy(int to)
    {
        _to = to;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool Deaf { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        finally
        {
            await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(IPAddress.Loopback, _to, _end.Token);
        var connection = new Connection();
        await Task.WhenAny(
            CopyAsync(near.GetStream(), far.GetStream(), connection, client: true),
            CopyAsync(far.GetStream(), near.GetStream(), connection, client: false));
    }

    // The name of the application is in the first message; the product names the connection that listens.
    async Task CopyAsync(NetworkStream from, NetworkStream to, Connection connection, bool client)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, _end.Token)) > 0;)
        {
            if (client && !connection.Listens)
                connection.Listens = buffer.AsSpan(0, read).IndexOf(" listener\0"u8) >= 0;
            if (connection.Listens && Deaf) continue;
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    sealed class Connection
    {
        public bool Listens { get; set; }
    }
}
