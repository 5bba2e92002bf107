using System.Runtime.CompilerServices;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>Checks that every quote begins or ends a cell, or is doubled (RFC 4180). Only then does the parity of
/// quotes tell what is inside a cell.</summary>
static unsafe class QuoteCheck
{
    /// <exception cref="InvalidDatasetException">Names the first wrong quote of the file.</exception>
    public static void Run(FileScan scan, byte delimiter, CancellationToken ct)
    {
        if (!scan.HasQuotes) return;
        var wrong = new long[scan.Chunks];
        ParallelLoop.Run(scan.Chunks, chunk => wrong[chunk] = FirstWrong(scan, chunk, delimiter), ct);
        var first = Array.Find(wrong, offset => offset >= 0);
        if (Array.Exists(wrong, offset => offset >= 0)) throw Refuse(scan, first, delimiter);
        if (scan.EndsInside) throw Refusals.UnclosedQuote(scan.LineAt(LastOpening(scan, scan.File.Length)));
    }

    /// <summary>Offset of the first wrong quote of a chunk, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long FirstWrong(FileScan scan, int chunk, byte delimiter)
    {
        var file = scan.File;
        var begin = file.Start + scan.Begin(chunk);
        var end = file.Start + scan.Begin(chunk + 1);
        var tail = stackalloc byte[ByteBlock.Size];
        var carry = scan.StartsInside(chunk) ? ulong.MaxValue : 0;
        var before = scan.Begin(chunk) <= scan.TextStart ? (byte)'\n' : begin[-1];
        var boundary = before == delimiter || before == '\n' ? 1UL : 0;   // a cell may begin at bit 0
        var closed = before == '"' && carry == 0 ? 1UL : 0;                // or a quote closed just before it
        if (scan.Begin(chunk) == 0) begin += scan.TextStart;

        for (var at = begin; at < end; at += ByteBlock.Size)
        {
            var block = at;
            if (file.End - at < ByteBlock.Size) ByteBlock.CopyTail(at, file.End, block = tail);
            var quotes = ByteBlock.Equal(block, (byte)'"');
            var inside = ByteBlock.InsideQuotes(quotes) ^ carry;
            var separators = ByteBlock.Equal(block, delimiter) | ByteBlock.Equal(block, (byte)'\n');
            var (opens, closes) = (quotes & inside, quotes & ~inside);

            var mayOpen = ((separators & ~inside) << 1) | boundary | (closes << 1) | closed;
            var mayFollow = separators | ByteBlock.Equal(block, (byte)'\r') | quotes;
            var wrong = (opens & ~mayOpen) | (((closes << 1) | closed) & ~mayFollow);
            if (file.End - at < ByteBlock.Size) wrong &= (1UL << (int)(file.End - at)) - 1;
            for (; wrong != 0; wrong &= wrong - 1)
            {
                var bit = System.Numerics.BitOperations.TrailingZeroCount(wrong);
                var isOpening = ((opens >> bit) & 1) != 0;
                if (!isOpening || !IsBehindBlanks(scan, at + bit, delimiter)) return at + bit - file.Start;
            }

            carry = (ulong)((long)inside >> 63);
            boundary = (separators & ~inside) >> 63;
            closed = closes >> 63;
        }
        return -1;
    }

    /// <summary>Whether only blanks stand between a quote and the beginning of its cell, as in <c>1, "x"</c>.</summary>
    static bool IsBehindBlanks(FileScan scan, byte* quote, byte delimiter)
    {
        var at = quote - 1;
        var start = scan.File.Start + scan.TextStart;
        while (at >= start && *at == ' ') at--;
        return at < start || *at == delimiter || *at == '\n';
    }

    /// <summary>When the cell with the wrong quote spans lines, the quote that opens it is not closed on its own
    /// line.</summary>
    static InvalidDatasetException Refuse(FileScan scan, long wrong, byte delimiter)
    {
        var opening = LastOpening(scan, wrong);
        var (line, opened) = (scan.LineAt(wrong), scan.LineAt(opening));
        var isQuote = scan.File.Start[wrong] == '"' && wrong > 0 && scan.File.Start[wrong - 1] is var before
            && before != delimiter && before != '"';
        return opened < line && !isQuote ? Refusals.UnclosedQuote(opened) : Refusals.StrayQuote(line);
    }

    /// <summary>Where the last quoted cell before <paramref name="to"/> opens.</summary>
    static long LastOpening(FileScan scan, long to)
    {
        var (opening, inside, at) = (0L, false, (long)scan.TextStart);
        while (at < to)
        {
            var rest = scan.File.Span(at, Math.Min(to, at + (1 << 30)));
            var quote = rest.IndexOf((byte)'"');
            if (quote < 0)
            {
                at += rest.Length;
                continue;
            }
            at += quote;
            var doubled = !inside && at > 0 && scan.File.Start[at - 1] == '"' && at - 1 > opening;
            if (!inside && !doubled) opening = at;
            (inside, at) = (!inside, at + 1);
        }
        return opening;
    }
}
