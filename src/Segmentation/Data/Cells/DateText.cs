using System.Buffers.Text;
using System.Text;

namespace Segmentation.Data;

/// <summary>Recognises dates: year, month and day in some order, with or without a time after them.</summary>
static class DateText
{
    public static bool Is(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is < 6 or > 40) return false;
        var first = Part(ref cell, out var mark);
        if (first.Length is 0 or > 4 || mark is not ((byte)'-' or (byte)'/' or (byte)'.' or (byte)' ')) return false;
        var second = Part(ref cell, out var again);
        if (second.Length == 0 || again != mark) return false;
        var third = Part(ref cell, out var after);
        return after is 0 or (byte)' ' or (byte)'T' or (byte)'Z' && Fits(first, second, third);
    }

    static bool Fits(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var (a, b, c) = (Number(first), Month(second) is > 0 and var month ? month : Number(second), Number(third));
        if (a < 0 || b < 0 || c < 0) return false;
        if (first.Length == 4) return a is >= 1800 and <= 2200 && b is >= 1 and <= 12 && c is >= 1 and <= 31;
        if (third.Length is not (2 or 4) || first.Length > 2) return false;
        return (a is >= 1 and <= 31 && b is >= 1 and <= 12) || (a is >= 1 and <= 12 && b is >= 1 and <= 31);
    }

    /// <summary>Takes letters or digits from the front, and the byte after them.</summary>
    static ReadOnlySpan<byte> Part(ref ReadOnlySpan<byte> cell, out byte mark)
    {
        var length = 0;
        var digits = cell.Length > 0 && IsDigit(cell[0]);
        while (length < cell.Length && (digits ? IsDigit(cell[length]) : IsLetter(cell[length]))) length++;
        var part = cell[..length];
        mark = length < cell.Length ? cell[length] : (byte)0;
        cell = cell[Math.Min(cell.Length, length + 1)..];
        return part;
    }

    static int Number(ReadOnlySpan<byte> part) =>
        part.Length is > 0 and <= 4 && Utf8Parser.TryParse(part, out int value, out var used) && used == part.Length
            ? value
            : -1;

    static int Month(ReadOnlySpan<byte> part)
    {
        if (part.Length < 3 || !IsLetter(part[0])) return -1;
        var months = "janfebmaraprmayjunjulaugsepoctnovdec"u8;
        for (var month = 0; month < 12; month++)
            if (Ascii.EqualsIgnoreCase(part[..3], months.Slice(3 * month, 3))) return month + 1;
        return -1;
    }

    static bool IsDigit(byte value) => char.IsAsciiDigit((char)value);
    static bool IsLetter(byte value) => char.IsAsciiLetter((char)value);
}
