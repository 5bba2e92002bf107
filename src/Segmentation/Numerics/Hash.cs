using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Segmentation.Numerics;

/// <summary>A 64-bit hash, the same in every run: for counting different values.</summary>
static class Hash
{
    const ulong Odd = 0x9E3779B97F4A7C15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * Odd;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        var rest = 0UL;
        foreach (var value in bytes) rest = (rest << 8) | value;
        return Mix(hash ^ rest);
    }

    /// <summary>Another hash, of one to eight bytes.</summary>
    public static ulong OfShort(ReadOnlySpan<byte> bytes)
    {
        var word = 0UL;
        for (var i = 0; i < bytes.Length; i++) word |= (ulong)bytes[i] << (8 * (8 - bytes.Length + i));
        return OfShort(word, bytes.Length);
    }

    /// <summary>The same of bytes that are in a word.</summary>
    /// <param name="word">The last byte is the highest; those below the first are 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfShort(ulong word, int length) => Mix(word ^ ((ulong)length * Odd));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value ^= value >> 32;
        value *= Odd;
        value ^= value >> 29;
        value *= 0xBF58476D1CE4E5B9;
        return value ^ (value >> 32);
    }
}
