using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Segmentation.Input;

/// <summary>Turns text of one byte a character into UTF-8: bytes of ASCII eight at a time, the others by a
/// table.</summary>
sealed class SingleByteTable
{
    /// <summary>Most bytes that one byte becomes, and room for writing them at once.</summary>
    public const int Growth = 3, Slack = 8;

    const ulong HighBits = 0x8080808080808080;

    // The bytes of a character, first one lowest, and their number in the highest byte.
    readonly uint[] _characters = new uint[256];
    readonly bool[] _lacks = new bool[256];

    SingleByteTable(Encoding encoding)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var value = 0; value < 256; value++)
        {
            var text = encoding.GetString([(byte)value]);
            // For bytes without a character in the encodings of Windows the framework gives control characters.
            if (encoding.CodePage is >= 1250 and <= 1258 && text[0] is >= '\u0080' and < '\u00A0') text = "\uFFFD";
            _lacks[value] = text[0] == '\uFFFD';
            utf8.Clear();
            var length = Encoding.UTF8.GetBytes(text, utf8);
            _characters[value] = BinaryPrimitives.ReadUInt32LittleEndian(utf8) | ((uint)length << 24);
        }
    }

    /// <summary>The table of an encoding; null when it has more than a byte a character, or other ASCII.</summary>
    public static SingleByteTable? Of(Encoding encoding)
    {
        if (!encoding.IsSingleByte) return null;
        for (var value = 0; value < 128; value++)
            if (encoding.GetString([(byte)value]) is not [var c] || c != value) return null;
        return new(encoding);
    }

    /// <summary>Whether the encoding has no character for a byte.</summary>
    public bool Lacks(byte value) => _lacks[value];

    /// <summary>Writes a text as UTF-8.</summary>
    /// <param name="to">Has room for <see cref="Growth"/> times the text and <see cref="Slack"/> bytes.</param>
    /// <returns>How many bytes were written, and whether some of the text cannot be read.</returns>
    public (int Written, bool Lacking) Decode(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var (i, j, lacking) = (0, 0, false);
        while (i < text.Length)
        {
            if (text.Length - i >= sizeof(ulong))
            {
                var eight = BinaryPrimitives.ReadUInt64LittleEndian(text[i..]);
                BinaryPrimitives.WriteUInt64LittleEndian(to[j..], eight);
                var plain = (eight & HighBits) == 0 ? 8 : BitOperations.TrailingZeroCount(eight & HighBits) / 8;
                (i, j) = (i + plain, j + plain);
                if (plain == 8) continue;
            }
            var character = _characters[text[i]];
            lacking |= _lacks[text[i++]];
            BinaryPrimitives.WriteUInt32LittleEndian(to[j..], character);
            j += (int)(character >> 24);
        }
        return (j, lacking);
    }
}
