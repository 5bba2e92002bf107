using System.Buffers;

namespace Segmentation.Data;

/// <summary>A cell as a number and what stands around it, signs left out.</summary>
readonly ref struct NumberParts
{
    static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    static readonly SearchValues<byte> Signs = SearchValues.Create("-+()"u8);

    NumberParts(ReadOnlySpan<byte> before, ReadOnlySpan<byte> core, ReadOnlySpan<byte> behind)
    {
        Before = before;
        Core = core;
        Behind = behind;
    }

    /// <summary>Text in front of the number, without signs and blanks.</summary>
    public ReadOnlySpan<byte> Before { get; }
    /// <summary>From the first digit to the last, with a decimal mark before or behind; empty when the cell is no
    /// number.</summary>
    public ReadOnlySpan<byte> Core { get; }
    /// <summary>Text behind the number, without signs and blanks.</summary>
    public ReadOnlySpan<byte> Behind { get; }

    /// <param name="cell">Without quotes and outer blanks.</param>
    public static NumberParts Of(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > DatasetLimits.LongestNumber) return default;
        var (from, last) = (cell.IndexOfAny(Digits), cell.LastIndexOfAny(Digits));
        if (from < 0) return default;
        var to = last + 1;
        if (from > 0 && IsMark(cell[from - 1]) && (from == 1 || Signs.Contains(cell[from - 2]))) from--;
        if (to < cell.Length && IsMark(cell[to]) && (to + 1 == cell.Length || IsDash(cell[(to + 1)..]))) to++;
        var core = cell[from..to];
        return IsNumber(core) ? new(Bare(cell[..from]), core, Bare(BehindDash(cell[to..], core))) : default;
    }

    static bool IsMark(byte value) => value is (byte)'.' or (byte)',';

    static bool IsDash(ReadOnlySpan<byte> text) => BehindDash(text, "."u8).Length < text.Length;

    /// <summary>Without the dash that stands for no cents.</summary>
    static ReadOnlySpan<byte> BehindDash(ReadOnlySpan<byte> text, ReadOnlySpan<byte> core)
    {
        if (!IsMark(core[^1])) return text;
        for (var dashes = 0; dashes < NumberDress.MostDashes && NumberDress.Dash(text) is > 0 and var dash; dashes++)
            text = text[dash..];
        return text;
    }

    static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text)
    {
        text = Blanks.Trim(text);
        var minus = NumberDress.Minus(text);
        text = text[minus..].Trim("-+()"u8);
        return Blanks.Trim(text);
    }

    /// <summary>Whether it is a number by one of the two decimal marks.</summary>
    static bool IsNumber(ReadOnlySpan<byte> core)
    {
        if (core.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) return true;
        return IsFinite(NumberReader.Read(core, NumberForm.Plain((byte)'.')))
            || IsFinite(NumberReader.Read(core, NumberForm.Plain((byte)',')));

        static bool IsFinite(double value) => !double.IsNaN(value) || NotNumber.FaultOf(value) == Fault.NotFinite;
    }
}
