using System.Runtime.CompilerServices;
using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>Finds out, chunk by chunk, whether any cell of a file would be taken for a formula.</summary>
/// <remarks>It looks after every separator and quote, so it may take a part of quoted text for a cell: then the safe
/// file is written needlessly. A quoted cell that begins with a line feed is not found.</remarks>
sealed unsafe class RiskScan(Layout layout)
{
    volatile bool _found;

    public bool Found => _found;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Look(int chunk)
    {
        if (_found) return;
        var file = layout.Scan.File;
        var tail = stackalloc byte[ByteBlock.Size];
        var end = file.Start + layout.Scan.Begin(chunk + 1);
        var before = chunk == 0 ? 1UL : BeginsCell(file.Start[layout.Scan.Begin(chunk) - 1]) ? 1UL : 0;
        ReadOnlySpan<byte> starts = SafeCsv.FirstBytes;
        var at = file.Start + layout.Scan.Begin(chunk) + (chunk == 0 ? layout.Scan.TextStart : 0);
        for (; at < end && !_found; at += ByteBlock.Size)
        {
            var block = at;
            if (file.End - at < ByteBlock.Size) ByteBlock.CopyTail(at, file.End, block = tail);
            var borders = ByteBlock.Equal(block, layout.Delimiter)
                | ByteBlock.Equal(block, (byte)'\n') | ByteBlock.Equal(block, (byte)'"');
            var signs = 0UL;
            // A line feed after a border mostly ends a record, and seldom begins a cell.
            foreach (var start in starts)
                if (start != '\n') signs |= ByteBlock.Equal(block, start);
            for (var suspects = signs & ((borders << 1) | before); suspects != 0; suspects &= suspects - 1)
                Check(at + System.Numerics.BitOperations.TrailingZeroCount(suspects), file.End);
            before = borders >> 63;
        }
    }

    bool BeginsCell(byte value) => value == layout.Delimiter || value is (byte)'\n' or (byte)'"';

    void Check(byte* from, byte* end)
    {
        var rest = new ReadOnlySpan<byte>(from, (int)Math.Min(end - from, 256));
        var length = rest.IndexOfAny(layout.Delimiter, (byte)'\n', (byte)'"');
        var cell = length < 0 ? rest : rest[..length];
        if (cell.Length > 0 && cell[^1] == '\r') cell = cell[..^1];
        if (SafeCsv.IsRisky(cell, layout.Style.Mark)) _found = true;
    }
}
