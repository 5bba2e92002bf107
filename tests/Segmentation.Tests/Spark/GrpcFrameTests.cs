using Segmentation.Spark.Connect;
using Segmentation.Spark.Protos;

namespace Segmentation.Tests.Spark;

public sealed class GrpcFrameTests
{
    const int Most = 1000;

    [Fact]
    public void A_message_is_packed_behind_its_length()
    {
        // Field 1, length 2, "ab".
        Assert.Equal([0, 0, 0, 0, 4, 0x0A, 2, (byte)'a', (byte)'b'], GrpcFrame.Pack(new SQL { Query = "ab" }));
        Assert.Equal([0, 0, 0, 0, 0], GrpcFrame.Pack(new SQL()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Messages_are_whole_however_the_bytes_arrive(int atOnce)
    {
        using var stream = new Dripping([0, 0, 0, 0, 2, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3], atOnce);

        var messages = new List<byte[]>();
        while (await GrpcFrame.ReadAsync(stream, Most, default) is { } message) messages.Add(message);
        Assert.Equal((byte[][])[[7, 8], [], [1, 2, 3]], messages);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task An_end_inside_a_message_is_an_error(int length)
    {
        using var stream = new MemoryStream([.. ((byte[])[0, 0, 0, 0, 2, 7, 8]).Take(length)]);
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await GrpcFrame.ReadAsync(stream, Most, default));
    }

    [Theory]
    [InlineData(0, 0, 3, 233)]
    [InlineData(255, 255, 255, 255)]
    public async Task A_message_that_is_too_long_is_refused_before_it_is_read(byte a, byte b, byte c, byte d)
    {
        using var stream = new MemoryStream([0, a, b, c, d]);
        var error = await Assert.ThrowsAsync<InvalidDataException>(
            async () => await GrpcFrame.ReadAsync(stream, Most, default));
        Assert.Contains("1000", error.Message);
    }

    [Fact]
    public async Task A_compressed_message_is_refused()
    {
        using var stream = new MemoryStream([1, 0, 0, 0, 1, 9]);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await GrpcFrame.ReadAsync(stream, Most, default));
    }

    /// <summary>Gives a few bytes with each read.</summary>
    sealed class Dripping(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(atOnce, buffer.Length)], cancellationToken);
    }
}
