using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Segmentation.Output;

/// <summary>A number with six digits behind the decimal mark, rounded half up; nothing for NaN.</summary>
/// <remarks>From a billion on the shortest digits that read back to the same double.</remarks>
static unsafe class FixedNumber
{
    /// <summary>No number needs more.</summary>
    public const int MaxBytes = 40;

    /// <summary>From here on a number is written with its shortest digits.</summary>
    public const double Largest = 1e9;

    /// <summary>Six digits behind the mark.</summary>
    public const uint Million = 1_000_000;

    /// <returns>Behind the last byte written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Write(double value, byte mark, byte* at)
    {
        if (double.IsNaN(value)) return at;
        if (!(Math.Abs(value) < Largest)) return WriteShortest(value, mark, at);
        var scaled = (ulong)((Math.Abs(value) * Million) + 0.5);
        if (value < 0 && scaled > 0) *at++ = (byte)'-';
        var whole = (uint)(scaled / Million);
        var fraction = (uint)(scaled % Million);
        at = WriteWhole(whole, at);
        *at++ = mark;
        at = WritePair(fraction / 10_000, at);
        at = WritePair(fraction / 100 % 100, at);
        return WritePair(fraction % 100, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static byte* WriteWhole(uint whole, byte* at)
    {
        if (whole < 10)
        {
            *at = (byte)('0' + whole);
            return at + 1;
        }
        Utf8Formatter.TryFormat(whole, new Span<byte>(at, MaxBytes), out var written);
        return at + written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static byte* WritePair(uint pair, byte* at)
    {
        at[0] = (byte)('0' + (pair / 10));
        at[1] = (byte)('0' + (pair % 10));
        return at + 2;
    }

    static byte* WriteShortest(double value, byte mark, byte* at)
    {
        var text = new Span<byte>(at, MaxBytes);
        Utf8Formatter.TryFormat(value, text, out var written);
        text[..written].Replace((byte)'.', mark);
        return at + written;
    }
}
