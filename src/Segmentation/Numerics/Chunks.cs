using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Segmentation.Numerics;

/// <summary>Rows in chunks whose borders depend on the number of rows alone, never on the number of threads.</summary>
/// <param name="Rows">n.</param>
/// <param name="Size">Rows of every chunk but the last; a multiple of eight.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Chunks(int Rows, int Size)
{
    const int Smallest = 4_096;
    const int Most = 512;

    public int Count => (Rows + Size - 1) / Size;

    /// <summary>At least 4,096 rows each, and at most 512 chunks, so that what is kept for each stays small.</summary>
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
        Run(Count, Hardware.Threads, (_, chunk) => body(chunks.Start(chunk), chunks.End(chunk), chunk), ct);
    }

    /// <summary>Runs the body for items 0 to <paramref name="items"/> − 1, each worker taking the next free one.</summary>
    /// <param name="workers">How many workers there are at most; each has its number, 0 to workers − 1.</param>
    /// <param name="body">Called with the number of the worker and of the item.</param>
    public static void Run(int items, int workers, Action<int, int> body, CancellationToken ct)
    {
        var next = -1;
        void Work(int worker)
        {
            for (var i = Interlocked.Increment(ref next); i < items; i = Interlocked.Increment(ref next))
            {
                if (ct.IsCancellationRequested) return;
                body(worker, i);
            }
        }

        var threads = Math.Min(workers, items);
        if (threads <= 1) Work(0);
        else RunAll(threads, Work);
        ct.ThrowIfCancellationRequested();
    }

    static void RunAll(int threads, Action<int> work)
    {
        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }
}
