using System.Text;

namespace Segmentation.Data;

/// <summary>What people write around a number: its unit, a sign on either side, the brackets of accountants, a dash for
/// no cents.</summary>
static class NumberDress
{
    /// <summary>Hyphen and minus.</summary>
    public const string Minuses = "-\u2212";

    /// <summary>What stands for no cents behind the decimal mark, once or twice: <c>1.200,-</c>.</summary>
    public const string Dashes = "-\u2013\u2014";

    /// <summary>Most of <see cref="Dashes"/> behind a decimal mark.</summary>
    public const int MostDashes = 2;

    static readonly byte[] LongMinus = Encoding.UTF8.GetBytes(Minuses[1..]);
    static readonly byte[][] DashBytes = [.. Dashes.Select(dash => Encoding.UTF8.GetBytes([dash]))];

    /// <summary>Takes the unit away, at the front and at the end; a sign or bracket outside of it stays.</summary>
    /// <param name="text">Changed: what stays moves together.</param>
    public static ReadOnlySpan<byte> WithoutUnit(Span<byte> text, NumberForm form)
    {
        if (form.Bytes.Length == 0) return text;
        var sign = Sign(text, alsoBracket: true);
        var from = sign + Blanks.Before(text[sign..]);
        if (Affix(text[from..], form, atEnd: false) is > 0 and var before)
        {
            from += before;
            from += Blanks.Before(text[from..]);
            text[..sign].CopyTo(text[(from - sign)..]);
            text = text[(from - sign)..];
        }
        var close = text is [.., (byte)'-' or (byte)')'] ? text.Length - 1 : text.Length;
        var to = close - Blanks.Behind(text[..close]);
        if (Affix(text[..to], form, atEnd: true) is > 0 and var behind)
        {
            to -= behind;
            to -= Blanks.Behind(text[..to]);
            text[close..].CopyTo(text[to..]);
            text = text[..(to + text.Length - close)];
        }
        return text;
    }

    /// <summary>Takes one sign away: brackets, a sign in front, or a minus behind.</summary>
    public static ReadOnlySpan<byte> WithoutSign(ReadOnlySpan<byte> text, out bool isNegative)
    {
        isNegative = true;
        if (text is [(byte)'(', .., (byte)')']) return Blanks.Trim(text[1..^1]);
        if (Sign(text, alsoBracket: false) is > 0 and var sign)
        {
            isNegative = text[0] != '+';
            text = text[sign..];
            return text[Blanks.Before(text)..];
        }
        if (text is [.., (byte)'-'])
        {
            var number = text[..^1];
            number = number[..^Blanks.Behind(number)];
            if (number is [.., >= (byte)'0' and <= (byte)'9']) return number;
        }
        isNegative = false;
        return text;
    }

    /// <summary>Takes a decimal mark and the dash behind it away.</summary>
    public static ReadOnlySpan<byte> WithoutDash(ReadOnlySpan<byte> text, byte mark)
    {
        var number = text;
        for (var dashes = 0; dashes < MostDashes && DashAtEnd(number) is > 0 and var bytes; dashes++)
            number = number[..^bytes];
        var isDashed = number.Length < text.Length && number.Length > 1 && number[^1] == mark
            && number[^2] is >= (byte)'0' and <= (byte)'9';
        return isDashed ? number[..^1] : text;
    }

    static int DashAtEnd(ReadOnlySpan<byte> text)
    {
        foreach (var dash in DashBytes)
            if (text.EndsWith(dash)) return dash.Length;
        return 0;
    }

    static int Sign(ReadOnlySpan<byte> text, bool alsoBracket) =>
        text is [(byte)'-' or (byte)'+', ..] || (alsoBracket && text is [(byte)'(', ..]) ? 1
        : Minus(text);

    /// <summary>Bytes of the minus at the front that is no hyphen; 0 when there is none.</summary>
    public static int Minus(ReadOnlySpan<byte> text) => text.StartsWith(LongMinus) ? LongMinus.Length : 0;

    /// <summary>Bytes of one of <see cref="Dashes"/> at the front; 0 when there is none.</summary>
    public static int Dash(ReadOnlySpan<byte> text)
    {
        foreach (var dash in DashBytes)
            if (text.StartsWith(dash)) return dash.Length;
        return 0;
    }

    static int Affix(ReadOnlySpan<byte> text, NumberForm form, bool atEnd)
    {
        foreach (var affix in form.Bytes)
        {
            if (affix.Length > text.Length) continue;
            var end = atEnd ? text[^affix.Length..] : text[..affix.Length];
            if (CellText.IsSameButCase(end, affix)) return affix.Length;
        }
        return 0;
    }
}
