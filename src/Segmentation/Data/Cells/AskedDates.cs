using System.Buffers.Text;

namespace Segmentation.Data;

/// <summary>Recognises dates when somebody has said in which order day, month and year are.</summary>
static class AskedDates
{
    /// <summary>As <see cref="DateText.OrderOf"/>; a date of numbers alone has to be in the order that was asked for,
    /// and leaves no doubt then.</summary>
    public static DateOrder? OrderOf(ReadOnlySpan<byte> cell, DateParts? asked, out byte mark)
    {
        var order = DateText.OrderOf(cell, out mark);
        if (asked is not { } parts || order == DateOrder.Clear) return order;
        return IsInOrder(WeekdayNames.Skip(cell), parts) ? DateOrder.Clear : null;
    }

    static bool IsInOrder(ReadOnlySpan<byte> cell, DateParts parts)
    {
        if (Number(ref cell) is not { } a || Mark(ref cell) is not { } mark) return false;
        if (Number(ref cell) is not { } b || Mark(ref cell) != mark) return false;
        if (Number(ref cell) is not { } c) return false;
        if (cell is not ([] or [(byte)' ' or (byte)'T' or (byte)',', ..])) return false;
        return parts switch
        {
            DateParts.Dmy => IsDay(a) && IsMonth(b) && IsYear(c),
            DateParts.Mdy => IsMonth(a) && IsDay(b) && IsYear(c),
            _ => IsYear(a) && IsMonth(b) && IsDay(c),
        };
    }

    static bool IsDay((int Value, int Digits) part) => part is { Value: >= 1 and <= 31, Digits: <= 2 };

    static bool IsMonth((int Value, int Digits) part) => part is { Value: >= 1 and <= 12, Digits: <= 2 };

    static bool IsYear((int Value, int Digits) part) => part.Digits is 2 or 4;

    static (int Value, int Digits)? Number(ref ReadOnlySpan<byte> cell)
    {
        if (!Utf8Parser.TryParse(cell, out uint value, out var digits) || digits > 4) return null;
        cell = cell[digits..];
        return ((int)value, digits);
    }

    static byte? Mark(ref ReadOnlySpan<byte> cell)
    {
        if (cell is not [(byte)'-' or (byte)'/' or (byte)'.', ..]) return null;
        var mark = cell[0];
        cell = cell[1..].TrimStart((byte)' ');
        return mark;
    }
}
