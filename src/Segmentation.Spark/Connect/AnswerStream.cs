using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Google.Protobuf;

namespace Segmentation.Spark.Connect;

/// <summary>The answers to one call, as they arrive. Asking for the first answer sends the call.</summary>
sealed class AnswerStream<T>(HttpClient client, HttpRequestMessage request, MessageParser<T> parser) : IDisposable
    where T : class, IMessage<T>
{
    HttpResponseMessage? _response;
    Stream? _body;

    /// <summary>The next answer, or null when the call ended well.</summary>
    /// <exception cref="SparkException">The call failed, or the connection was lost.</exception>
    public async Task<T?> NextAsync(CancellationToken ct)
    {
        try
        {
            _body ??= await SendAsync(ct);
            if (await GrpcFrame.ReadAsync(_body, GrpcFrame.MaxLength, ct) is { } message)
                return parser.ParseFrom(message);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not SparkException)
        {
            throw Explained(e);
        }

        // A call without answers has its status in the headers.
        var status = GrpcStatus.Read(_response!.TrailingHeaders) ?? GrpcStatus.Read(_response.Headers);
        if (status is null)
            throw SparkException.Unavailable("The connection to Spark was closed in the middle of an answer.");

        return status.Code == 0 ? null : throw SparkException.From(status);
    }

    public void Dispose()
    {
        _body?.Dispose();
        _response?.Dispose();
        request.Dispose();
    }

    async Task<Stream> SendAsync(CancellationToken ct)
    {
        _response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (GrpcStatus.Read(_response.Headers) is null)
        {
            var type = _response.Content.Headers.ContentType?.MediaType;
            var isGrpc = type?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
            if (_response.StatusCode != HttpStatusCode.OK || !isGrpc)
                throw NotGrpc(_response.StatusCode);
        }

        return await _response.Content.ReadAsStreamAsync(ct);
    }

    static SparkException NotGrpc(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            or HttpStatusCode.TooManyRequests =>
            SparkException.Unavailable($"What stands before Spark answered with HTTP {(int)code}."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            new SparkException($"Spark refused the token (HTTP {(int)code})."),
        _ => new SparkException(
            $"There is no Spark Connect server at this address: it answered with HTTP {(int)code}."),
    };

    SparkException Explained(Exception e)
    {
        var server = $"{request.RequestUri!.Host}:{request.RequestUri.Port}";
        return e switch
        {
            HttpRequestException { InnerException: AuthenticationException } =>
                SparkException.Unavailable(
                    $"No TLS connection to Spark at {server}: its certificate or protocol was not accepted.", e),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                SparkException.Unavailable(
                    $"There is no host {request.RequestUri.Host}: check the address of Spark.", e),
            HttpRequestException { InnerException: SocketException refused }
                when refused.SocketErrorCode == SocketError.ConnectionRefused =>
                SparkException.Unavailable($"Nothing listens at {server}: is Spark Connect started?", e),
            InvalidProtocolBufferException =>
                new SparkException("Spark's answer could not be read: is it version 4?", e),
            InvalidDataException => new SparkException(e.Message, e),
            _ => SparkException.Unavailable($"The connection to Spark at {server} was lost.", e),
        };
    }
}
