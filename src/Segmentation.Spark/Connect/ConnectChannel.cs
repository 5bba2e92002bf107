using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;

namespace Segmentation.Spark.Connect;

/// <summary>gRPC over HTTP/2 to one Spark Connect server; many sessions share it.</summary>
sealed class ConnectChannel : IDisposable
{
    const string Service = "/spark.connect.SparkConnectService/";
    static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    // gRPC servers in Java close a connection that is pinged more often than every five minutes while they send
    // nothing.
    static readonly TimeSpan PingDelay = TimeSpan.FromMinutes(6);
    static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

    readonly HttpClient _client;

    /// <param name="authority">The only authority whose certificates are trusted; null: those that the system
    /// trusts.</param>
    public ConnectChannel(ConnectAddress address, X509Certificate2? authority = null)
    {
        Address = address;
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.None,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectLimit,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectCallback = ConnectAsync,
            SslOptions = Tls(authority),
        };
        _client = new HttpClient(handler)
        {
            BaseAddress = address.Uri,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        SetHeaders(_client.DefaultRequestHeaders, address);
    }

    public ConnectAddress Address { get; }

    /// <summary>The name that this client sends.</summary>
    public string ClientType => Address.UserAgent ?? "segmentation";

    /// <summary>One answer to one question, within a limit.</summary>
    /// <exception cref="SparkException">It failed, or there was no answer in time.</exception>
    public async Task<T> CallAsync<T>(
        string method, IMessage question, MessageParser<T> parser, TimeSpan limit, CancellationToken ct)
        where T : class, IMessage<T>
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timed.CancelAfter(limit);
        try
        {
            using var stream = Open(method, question, parser);
            var answer = await stream.NextAsync(timed.Token)
                ?? throw new SparkException("Spark answered with nothing.");

            // The status comes after the answer.
            await stream.NextAsync(timed.Token);
            return answer;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw SparkException.Unavailable(
                $"Spark at {Address} did not answer within {limit.TotalSeconds:0} seconds.", e);
        }
    }

    /// <summary>Many answers to one question.</summary>
    public AnswerStream<T> Open<T>(string method, IMessage question, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        var content = new ByteArrayContent(GrpcFrame.Pack(question));
        content.Headers.ContentType = Grpc;
        var request = new HttpRequestMessage(HttpMethod.Post, Service + method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.RequestUri = new Uri(Address.Uri, request.RequestUri!);
        return new AnswerStream<T>(_client, request, parser);
    }

    public void Dispose() => _client.Dispose();

    static void SetHeaders(HttpRequestHeaders headers, ConnectAddress address)
    {
        headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        headers.TryAddWithoutValidation("User-Agent", address.UserAgent ?? "segmentation");
        if (address.Token is not null) headers.TryAddWithoutValidation("Authorization", $"Bearer {address.Token}");
        foreach (var (name, value) in address.Headers) headers.TryAddWithoutValidation(name, value);
    }

    static SslClientAuthenticationOptions Tls(X509Certificate2? authority)
    {
        if (authority is null) return new SslClientAuthenticationOptions();

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }

    // With these settings TCP notices within about a minute that a host is gone, also while Spark sends nothing.
    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
