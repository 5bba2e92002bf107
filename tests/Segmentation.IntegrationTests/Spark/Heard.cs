using Segmentation.Spark.Connect;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>Progress as it is told; the first one with work under way can be waited for.</summary>
sealed class Heard : IProgress<TaskProgress>
{
    readonly TaskCompletionSource _working = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<TaskProgress> _all = [];

    /// <summary>Ends when a task has been done and others still run.</summary>
    public Task Working => _working.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public IReadOnlyList<TaskProgress> All
    {
        get
        {
            lock (_all) return [.. _all];
        }
    }

    public void Report(TaskProgress value)
    {
        lock (_all) _all.Add(value);
        if (value is { Running: > 0, TasksDone: > 0 }) _working.TrySetResult();
    }
}
