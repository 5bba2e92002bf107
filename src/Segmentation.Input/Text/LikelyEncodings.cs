using System.Text;

namespace Segmentation.Input;

/// <summary>Shows how cells read in the encodings that exports are usually in.</summary>
static class LikelyEncodings
{
    const int MostCells = 3;

    // In the order of how many files they are in: Western, Central European, Cyrillic, Turkish, Macintosh, then Asian.
    static readonly Encoding[] Likely =
    [
        .. new[]
        {
            EncodingNames.Default, "windows-1250", "windows-1251", "windows-1254", "iso-8859-15", "macintosh",
            "shift_jis", "gb18030", "big5", "euc-kr",
        }.Select(EncodingNames.Find),
    ];

    /// <param name="encoding">In which the cells were read; without UTF-8 and UTF-16, which bytes say
    /// themselves.</param>
    /// <param name="cells">Cells with characters beyond ASCII.</param>
    /// <returns>None for an encoding that lacks some of the bytes.</returns>
    public static IReadOnlyList<EncodingPreview> Of(Encoding encoding, IEnumerable<string?> cells)
    {
        byte[][] bytes = [.. cells.OfType<string>().Where(cell => !IsDamaged(cell)).Distinct().Take(MostCells)
            .Select(cell => encoding.GetBytes(cell.TrimEnd('…')))];
        return bytes.Length == 0 ? [] :
        [
            .. Likely.Select(likely => new EncodingPreview(likely.WebName, [.. bytes.Select(likely.GetString)]))
                .Where(preview => !preview.Cells.Any(IsDamaged)),
        ];
    }

    /// <summary>Whether an encoding says by its bytes what it is.</summary>
    public static bool SaysItself(string? encoding) =>
        encoding is null || encoding.StartsWith("utf-", StringComparison.OrdinalIgnoreCase);

    // Control characters stand where single-byte encodings have nothing.
    static bool IsDamaged(string text) => text.Any(character => character == '\uFFFD' || char.IsControl(character));
}
