using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Segmentation.IntegrationTests.Support;

/// <summary>Stands between clients and a server on loopback, and does to their connections what a bad network
/// does.</summary>
sealed class FaultProxy : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<Link, byte> _links = new();
    readonly CancellationTokenSource _ended = new();
    readonly Task _accepting;
    readonly int _target;
    int _cuts;
    volatile string? _cutAfter;

    FaultProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Before the server at this port of loopback.</summary>
    public static FaultProxy Before(int target) => new(target);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Nothing arrives any more, in either direction, and nobody is told; what was sent arrives when it is
    /// over.</summary>
    public bool Blackhole { get; set; }

    /// <summary>Each packet takes this long, in either direction.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Bytes a connection may carry in a second, in either direction; 0 for as many as there are.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Answers that were cut off so far.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>The connections there are.</summary>
    public int Connections => _links.Count;

    /// <summary>Once: when a client has sent this text, the server gets it, and the connection ends before its answer
    /// arrives.</summary>
    public void CutAfter(string text) => _cutAfter = text;

    /// <summary>Half open: those whose client has sent this text hear nothing more, and what they send is
    /// lost.</summary>
    /// <returns>How many.</returns>
    public int HalfOpen(string text)
    {
        var found = _links.Keys.Where(link => link.Said.Contains(text)).ToArray();
        foreach (var link in found) link.Deaf = true;
        return found.Length;
    }

    /// <summary>Ends all connections with a reset.</summary>
    public void Reset()
    {
        foreach (var link in _links.Keys) link.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        Reset();
        _ended.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var link = new Link(client, new TcpClient());
        _links[link] = 0;
        try
        {
            await link.Server.ConnectAsync(IPAddress.Loopback, _target, _ended.Token);
            await Task.WhenAny(
                CopyAsync(link, link.Client, link.Server, ask: true),
                CopyAsync(link, link.Server, link.Client, ask: false));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The server is away; so is the client then.
        }
        finally
        {
            _links.TryRemove(link, out _);
        }
    }

    async Task CopyAsync(Link link, TcpClient from, TcpClient to, bool ask)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _ended.Token) is > 0 and var read)
            {
                if (ask) Hear(link, buffer.AsSpan(0, read));
                else if (link.Cut && Interlocked.Increment(ref _cuts) > 0) return;
                await CarryAsync(link, to.GetStream(), buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException
            or OperationCanceledException)
        {
            // It was cut.
        }
    }

    void Hear(Link link, ReadOnlySpan<byte> sent)
    {
        link.Hear(sent);
        if (_cutAfter is not { } text || !Encoding.ASCII.GetString(sent).Contains(text)) return;

        _cutAfter = null;
        link.Cut = true;
    }

    async Task CarryAsync(Link link, NetworkStream to, ReadOnlyMemory<byte> bytes)
    {
        // Waiting is what is asked of it here: a packet that takes its time.
        if (Latency > TimeSpan.Zero) await Task.Delay(Latency, _ended.Token);
        while (Blackhole) await Task.Delay(Look, _ended.Token);
        if (link.Deaf) return;

        while (BytesPerSecond is > 0 and var rate && bytes.Length > 0)
        {
            var piece = bytes[..Math.Min(bytes.Length, Math.Max(1, rate / 10))];
            await to.WriteAsync(piece, _ended.Token);
            bytes = bytes[piece.Length..];
            await Task.Delay(TimeSpan.FromSeconds((double)piece.Length / rate), _ended.Token);
        }

        await to.WriteAsync(bytes, _ended.Token);
    }

    sealed class Link(TcpClient client, TcpClient server) : IDisposable
    {
        const int Kept = 65_536;

        public TcpClient Client { get; } = client;

        public TcpClient Server { get; } = server;

        public bool Deaf { get; set; }

        public bool Cut { get; set; }

        /// <summary>The beginning of what the client said.</summary>
        public string Said { get; private set; } = "";

        public void Hear(ReadOnlySpan<byte> sent)
        {
            if (Said.Length < Kept) Said += Encoding.ASCII.GetString(sent);
        }

        public void Reset()
        {
            try
            {
                // Without a socket it has ended by itself meanwhile.
                if (Client.Client is { } socket) socket.LingerState = new(enable: true, seconds: 0);
            }
            catch (ObjectDisposedException)
            {
                // So has it here.
            }
            Dispose();
        }

        public void Dispose()
        {
            Client.Close();
            Server.Close();
        }
    }
}
