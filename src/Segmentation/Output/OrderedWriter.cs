using Microsoft.Win32.SafeHandles;

namespace Segmentation.Output;

/// <summary>Lets workers write pieces of unknown length to one file, in order and at the same time.</summary>
/// <param name="start">Bytes that stand in the file already.</param>
sealed class OrderedWriter(SafeFileHandle file, long start)
{
    readonly object _gate = new();
    long _end = start;
    int _turn;
    bool _failed;

    /// <summary>Runs some workers and ends when all have; when one fails, none waits for it.</summary>
    public void Run(int workers, Action work)
    {
        if (workers <= 1)
        {
            work();
            return;
        }
        try
        {
            Parallel.For(0, workers, _ =>
            {
                try
                {
                    work();
                }
                catch
                {
                    Fail();
                    throw;
                }
            });
        }
        catch (AggregateException errors)
        {
            var first = errors.InnerExceptions.FirstOrDefault(error => error is not AbandonedException) ?? errors;
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Waits until the piece before has its place, takes the next and writes there.</summary>
    public void Write(int piece, ReadOnlySpan<byte> bytes)
    {
        long place;
        lock (_gate)
        {
            while (_turn != piece && !_failed) Monitor.Wait(_gate);
            if (_failed) throw new AbandonedException();
            (place, _end, _turn) = (_end, _end + bytes.Length, piece + 1);
            Monitor.PulseAll(_gate);
        }
        RandomAccess.Write(file, bytes, place);
    }

    void Fail()
    {
        lock (_gate)
        {
            _failed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Another worker failed; its exception is the one to show.</summary>
    sealed class AbandonedException : Exception;
}
