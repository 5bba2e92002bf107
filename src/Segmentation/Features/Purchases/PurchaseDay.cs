using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>Reads the day of a purchase: what <see cref="DateReader"/> says, and for the usual forms without a pattern
/// for each cell.</summary>
static class PurchaseDay
{
    /// <summary>Stands for a cell without a date.</summary>
    public const int None = int.MinValue;

    /// <returns>Days since 1970, or <see cref="None"/>.</returns>
    public static int Read(ReadOnlySpan<byte> cell, DateForm form)
    {
        if (form.Kind == DateKind.Text && Quick(cell, form) is var day && day != None) return day;
        // Counted back from 1970, a day is the negative of its number.
        var value = DateReader.Read(cell, form);
        return double.IsNaN(value) ? None : -(int)value;
    }

    /// <summary>2026-03-31, 31.03.2026 and 3/31/2026, with or without a time behind.</summary>
    static int Quick(ReadOnlySpan<byte> cell, DateForm form)
    {
        if (!Number(ref cell, out var a, out var first) || !Mark(ref cell, out var mark)) return None;
        if (!Number(ref cell, out var b, out var second) || second > 2) return None;
        if (!Mark(ref cell, out var again) || again != mark) return None;
        if (!Number(ref cell, out var c, out var third)) return None;
        if (cell.Length > 0 && cell[0] is not ((byte)' ' or (byte)'T' or (byte)'t')) return None;
        return (first, third) switch
        {
            (4, <= 2) => Day(a, b, c),
            ( <= 2, 4) when !form.YearFirst => form.DayFirst ? Day(c, b, a) : Day(c, a, b),
            _ => None,
        };
    }

    static int Day(int year, int month, int day)
    {
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return None;
        var number = new DateOnly(year, month, day).DayNumber - Epoch;
        return number is >= DateReader.FirstDay and <= DateReader.LastDay ? number : None;
    }

    static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The day of such a number.</summary>
    public static DateOnly Of(int day) => DateOnly.FromDayNumber(Epoch + day);

    /// <summary>Days since 1970.</summary>
    public static int Of(DateOnly day) => day.DayNumber - Epoch;

    static bool Number(ref ReadOnlySpan<byte> text, out int value, out int digits)
    {
        (value, digits) = (0, 0);
        while (digits < text.Length && digits < 5 && (uint)(text[digits] - '0') <= 9)
            value = (value * 10) + text[digits++] - '0';
        text = text[digits..];
        return digits is > 0 and <= 4;
    }

    static bool Mark(ref ReadOnlySpan<byte> text, out byte mark)
    {
        mark = text.Length > 0 ? text[0] : (byte)0;
        if (mark is not ((byte)'-' or (byte)'/' or (byte)'.')) return false;
        text = text[1..];
        return true;
    }
}
