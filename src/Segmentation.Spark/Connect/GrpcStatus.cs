using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Segmentation.Spark.Protos;

namespace Segmentation.Spark.Connect;

/// <summary>How a call ended, from gRPC's trailers.</summary>
/// <param name="Code">0 for success.</param>
/// <param name="Info">What Spark adds: error class, SQL state, the id under which it stores the whole error.</param>
sealed record GrpcStatus(int Code, string Message, ErrorInfo? Info)
{
    public const int Cancelled = 1;
    public const int DeadlineExceeded = 4;
    public const int PermissionDenied = 7;
    public const int Unavailable = 14;
    public const int Unauthenticated = 16;

    /// <summary>Null when the headers have no status.</summary>
    public static GrpcStatus? Read(HttpHeaders headers)
    {
        if (One(headers, "grpc-status") is not { } text) return null;

        var code = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 2;
        return new GrpcStatus(
            code, Decoded(One(headers, "grpc-message") ?? ""), Details(One(headers, "grpc-status-details-bin")));
    }

    public string? Of(string name) => Info is not null && Info.Metadata.TryGetValue(name, out var value) ? value : null;

    /// <summary>Decodes gRPC's percent-encoding of UTF-8; what is not encoded correctly stays as it is.</summary>
    public static string Decoded(string text)
    {
        if (!text.Contains('%')) return text;

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && byte.TryParse(
                text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    static ErrorInfo? Details(string? base64)
    {
        if (base64 is null) return null;

        try
        {
            // gRPC allows the padding and its absence.
            var bare = base64.TrimEnd('=');
            var bytes = Convert.FromBase64String(bare.PadRight((bare.Length + 3) / 4 * 4, '='));
            var details = Status.Parser.ParseFrom(bytes).Details.FirstOrDefault(any => any.Is(ErrorInfo.Descriptor));
            return details?.Unpack<ErrorInfo>();
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            // The status is useful without its details.
            return null;
        }
    }

    static string? One(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
