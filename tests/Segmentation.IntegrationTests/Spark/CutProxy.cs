using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Stands between a client and a server, and can cut all connections at once.</summary>
sealed class CutProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentBag<TcpClient> _open = [];
    readonly CancellationTokenSource _ended = new();
    readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task _accepting;
    readonly int _target;

    /// <param name="target">Of a server on loopback.</param>
    public CutProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were made.</summary>
    public int Connections { get; private set; }

    /// <summary>Ends with the first connection.</summary>
    public Task Connected => _connected.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Cut()
    {
        while (_open.TryTake(out var client)) client.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        _ended.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ended.Token);
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _target, _ended.Token);
                _open.Add(client);
                _open.Add(server);
                Connections++;
                _connected.TrySetResult();
                _ = CopyAsync(client, server);
                _ = CopyAsync(server, client);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
        finally
        {
            to.Close();
        }
    }
}
