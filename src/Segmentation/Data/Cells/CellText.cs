using System.Text;

namespace Segmentation.Data;

/// <summary>What a cell says, from its bytes.</summary>
static class CellText
{
    const int Shown = 80;

    /// <summary>Without the quotes around it; quotes inside stay doubled.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> cell) =>
        cell is [(byte)'"', .., (byte)'"'] ? cell[1..^1] : cell;

    /// <summary>As people read it.</summary>
    public static string ToText(ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(Content(cell));
        return cell.Length > 0 && cell[0] == '"' ? text.Replace("\"\"", "\"") : text;
    }

    /// <summary>As people read it, cut.</summary>
    public static string Shorten(ReadOnlySpan<byte> cell, int characters = Shown)
    {
        return Cut(ToText(cell.Length > 8 * characters ? Whole(cell[..(8 * characters)]) : cell), characters);
    }

    /// <summary>Cut at some characters, never inside one.</summary>
    public static string Cut(string text, int characters = Shown)
    {
        if (text.Length <= characters) return text;
        var length = char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters;
        return text[..length] + "…";
    }

    /// <summary>Markers that people and programs write where a number is missing.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> trimmed) => trimmed.Length switch
    {
        0 => true,
        1 => trimmed[0] is (byte)'-' or (byte)'?',
        2 => Is(trimmed, "na"u8),
        3 => Is(trimmed, "n/a"u8) || Is(trimmed, "nan"u8),
        4 => Is(trimmed, "null"u8) || Is(trimmed, "none"u8) || Is(trimmed, "#n/a"u8),
        7 => Is(trimmed, "#value!"u8),
        _ => false,
    };

    /// <summary>inf, +inf, −inf in any case: a number, but not a finite one.</summary>
    public static bool IsInfinity(ReadOnlySpan<byte> trimmed) =>
        Is(trimmed.Length == 4 && trimmed[0] is (byte)'-' or (byte)'+' ? trimmed[1..] : trimmed, "inf"u8);

    static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) => Ascii.EqualsIgnoreCase(text, lower);

    static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> cut)
    {
        while (cut.Length > 0 && (cut[^1] & 0xC0) == 0x80) cut = cut[..^1];
        return cut.Length > 0 && cut[^1] >= 0xC0 ? cut[..^1] : cut;
    }
}
