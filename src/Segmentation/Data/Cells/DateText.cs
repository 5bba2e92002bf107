using System.Buffers.Text;
using System.Text;

namespace Segmentation.Data;

/// <summary>What comes first in a date.</summary>
enum DateOrder
{
    /// <summary>Day or month: neither is above 12.</summary>
    Unsure,
    /// <summary>The day, as in most countries.</summary>
    DayFirst,
    /// <summary>The month, as in the United States.</summary>
    MonthFirst,
    /// <summary>The year, or the month is a word: there is nothing to mistake.</summary>
    Clear,
}

/// <summary>Recognises dates: year, month and day in some order, with or without a time after them; also a year and a
/// month.</summary>
static class DateText
{
    /// <summary>What comes first; null when the cell is no date.</summary>
    /// <param name="mark">What stands between its parts.</param>
    public static DateOrder? OrderOf(ReadOnlySpan<byte> cell, out byte mark)
    {
        // As it stands first: mar may be Tuesday in French, and March.
        if (Find(cell, out mark) is { } order) return order;
        var date = WeekdayNames.Skip(cell);
        return date.Length < cell.Length ? Find(date, out mark) : null;
    }

    static DateOrder? Find(ReadOnlySpan<byte> cell, out byte mark)
    {
        mark = 0;
        if (cell.Length is < 6 or > 40) return null;
        var first = Part(ref cell, out mark);
        if (first.Length == 0 || !IsMark(mark)) return null;
        var second = Part(ref cell, out var again);
        if (second.Length == 0) return null;
        if (again == 0) return IsYearAndMonth(first, second, mark) ? DateOrder.Clear : null;
        var hasWord = IsMonth(first) || IsMonth(second);
        if (hasWord ? !IsMark(again) && again != ',' : again != mark) return null;
        var third = Part(ref cell, out var after);
        return after is 0 or (byte)' ' or (byte)'T' or (byte)'Z' or (byte)',' ? Order(first, second, third) : null;
    }

    static bool IsYearAndMonth(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, byte mark) =>
        mark is (byte)'-' or (byte)'/' && first.Length == 4 && IsYear(Number(first))
        && Number(second) is >= 1 and <= 12;

    static DateOrder? Order(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var (a, b, c) = (Number(first), Number(second), Number(third));
        if (first.Length == 4 && a >= 0)
            return IsYear(a) && (b is >= 1 and <= 12 || IsMonth(second)) && c is >= 1 and <= 31
                ? DateOrder.Clear : null;
        if (c < 0 || third.Length is not (2 or 4)) return null;
        if (IsMonth(second)) return a is >= 1 and <= 31 ? DateOrder.Clear : null;
        if (IsMonth(first)) return b is >= 1 and <= 31 ? DateOrder.Clear : null;
        if (first.Length > 2 || second.Length > 2 || a < 1 || b < 1) return null;
        return a <= 12 && b <= 12 ? DateOrder.Unsure
            : a <= 31 && b <= 12 ? DateOrder.DayFirst
            : a <= 12 && b <= 31 ? DateOrder.MonthFirst
            : null;
    }

    /// <summary>Takes letters or digits from the front, and the byte after them; a blank after that byte goes
    /// too.</summary>
    static ReadOnlySpan<byte> Part(ref ReadOnlySpan<byte> cell, out byte mark)
    {
        var length = 0;
        var digits = cell.Length > 0 && IsDigit(cell[0]);
        while (length < cell.Length && (digits ? IsDigit(cell[length]) : IsLetter(cell[length]))) length++;
        var part = cell[..length];
        mark = length < cell.Length ? cell[length] : (byte)0;
        cell = cell[Math.Min(cell.Length, length + 1)..];
        if (mark is (byte)'.' or (byte)',' && cell.Length > 0 && cell[0] == ' ') cell = cell[1..];
        return part;
    }

    static int Number(ReadOnlySpan<byte> part) =>
        part.Length is > 0 and <= 4 && Utf8Parser.TryParse(part, out int value, out var used) && used == part.Length
            ? value
            : -1;

    static bool IsMonth(ReadOnlySpan<byte> part)
    {
        if (part.Length is < 3 or > 20 || IsDigit(part[0])) return false;
        var name = Encoding.UTF8.GetString(part).ToLowerInvariant();
        return MonthNames.Number(name) > 0;
    }

    static bool IsYear(int number) => number is >= 1800 and <= 2200;
    static bool IsMark(byte value) => value is (byte)'-' or (byte)'/' or (byte)'.' or (byte)' ';
    static bool IsDigit(byte value) => char.IsAsciiDigit((char)value);
    static bool IsLetter(byte value) => value >= 0x80 || char.IsAsciiLetter((char)value);
}
