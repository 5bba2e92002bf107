using System.Text.Json.Serialization;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>A queue; there is one for each engine.</summary>
/// <param name="Name">`local` or `spark`.</param>
/// <param name="Paused">Whether no job is taken from it; running jobs continue.</param>
/// <param name="PausedAt">Since when; null when it is not paused.</param>
/// <param name="MaxRunning">Most of its jobs that run at once; null: as many as the workers have slots.</param>
/// <param name="Queued">Jobs that are due and waiting for a worker.</param>
/// <param name="Delayed">Jobs that are not due yet.</param>
/// <param name="Running">Jobs that run.</param>
/// <param name="OldestDueAt">When the oldest of the due jobs became due; null when there is none.</param>
public sealed record QueueView(
    string Name, bool Paused, DateTimeOffset? PausedAt, int? MaxRunning, long Queued, long Delayed, long Running,
    DateTimeOffset? OldestDueAt)
{
    internal static QueueView From(QueueInfo queue) => new(
        queue.Name, queue.PausedAt is not null, queue.PausedAt, queue.MaxRunning, queue.Queued, queue.Delayed,
        queue.Running, queue.OldestDueAt);
}

/// <summary>All queues.</summary>
public sealed record QueueList(IReadOnlyList<QueueView> Queues);

/// <summary>The properties of a queue that can be changed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeQueue
{
    const int Most = 10_000;

    /// <summary>Most of its jobs that run at once over all workers, 1 to 10,000; null: as many as the workers have
    /// slots.</summary>
    /// <example>2</example>
    public required int? MaxRunning { get; init; }

    /// <exception cref="ProblemException">The value is not allowed.</exception>
    internal int? ToMost() => MaxRunning is null or (>= 1 and <= Most)
        ? MaxRunning
        : throw new ProblemException(
            Problems.InvalidSetting("/maxRunning", $"maxRunning is 1 to {Most}, or null for no limit."));
}
