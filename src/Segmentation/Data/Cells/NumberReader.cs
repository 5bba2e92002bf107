using System.Globalization;
using System.Runtime.CompilerServices;

namespace Segmentation.Data;

/// <summary>Reads the bytes of a cell as the nearest double, or as a <see cref="NotNumber"/>.</summary>
/// <remarks>
/// Most cells have at most eight bytes: digits and perhaps one decimal mark. They are read as one 64-bit word, without
/// a branch for each digit. Exact: below 2^53 and with a power of ten up to 22, one division rounds correctly
/// (W. D. Clinger, How to read floating point numbers accurately, 1990); everything else goes to double.Parse.
/// </remarks>
static unsafe class NumberReader
{
    const ulong Ones = 0x0101010101010101;
    const ulong HighBits = 0x8080808080808080;

    static ReadOnlySpan<double> Powers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a cell of at most eight bytes that has digits and perhaps one decimal mark; any other cell is NaN
    /// here, and <see cref="Read(ReadOnlySpan{byte}, NumberForm)"/> reads it.</summary>
    /// <param name="mark">The decimal mark.</param>
    /// <param name="readable">Where readable memory ends.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReadShort(byte* start, byte* end, byte mark, byte* readable)
    {
        var length = (nuint)(end - start);
        if (length - 1 >= 8 || readable - start < 8) return double.NaN;
        var word = *(ulong*)start << (int)(64 - (8 * length));   // the last character becomes the highest byte
        var difference = word ^ (mark * Ones);
        var marks = (difference - Ones) & ~difference & HighBits;
        var (digits, decimals) = ((int)length, 0);
        if (marks != 0)
        {
            var at = System.Numerics.BitOperations.TrailingZeroCount(marks) & ~7;   // bit where the mark begins
            var before = word & ((1UL << at) - 1);
            word = (word & (ulong.MaxValue << at << 8)) | (before << 8);
            (digits, decimals) = (digits - 1, 7 - (at >> 3));
        }
        word |= 0x3030303030303030 & ((1UL << (64 - (8 * digits))) - 1);
        return digits > 0 && AllDigits(word) ? Value(word) / Powers[decimals] : double.NaN;
    }

    /// <summary>Reads a cell with its quotes and spaces.</summary>
    /// <param name="readable">Where readable memory ends.</param>
    public static double Read(byte* start, byte* end, NumberForm form, byte* readable)
    {
        var value = form.Missing.Numbers.Length > 0 ? double.NaN : ReadShort(start, end, form.Mark, readable);
        return double.IsNaN(value) ? Read(new ReadOnlySpan<byte>(start, (int)(end - start)), form) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool AllDigits(ulong word) =>
        ((word & 0xF0F0F0F0F0F0F0F0) | (((word + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4))
            == 0x3333333333333333;

    /// <summary>The number of eight digits, the first in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Value(ulong word)
    {
        word = ((word & 0x0F0F0F0F0F0F0F0F) * 2561) >> 8;
        word = ((word & 0x00FF00FF00FF00FF) * 6553601) >> 16;
        return (uint)(((word & 0x0000FFFF0000FFFF) * 42949672960001) >> 32);
    }

    /// <summary>Reads a cell in any form: quotes, outer blanks, thousands marks, an exponent, a unit, brackets, a
    /// missing marker.</summary>
    public static double Read(ReadOnlySpan<byte> cell, NumberForm form)
    {
        if (form.Date is { } date) return DateReader.Read(cell, date);
        // Most cells: no quotes, no blanks, and so no missing marker either.
        if (cell.Length <= DatasetLimits.LongestNumber && TryPlain(cell, form.Mark, out var value))
            return Finite(value, form);
        cell = Blanks.Trim(CellText.Content(cell));
        if (CellText.IsMissing(cell) || form.Missing.Has(cell)) return NotNumber.Missing;
        if (cell.Length > DatasetLimits.LongestNumber) return NotNumber.Invalid;
        if (TryPlain(cell, form.Mark, out value)) return Finite(value, form);
        return CellText.IsInfinity(cell) ? NotNumber.NotFinite : ReadDressed(cell, form);
    }

    static double ReadDressed(ReadOnlySpan<byte> cell, NumberForm form)
    {
        Span<byte> copy = stackalloc byte[cell.Length];
        cell.CopyTo(copy);
        var number = NumberDress.WithoutUnit(copy, form);
        if (CellText.IsMissing(number) || form.Missing.Has(number)) return NotNumber.Missing;
        number = NumberDress.WithoutDash(NumberDress.WithoutSign(number, out var isNegative), form.Mark);
        if (number is [(byte)'-' or (byte)'+', ..]) return NotNumber.Invalid;   // a second sign
        if (!TryPlain(number, form.Mark, out var value))
        {
            Span<byte> plain = stackalloc byte[number.Length];
            var length = Thousands.Remove(number, form.Mark, plain, form.GroupMarks);
            if (length == 0 || !TryPlain(plain[..length], form.Mark, out value)) return NotNumber.Invalid;
        }
        return Finite(isNegative ? -value : value, form);
    }

    static double Finite(double value, NumberForm form) =>
        form.Missing.Has(value) ? NotNumber.Missing
        : Math.Abs(value) > NotNumber.Largest ? NotNumber.NotFinite : value == 0 ? 0 : value;   // −0 is 0

    static bool TryPlain(ReadOnlySpan<byte> text, byte mark, out double value)
    {
        var (at, mantissa, digits, decimals, seen) = (0, 0UL, 0, 0, false);
        var negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+')) at++;
        var marked = false;
        for (; at < text.Length; at++)
        {
            var digit = (uint)text[at] - '0';
            if (digit <= 9)
            {
                seen = true;
                if (digits > 0 || digit > 0) digits++;
                if (digits <= 19) mantissa = (mantissa * 10) + digit;
                if (marked) decimals++;
            }
            else if (text[at] == mark && !marked) marked = true;
            else break;
        }
        value = 0;
        if (!seen || !TryExponent(text[at..], out var exponent)) return false;
        value = digits <= 19 && TryExact(mantissa, exponent - decimals, out var exact)
            ? (negative ? -exact : exact)
            : Parse(text, mark);
        return true;
    }

    static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.Length == 0) return true;
        if ((text[0] | 0x20) != 'e') return false;
        var negative = text.Length > 1 && text[1] == '-';
        var digits = text[(negative || (text.Length > 1 && text[1] == '+') ? 2 : 1)..];
        if (digits.Length == 0) return false;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            exponent = Math.Min((exponent * 10) + digit - '0', 100_000);
        }
        if (negative) exponent = -exponent;
        return true;
    }

    static bool TryExact(ulong mantissa, int power, out double value)
    {
        value = mantissa;
        if (mantissa == 0) return true;
        if (mantissa > 1UL << 53 || power is < -22 or > 22) return false;
        value = power < 0 ? value / Powers[-power] : value * Powers[power];
        return true;
    }

    static double Parse(ReadOnlySpan<byte> text, byte mark)
    {
        Span<byte> pointed = stackalloc byte[text.Length];
        text.CopyTo(pointed);
        if (mark != '.') pointed.Replace(mark, (byte)'.');
        return double.Parse(pointed, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
