using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>Cells that a spreadsheet would take for a formula (CWE-1236).</summary>
static class SafeCsv
{
    /// <summary>Text that begins like a formula and is no plain number; a sign alone does nothing.</summary>
    /// <param name="content">The cell without its quotes.</param>
    /// <param name="mark">The decimal mark.</param>
    public static bool IsRisky(ReadOnlySpan<byte> content, byte mark) =>
        content.Length > 1 && Begins(content) && !IsNumber(content, mark);

    public static bool IsNumber(ReadOnlySpan<byte> content, byte mark) =>
        content.Length > 0 && content[0] != ' ' && content[^1] != ' '
        && !double.IsNaN(NumberReader.Read(content, mark));

    static bool Begins(ReadOnlySpan<byte> content) => content switch
    {
        [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..] => true,
        [0xEF, 0xBC, 0x9D or 0x8B or 0x8D or 0xA0, ..] => true,   // the same signs in full width
        _ => false,
    };
}
