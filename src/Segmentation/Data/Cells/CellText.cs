using System.Text;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Reads a cell as text, from its bytes.</summary>
static class CellText
{
    const int DefaultLength = 80;

    /// <summary>Texts that people and programs write where a number is missing; in lower case; letters
    /// are read in either case.</summary>
    public static readonly string[] MissingMarkers =
    [
        "", "-", "--", "\u2013", "\u2014", "?", "na", "n/a", "n.a.", "nan", "<na>", "null", "(null)", "nil", "none",
        "\\n", "#n/a", "#value!", "#div/0!", "#ref!", "#num!", "#name?", "#null!", "unknown", "missing", "undefined",
        "not available", "not applicable", "no data", "(blank)", "unbekannt", "k.a.", "k. a.", "keine angabe",
        "inconnu", "non disponible", "nd", "n.d.", "desconocido", "sin datos", "s/d", "desconhecido", "sem dados",
        "sconosciuto", "onbekend", "ukjent", "ukendt", "nieznany", "brak",
    ];

    /// <summary>Numbers, but not finite ones; in lower case, any case is read.</summary>
    public static readonly string[] Infinities = ["inf", "+inf", "-inf"];

    static readonly byte[][][] MissingOfLength = ByLength(MissingMarkers);
    static readonly byte[][][] InfinityOfLength = ByLength(Infinities);

    /// <summary>Without the quotes around it, and the blanks before them; quotes inside stay doubled.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> cell)
    {
        if (cell is [(byte)'"', .., (byte)'"']) return cell[1..^1];
        if (cell is not [(byte)' ', .., (byte)'"']) return cell;
        var quoted = cell.TrimStart((byte)' ');
        return quoted is [(byte)'"', .., (byte)'"'] ? quoted[1..^1] : cell;
    }

    /// <summary>Without the quotes around it, and with single quotes inside.</summary>
    public static string ToText(ReadOnlySpan<byte> cell)
    {
        var content = Content(cell);
        var text = Encoding.UTF8.GetString(content);
        return content.Length < cell.Length || cell is [(byte)'"', ..] ? text.Replace("\"\"", "\"") : text;
    }

    /// <summary>As <see cref="ToText"/>, cut; the rest of a long cell is not decoded.</summary>
    public static string Shorten(ReadOnlySpan<byte> cell, int characters = DefaultLength)
    {
        return Cut(ToText(cell.Length > 8 * characters ? Whole(cell[..(8 * characters)]) : cell), characters);
    }

    /// <summary>The first characters and an ellipsis; a surrogate pair is not split.</summary>
    public static string Cut(string text, int characters = DefaultLength)
    {
        if (text.Length <= characters) return text;
        var length = char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters;
        return text[..length] + "…";
    }

    /// <summary>Whether a cell is one of <see cref="MissingMarkers"/>.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> trimmed) => IsOneOf(trimmed, MissingOfLength);

    /// <summary>Whether a cell is one of <see cref="Infinities"/>.</summary>
    public static bool IsInfinity(ReadOnlySpan<byte> trimmed) => IsOneOf(trimmed, InfinityOfLength);

    /// <summary>Whether two texts of one length are the same but for the case of letters of the alphabet.</summary>
    public static bool IsSameButCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var (a, b) = (text[i], other[i]);
            if (a != b && ((a ^ b) != 0x20 || !char.IsAsciiLetter((char)a))) return false;
        }
        return true;
    }

    static bool IsOneOf(ReadOnlySpan<byte> text, byte[][][] ofLength)
    {
        if (text.Length >= ofLength.Length) return false;
        foreach (var known in ofLength[text.Length])
            if (text.SequenceEqual(known) || Ascii.EqualsIgnoreCase(text, known)) return true;
        return false;
    }

    // So that a cell is compared with few of them.
    static byte[][][] ByLength(string[] texts)
    {
        var longest = 0;
        var bytes = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
        foreach (var text in bytes) longest = Math.Max(longest, text.Length);
        return Arrays.Generate(longest + 1, length => Array.FindAll(bytes, text => text.Length == length));
    }

    /// <summary>Without a character at the end that was cut in the middle.</summary>
    static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> cut)
    {
        while (cut.Length > 0 && (cut[^1] & 0xC0) == 0x80) cut = cut[..^1];
        return cut.Length > 0 && cut[^1] >= 0xC0 ? cut[..^1] : cut;
    }
}
