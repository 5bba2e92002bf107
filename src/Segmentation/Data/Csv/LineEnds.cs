namespace Segmentation.Data;

/// <summary>How the lines of a file end, from its first bytes.</summary>
static class LineEnds
{
    const int Looked = 1 << 16;

    /// <summary>What most lines end with.</summary>
    public static string Most(FileScan scan)
    {
        var start = Start(scan);
        var (both, feeds) = (start.Count("\r\n"u8), start.Count((byte)'\n'));
        return both * 2 > feeds ? "\r\n" : "\n";
    }

    public static bool OnlyCarriageReturns(FileScan scan) =>
        !Start(scan).Contains((byte)'\n') && Start(scan).Count((byte)'\r') > 1;

    static ReadOnlySpan<byte> Start(FileScan scan) => scan.File.Span(0, Math.Min(scan.File.Length, Looked));
}
