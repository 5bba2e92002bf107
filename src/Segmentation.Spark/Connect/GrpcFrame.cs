using System.Buffers.Binary;
using Google.Protobuf;

namespace Segmentation.Spark.Connect;

/// <summary>A message of gRPC: a byte that says whether it is compressed, its length in four bytes, the
/// message.</summary>
static class GrpcFrame
{
    /// <summary>The longest message that is read, as in Spark's own clients.</summary>
    public const int MaxLength = 128 << 20;

    const int HeadLength = 5;

    public static byte[] Pack(IMessage message)
    {
        var frame = new byte[HeadLength + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - HeadLength);
        message.WriteTo(frame.AsSpan(HeadLength));
        return frame;
    }

    /// <summary>The next message, or null at the end.</summary>
    /// <exception cref="EndOfStreamException">The stream ends inside a message.</exception>
    /// <exception cref="InvalidDataException">The message is too long, or compressed, which was not
    /// requested.</exception>
    public static async ValueTask<byte[]?> ReadAsync(Stream stream, int maxLength, CancellationToken ct)
    {
        var head = new byte[HeadLength];
        var got = await stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, ct);
        if (got == 0) return null;
        if (got < HeadLength) throw new EndOfStreamException();
        if (head[0] != 0) throw new InvalidDataException("Spark sent a compressed message, which nobody asked for.");

        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1));
        if (length > maxLength)
            throw new InvalidDataException($"Spark sent a message of {length} bytes; at most {maxLength} are read.");

        var message = new byte[length];
        await stream.ReadExactlyAsync(message, ct);
        return message;
    }
}
