using System.Buffers;
using System.Text;
using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>Cells that a spreadsheet would take for a formula (CWE-1236).</summary>
static class SafeCsv
{
    /// <summary>Characters with which a formula begins: signs, also in full width, and spaces that a spreadsheet
    /// skips.</summary>
    public const string FormulaStarts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The first bytes of <see cref="FormulaStarts"/> in UTF-8, each once.</summary>
    public static readonly byte[] FirstBytes = FirstBytesOf(Encoding.UTF8.GetBytes(FormulaStarts));

    /// <summary>Whether text begins like a formula and is no plain number; a sign alone is harmless.</summary>
    /// <param name="content">The cell without its quotes.</param>
    /// <param name="mark">The decimal mark.</param>
    public static bool IsRisky(ReadOnlySpan<byte> content, byte mark) =>
        content.Length > 1 && BeginsFormula(content) && !IsNumber(content, mark);

    public static bool IsNumber(ReadOnlySpan<byte> content, byte mark) =>
        content.Length > 0 && content[0] != ' ' && content[^1] != ' '
        && !double.IsNaN(NumberReader.Read(content, NumberForm.Plain(mark)));

    static bool BeginsFormula(ReadOnlySpan<byte> content) =>
        Rune.DecodeFromUtf8(content, out var start, out _) == OperationStatus.Done
        && start.IsBmp && FormulaStarts.Contains((char)start.Value);

    static byte[] FirstBytesOf(byte[] text)
    {
        var count = 0;
        foreach (var value in text)
            if ((value & 0xC0) != 0x80 && !text.AsSpan(0, count).Contains(value)) text[count++] = value;
        return text[..count];
    }
}
