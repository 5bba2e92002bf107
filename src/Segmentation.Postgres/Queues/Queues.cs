using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>A queue; there is one for each engine.</summary>
/// <param name="Name"><c>local</c> or <c>spark</c>.</param>
/// <param name="PausedAt">Since when no job is taken from it; null when it is not paused.</param>
/// <param name="MaxRunning">Most of its jobs that run at once; null: as many as the workers have slots.</param>
public sealed record QueueInfo(string Name, DateTimeOffset? PausedAt, int? MaxRunning)
{
    /// <summary>Jobs that are due and wait for a worker.</summary>
    public long Queued { get; init; }
    /// <summary>Jobs that wait for their time.</summary>
    public long Delayed { get; init; }
    /// <summary>Jobs that run.</summary>
    public long Running { get; init; }
    /// <summary>Since when the first of the due jobs could have run; null when there is none.</summary>
    public DateTimeOffset? OldestDueAt { get; init; }
}

/// <summary>The queues: pausing them, and how many of their jobs may run at once.</summary>
public sealed class Queues(Database db, Hints hints)
{
    readonly SlowAnswers<string, IReadOnlyDictionary<string, QueueInfo>> _counts = new();

    /// <summary>All queues by name. Counts that took long are up to five seconds old.</summary>
    public async Task<IReadOnlyList<QueueInfo>> ListAsync(CancellationToken ct)
    {
        var counts = await _counts.AskAsync("", () => WorkAsync(connection => CountAsync(connection, ct), ct));
        var queues = await WorkAsync(connection => ReadAsync(connection, ct), ct);
        return [.. queues.Select(queue => counts.TryGetValue(queue.Name, out var count)
            ? count with { PausedAt = queue.PausedAt, MaxRunning = queue.MaxRunning }
            : queue)];
    }

    /// <summary>No worker takes a job from the queue until it is resumed; what runs goes on. Null: no such queue.</summary>
    public Task<QueueInfo?> PauseAsync(string name, CancellationToken ct) =>
        ChangeAsync(name, "UPDATE queues SET paused_at = coalesce(paused_at, clock_timestamp()) WHERE name = $1", _ => { }, ct);

    /// <summary>Jobs are taken again, at once. Null: no such queue.</summary>
    public Task<QueueInfo?> ResumeAsync(string name, CancellationToken ct) =>
        ChangeAsync(name, "UPDATE queues SET paused_at = NULL WHERE name = $1", _ => { }, ct);

    /// <summary>Sets how many of the queue's jobs may run at once over all workers; those that run go on. Null: no such queue.</summary>
    /// <param name="most">1 to 10,000; null: no limit.</param>
    public Task<QueueInfo?> SetMaxRunningAsync(string name, int? most, CancellationToken ct)
    {
        if (most is { } given) ArgumentOutOfRangeException.ThrowIfNotEqual(given, Math.Clamp(given, 1, 10_000), nameof(most));
        return ChangeAsync(name, "UPDATE queues SET max_running = $2 WHERE name = $1", command => command.With(NpgsqlDbType.Integer, most), ct);
    }

    async Task<QueueInfo?> ChangeAsync(string name, string sql, Action<NpgsqlCommand> with, CancellationToken ct)
    {
        var changed = await WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            with(command.With(name));
            return await command.ExecuteNonQueryAsync(ct);
        }, ct);
        if (changed == 0) return null;

        hints.Send(Channel.Jobs, name);
        return (await ListAsync(ct)).FirstOrDefault(queue => queue.Name == name);
    }

    static async Task<List<QueueInfo>> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT name, paused_at, max_running FROM queues ORDER BY name", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var queues = new List<QueueInfo>();
        while (await reader.ReadAsync(ct))
            queues.Add(new(reader.GetString(0), JobRow.Time(reader, 1), reader.IsDBNull(2) ? null : reader.GetInt32(2)));
        return queues;
    }

    static async Task<IReadOnlyDictionary<string, QueueInfo>> CountAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT queue, count(*) FILTER (WHERE run_at <= now()), count(*) FILTER (WHERE run_at > now()), 0::bigint,
                   min(run_at) FILTER (WHERE run_at <= now())
            FROM jobs WHERE state = 'queued' GROUP BY queue
            UNION ALL
            SELECT queue, 0, 0, count(*), NULL FROM jobs WHERE state = 'running' GROUP BY queue
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var counts = new Dictionary<string, QueueInfo>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            var name = reader.GetString(0);
            var queue = counts.GetValueOrDefault(name) ?? new(name, null, null);
            counts[name] = queue with
            {
                Queued = queue.Queued + reader.GetInt64(1),
                Delayed = queue.Delayed + reader.GetInt64(2),
                Running = queue.Running + reader.GetInt64(3),
                OldestDueAt = queue.OldestDueAt ?? JobRow.Time(reader, 4),
            };
        }

        return counts;
    }

    Task<T> WorkAsync<T>(Func<NpgsqlConnection, Task<T>> statement, CancellationToken ct) => db.RunAsync(db.Work, statement, ct);
}
