using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Segmentation.Data;

/// <summary>Tests 64 bytes at once; bit i of a result belongs to byte i.</summary>
static unsafe class ByteBlock
{
    public const int Size = 64;

    /// <summary>Which bytes are <paramref name="value"/>. The compiler keeps the branch that the hardware
    /// allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Equal(byte* at, byte value)
    {
        if (Vector512.IsHardwareAccelerated)
            return Vector512.Equals(Vector512.Load(at), Vector512.Create(value)).ExtractMostSignificantBits();
        if (Vector256.IsHardwareAccelerated)
            return Equal256(at, value) | ((ulong)Equal256(at + 32, value) << 32);
        return Equal128(at, value) | ((ulong)Equal128(at + 16, value) << 16)
            | ((ulong)Equal128(at + 32, value) << 32) | ((ulong)Equal128(at + 48, value) << 48);
    }

    /// <summary>Which bytes are not ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NotAscii(byte* at)
    {
        if (Vector512.IsHardwareAccelerated) return Vector512.Load(at).ExtractMostSignificantBits();
        if (Vector256.IsHardwareAccelerated)
            return Vector256.Load(at).ExtractMostSignificantBits()
                | ((ulong)Vector256.Load(at + 32).ExtractMostSignificantBits() << 32);
        return Vector128.Load(at).ExtractMostSignificantBits()
            | ((ulong)Vector128.Load(at + 16).ExtractMostSignificantBits() << 16)
            | ((ulong)Vector128.Load(at + 32).ExtractMostSignificantBits() << 32)
            | ((ulong)Vector128.Load(at + 48).ExtractMostSignificantBits() << 48);
    }

    /// <summary>Bit i is the parity of bits 0…i: set from an opening quote to the byte before the closing
    /// one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong InsideQuotes(ulong quotes)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(quotes), Vector128<ulong>.AllBitsSet, 0)
                .ToScalar();
        quotes ^= quotes << 1;
        quotes ^= quotes << 2;
        quotes ^= quotes << 4;
        quotes ^= quotes << 8;
        quotes ^= quotes << 16;
        return quotes ^ (quotes << 32);
    }

    /// <summary>Copies the last bytes of a file and pads them with spaces, so that a whole block can be read.</summary>
    public static void CopyTail(byte* from, byte* end, byte* block)
    {
        new Span<byte>(block, Size).Fill((byte)' ');
        new ReadOnlySpan<byte>(from, (int)(end - from)).CopyTo(new Span<byte>(block, Size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Equal256(byte* at, byte value) =>
        Vector256.Equals(Vector256.Load(at), Vector256.Create(value)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Equal128(byte* at, byte value) =>
        Vector128.Equals(Vector128.Load(at), Vector128.Create(value)).ExtractMostSignificantBits();
}
