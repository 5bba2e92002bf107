using System.Runtime.ExceptionServices;

namespace Segmentation.Numerics;

/// <summary>The one loop over several threads.</summary>
static class ParallelLoop
{
    /// <summary>Runs the body for items 0 to <paramref name="items"/> − 1 on all threads.</summary>
    /// <exception cref="Exception">What the body threw; of several items the first, whatever the order they ran
    /// in.</exception>
    public static void Run(int items, Action<int> body, CancellationToken ct) =>
        Run(items, Hardware.Threads, (_, item) => body(item), ct);

    /// <summary>The same with at most so many workers, each taking the next free item.</summary>
    /// <param name="body">Called with the number of the worker, 0 to workers − 1, and of the item.</param>
    public static void Run(int items, int workers, Action<int, int> body, CancellationToken ct)
    {
        var loop = new Loop(items, body, ct);
        var threads = Math.Min(workers, items);
        if (threads <= 1) loop.Work(0);
        else Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, loop.Work);
        loop.Error?.Throw();
        ct.ThrowIfCancellationRequested();
    }

    sealed class Loop(int items, Action<int, int> body, CancellationToken ct)
    {
        readonly Lock _lock = new();
        int _next = -1;
        int _failed = int.MaxValue;

        public ExceptionDispatchInfo? Error { get; private set; }

        public void Work(int worker)
        {
            // An item is taken after all items before it, so the first one that fails is always among those that ran.
            while (Interlocked.Increment(ref _next) is var item && item < items && item < Volatile.Read(ref _failed))
            {
                if (ct.IsCancellationRequested) return;
                try
                {
                    body(worker, item);
                }
                catch (Exception error)
                {
                    Fail(item, error);
                }
            }
        }

        void Fail(int item, Exception error)
        {
            lock (_lock)
                if (item < _failed) (_failed, Error) = (item, ExceptionDispatchInfo.Capture(error));
        }
    }
}
