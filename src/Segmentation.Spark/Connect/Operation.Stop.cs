using Segmentation.Spark.Protos;

namespace Segmentation.Spark.Connect;

sealed partial class Operation
{
    // Together less than the three seconds within which a canceled job must be gone from the cluster.
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(1.5);
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1.5);

    // Set while StopAsync waits for tasks to run.
    volatile TaskCompletionSource? _working;

    /// <summary>Stops the work on the cluster and waits, for a limited time, until it has stopped.</summary>
    async Task StopAsync(Task following, CancellationTokenSource reading)
    {
        // Spark plans stages on separate threads. A stage that is being planned while its operation is interrupted
        // still starts, belongs to no operation, and runs to its end. So wait until tasks are running, then interrupt.
        _working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await WaitAsync(Task.WhenAny(following, _working.Task), StartLimit);
        if (!following.IsCompleted)
        {
            await InterruptAsync();
            await WaitAsync(following, StopLimit);
        }

        await reading.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await session.ReleaseOperationAsync(_id, null);
    }

    async Task InterruptAsync()
    {
        var request = new InterruptRequest
        {
            InterruptType = InterruptRequest.Types.InterruptType.OperationId,
            OperationId = _id,
        };
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await session.InterruptAsync(request, limit.Token);
        }
        catch (Exception e) when (e is SparkException or OperationCanceledException)
        {
            // The server or the session is gone. What may still run ends with the session, which is released in any
            // case.
        }
    }

    static async Task WaitAsync(Task task, TimeSpan limit)
    {
        using var ended = new CancellationTokenSource();
        await Task.WhenAny(task, Task.Delay(limit, ended.Token));
        await ended.CancelAsync();
    }
}
