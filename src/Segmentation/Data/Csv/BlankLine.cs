namespace Segmentation.Data;

/// <summary>A line that is empty or has only spaces.</summary>
static unsafe class BlankLine
{
    public static bool Is(byte* from, byte* to) =>
        new ReadOnlySpan<byte>(from, (int)(to - from)).Trim((byte)' ').IsEmpty;
}
