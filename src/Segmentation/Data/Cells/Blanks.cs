using System.Buffers;
using System.Text;

namespace Segmentation.Data;

/// <summary>Blanks of every width: what people see as a space around and in a number.</summary>
static class Blanks
{
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        // A cell with other blanks is rare: one look at each end tells.
        if (text.IsEmpty || (text[0] < 0x80 && text[^1] < 0x80)) return text;
        text = text[Before(text)..];
        return text[..^Behind(text)];
    }

    /// <summary>How many bytes of blanks stand at the front.</summary>
    public static int Before(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out var first, out var bytes) == OperationStatus.Done && Is(first))
            at += bytes;
        return at;
    }

    /// <summary>How many bytes of blanks stand at the end.</summary>
    public static int Behind(ReadOnlySpan<byte> text)
    {
        var end = text.Length;
        while (Rune.DecodeLastFromUtf8(text[..end], out var last, out var bytes) == OperationStatus.Done && Is(last))
            end -= bytes;
        return text.Length - end;
    }

    static bool Is(Rune character) => character.IsBmp && Thousands.Blanks.Contains((char)character.Value);
}
