using System.Numerics;
using System.Runtime.CompilerServices;

namespace Segmentation.Data;

/// <summary>Receives the records of a chunk one by one. A sink that sees every row is a struct, for which the reader is
/// compiled anew, which takes 5 ms; one that sees few records is a class, and all of these share one compilation.
/// </summary>
unsafe interface IRecordSink
{
    /// <param name="ends">
    /// Field i lies between <c>ends[i]</c> and <c>ends[i + 1]</c>, both excluded, quotes included. Fields beyond the
    /// limit are counted, not kept.
    /// </param>
    /// <param name="fields">At least 1.</param>
    /// <param name="next">The byte after the line end.</param>
    /// <param name="record">Number in the file, from 0.</param>
    /// <returns>False to stop.</returns>
    bool Take(byte** ends, int fields, byte* next, long record);
}

/// <summary>Finds fields and records 64 bytes at a time.</summary>
static unsafe class RecordReader
{
    /// <summary>Passes the records that the chunk owns to the sink.</summary>
    /// <param name="delimiter">A line feed when only records matter.</param>
    /// <param name="keep">How many fields of each record are kept; with 1 they may have any length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read<TSink>(FileScan scan, int chunk, byte delimiter, int keep, ref TSink sink)
        where TSink : IRecordSink
    {
        var file = scan.File;
        var at = file.Start + scan.Begin(chunk);
        var stop = file.Start + scan.Begin(chunk + 1);
        var end = file.End;
        var tail = stackalloc byte[ByteBlock.Size];
        var ends = stackalloc byte*[keep + 2];
        var (fields, owned, quoted) = (0, chunk == 0, scan.HasQuotes);
        var (carry, record) = (scan.StartsInside(chunk) ? ulong.MaxValue : 0, scan.RecordsBefore(chunk));
        ends[0] = chunk == 0 ? at + scan.TextStart - 1 : at - 1;

        for (; at < end; at += ByteBlock.Size)
        {
            var block = at;
            if (end - at < ByteBlock.Size) ByteBlock.CopyTail(at, end, block = tail);
            var marks = ByteBlock.Equal(block, delimiter) | ByteBlock.Equal(block, (byte)'\n');
            if (quoted)
            {
                var inside = ByteBlock.InsideQuotes(ByteBlock.Equal(block, (byte)'"')) ^ carry;
                carry = (ulong)((long)inside >> 63);
                marks &= ~inside;
            }

            for (; marks != 0; marks &= marks - 1)
            {
                var mark = at + BitOperations.TrailingZeroCount(marks);
                fields++;
                ends[Math.Min(fields, keep + 1)] = mark;
                if (*mark != '\n') continue;
                if (owned && !Finish(ends, fields, keep, mark, record, scan, ref sink)) return;
                if (mark >= stop) return;
                (owned, fields, record) = (true, 0, record + 1);
                ends[0] = mark;
            }
        }
        if (!owned || ends[0] + 1 >= end) return;
        ends[Math.Min(++fields, keep + 1)] = end;
        Finish(ends, fields, keep, end, record, scan, ref sink);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool Finish<TSink>(
        byte** ends, int fields, int keep, byte* mark, long record, FileScan scan, ref TSink sink)
        where TSink : IRecordSink
    {
        var last = mark;
        if (last > ends[0] + 1 && last[-1] == '\r') last--;
        ends[Math.Min(fields, keep + 1)] = last;
        if (keep > 1 && mark - ends[0] > DatasetLimits.LongestCell) CheckFields(ends, Math.Min(fields, keep), scan);
        return sink.Take(ends, fields, mark < scan.File.End ? mark + 1 : mark, record);
    }

    static void CheckFields(byte** ends, int fields, FileScan scan)
    {
        for (var i = 0; i < fields; i++)
            if (ends[i + 1] - ends[i] - 1 > DatasetLimits.LongestCell)
                throw Refusals.FieldTooLong(scan.LineAt(ends[i] + 1 - scan.File.Start), i + 1);
    }
}
