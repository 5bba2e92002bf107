using System.Runtime.InteropServices;

namespace Segmentation.Numerics;

/// <summary>Rows in chunks. Where they begin depends on the number of rows alone, never on the number of
/// threads.</summary>
/// <param name="Rows">n.</param>
/// <param name="Size">Rows of every chunk but the last; a multiple of eight.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Chunks(int Rows, int Size)
{
    const int Smallest = 4_096;
    const int Most = 512;

    public int Count => (Rows + Size - 1) / Size;

    /// <summary>At least 4,096 rows each, and at most 512 chunks, so that what is stored for each stays
    /// small.</summary>
    public static Chunks Of(int rows)
    {
        var size = Math.Max(Smallest, (rows + Most - 1) / Most);
        return new(rows, (size + Lanes.Count - 1) / Lanes.Count * Lanes.Count);
    }

    public int Start(int chunk) => chunk * Size;
    public int End(int chunk) => Math.Min(Rows, (chunk + 1) * Size);

    /// <summary>Runs the body for every chunk, on several threads; it must not depend on the order.</summary>
    /// <param name="body">Called with start and end row and the number of the chunk.</param>
    public void Run(Action<int, int, int> body, CancellationToken ct)
    {
        var chunks = this;
        ParallelLoop.Run(Count, chunk => body(chunks.Start(chunk), chunks.End(chunk), chunk), ct);
    }
}
