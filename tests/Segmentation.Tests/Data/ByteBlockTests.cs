using Segmentation.Data;

namespace Segmentation.Tests.Data;

public sealed unsafe class ByteBlockTests
{
    static readonly byte[] Bytes = MakeBytes();

    [Theory]
    [InlineData((byte)',')]
    [InlineData((byte)'"')]
    [InlineData((byte)0)]
    [InlineData((byte)0xEF)]
    public void Finds_the_bytes_that_a_plain_loop_finds(byte value)
    {
        fixed (byte* bytes = Bytes)
            Assert.Equal(Mask(found => found == value), ByteBlock.Equal(bytes, value));
    }

    [Fact]
    public void Finds_what_is_not_ascii()
    {
        fixed (byte* bytes = Bytes)
            Assert.Equal(Mask(found => found >= 128), ByteBlock.NotAscii(bytes));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(0b1001UL)]
    [InlineData(0x8000_0000_0000_0001UL)]
    [InlineData(0x1234_5678_9ABC_DEF0UL)]
    public void Inside_quotes_is_the_running_parity(ulong quotes)
    {
        var (expected, inside) = (0UL, false);
        for (var i = 0; i < 64; i++)
        {
            inside ^= ((quotes >> i) & 1) != 0;
            if (inside) expected |= 1UL << i;
        }
        Assert.Equal(expected, ByteBlock.InsideQuotes(quotes));
    }

    static ulong Mask(Func<byte, bool> fits)
    {
        var mask = 0UL;
        for (var i = 0; i < 64; i++)
            if (fits(Bytes[i])) mask |= 1UL << i;
        return mask;
    }

    static byte[] MakeBytes()
    {
        var bytes = new byte[64];
        new Random(1).NextBytes(bytes);
        bytes[0] = bytes[31] = bytes[32] = bytes[63] = (byte)',';
        bytes[5] = bytes[40] = (byte)'"';
        bytes[17] = bytes[47] = 0;
        bytes[16] = bytes[48] = 0xEF;
        return bytes;
    }
}
