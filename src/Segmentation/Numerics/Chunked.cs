using System.Runtime.ExceptionServices;

namespace Segmentation.Numerics;

/// <summary>Work on the chunks of a file, in parallel.</summary>
static class Chunked
{
#pragma warning disable CA1068 // The work reads best last, as a block.
    /// <summary>Runs <paramref name="work"/> for every chunk. When several refuse the file, the first in the file wins.</summary>
    public static void ForEach(int chunks, CancellationToken ct, Action<int> work)
#pragma warning restore CA1068
    {
        if (chunks <= 1)
        {
            ct.ThrowIfCancellationRequested();
            if (chunks == 1) work(0);
            return;
        }
        var refusals = new InvalidDatasetException?[chunks];
        var options = new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, chunks, options, chunk =>
        {
            try
            {
                work(chunk);
            }
            catch (InvalidDatasetException refusal)
            {
                refusals[chunk] = refusal;
            }
        });
        if (Array.Find(refusals, refusal => refusal is not null) is { } first) ExceptionDispatchInfo.Throw(first);
    }
}
