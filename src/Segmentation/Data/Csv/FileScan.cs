using System.Numerics;
using System.Runtime.CompilerServices;
using Segmentation.Numerics;

namespace Segmentation.Data;

/// <summary>How many records begin before each chunk of a file, so that chunks can be read in parallel.</summary>
/// <remarks>
/// A chunk begins inside quotes when the number of quotes before it is odd. So one cheap pass counts quotes and, for
/// both cases, line ends. A chunk owns the records whose preceding line end lies in it; chunk 0 also owns the first
/// record. Chunks have a fixed size, so the result does not depend on the number of threads.
/// </remarks>
sealed unsafe class FileScan
{
    const int DefaultChunkBytes = 1 << 20;

    readonly int _chunkBytes;
    readonly ChunkStart[] _starts;   // one more than there are chunks: the last is for the end of the file

    FileScan(MappedFile file, int chunkBytes, ChunkStart[] starts, bool notAscii)
    {
        (File, _chunkBytes, _starts, NotAscii) = (file, chunkBytes, starts, notAscii);
        TextStart = file.Span(0, Math.Min(3, file.Length)).SequenceEqual("\uFEFF"u8) ? 3 : 0;
        var openEnded = file.Length > 0 && file.Start[file.Length - 1] != '\n';
        Records = starts[^1].Records + (openEnded ? 1 : 0);
    }

    public MappedFile File { get; }
    public int Chunks => _starts.Length - 1;
    public bool NotAscii { get; }
    public bool HasQuotes => _starts[^1].Quotes > 0;
    /// <summary>The file ends inside quotes.</summary>
    public bool EndsInside => _starts[^1].Inside;
    /// <summary>Header and blank lines included.</summary>
    public long Records { get; }
    /// <summary>3 after a byte order mark, else 0.</summary>
    public int TextStart { get; }

    public long Begin(int chunk) => chunk == Chunks ? File.Length : (long)chunk * _chunkBytes;
    public bool StartsInside(int chunk) => _starts[chunk].Inside;
    /// <summary>Line ends outside quotes before the chunk; also the number of the record that continues into
    /// it.</summary>
    public long RecordsBefore(int chunk) => _starts[chunk].Records;

    /// <summary>The chunk that owns record <paramref name="record"/>.</summary>
    public int ChunkOf(long record)
    {
        var (low, high) = (0, Chunks - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_starts[middle].Records < record) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// <summary>Line of a byte, from 1.</summary>
    public long LineAt(long offset)
    {
        var chunk = _chunkBytes == 0 ? 0 : (int)Math.Min(offset / _chunkBytes, Chunks - 1);
        return _starts[chunk].Lines + File.Span(Begin(chunk), offset).Count((byte)'\n') + 1;
    }

    public static FileScan Run(MappedFile file, CancellationToken ct, int chunkBytes = DefaultChunkBytes)
    {
        var chunks = (int)((file.Length + chunkBytes - 1) / chunkBytes);
        var counts = new ChunkCounts[chunks];
        ParallelLoop.Run(chunks, chunk =>
        {
            var begin = file.Start + ((long)chunk * chunkBytes);
            counts[chunk] = Count(begin, begin + Math.Min(chunkBytes, file.End - begin));
        }, ct);
        var firstZero = Array.FindIndex(counts, count => count.Zero);
        if (firstZero >= 0) throw TextCheck.NotText(file, (long)firstZero * chunkBytes);
        return new(file, chunkBytes, Add(counts), Array.Exists(counts, count => count.NotAscii));
    }

    /// <summary>The file as one chunk, without a pass over it: enough to read records from its beginning.</summary>
    public static FileScan Lazy(MappedFile file) =>
        new(file, chunkBytes: 0, [default, new(Quotes: 1, Records: 0, Lines: 0)], notAscii: true);

    static ChunkStart[] Add(ChunkCounts[] counts)
    {
        var starts = new ChunkStart[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            var (at, count) = (starts[i], counts[i]);
            starts[i + 1] = new(
                at.Quotes + count.Quotes,
                at.Records + (at.Inside ? count.LinesInside : count.LinesOutside),
                at.Lines + count.LinesInside + count.LinesOutside);
        }
        return starts;
    }

    /// <summary>Counts in a chunk, taking its beginning to be outside quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static ChunkCounts Count(byte* at, byte* end)
    {
        var tail = stackalloc byte[ByteBlock.Size];
        var (quotes, outside, inside) = (0L, 0L, 0L);
        var (carry, high, zeros) = (0UL, 0UL, 0UL);
        for (; at < end; at += ByteBlock.Size)
        {
            var block = at;
            if (end - at < ByteBlock.Size) ByteBlock.CopyTail(at, end, block = tail);

            var quote = ByteBlock.Equal(block, (byte)'"');
            var line = ByteBlock.Equal(block, (byte)'\n');
            zeros |= ByteBlock.Equal(block, 0);
            high |= ByteBlock.NotAscii(block);
            var within = carry;
            if (quote != 0)
            {
                quotes += BitOperations.PopCount(quote);
                within ^= ByteBlock.InsideQuotes(quote);
                carry = (ulong)((long)within >> 63);
            }
            inside += BitOperations.PopCount(line & within);
            outside += BitOperations.PopCount(line & ~within);
        }
        return new(quotes, outside, inside, high != 0, zeros != 0);
    }

    readonly record struct ChunkCounts(long Quotes, long LinesOutside, long LinesInside, bool NotAscii, bool Zero);

    readonly record struct ChunkStart(long Quotes, long Records, long Lines)
    {
        public bool Inside => (Quotes & 1) != 0;
    }
}
