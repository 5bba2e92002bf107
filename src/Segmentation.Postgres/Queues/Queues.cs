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

/// <summary>Lists the queues, pauses them, and limits how many of their jobs run at once.</summary>
public sealed class Queues(Database db, NotifySender notify)
{
    readonly CountCache<string, IReadOnlyDictionary<string, QueueInfo>> _counts = new();

    /// <summary>All queues by name. Counts that took long are up to five seconds old.</summary>
    public async Task<IReadOnlyList<QueueInfo>> ListAsync(CancellationToken ct)
    {
        var counts = await _counts.GetAsync("", () => db.WorkAsync(connection => CountAsync(connection, ct), ct));
        var queues = await db.WorkAsync(connection => ReadAsync(connection, ct), ct);
        return [.. queues.Select(queue => counts.TryGetValue(queue.Name, out var count)
            ? count with { PausedAt = queue.PausedAt, MaxRunning = queue.MaxRunning }
            : queue)];
    }

    /// <summary>No worker takes a job from the queue until it is resumed; running jobs continue. Null: no such
    /// queue.</summary>
    public Task<QueueInfo?> PauseAsync(string name, CancellationToken ct) =>
        ChangeAsync(
            name, "UPDATE queues SET paused_at = coalesce(paused_at, clock_timestamp()) WHERE name = $1", _ => { }, ct);

    /// <summary>Jobs are taken again, at once. Null: no such queue.</summary>
    public Task<QueueInfo?> ResumeAsync(string name, CancellationToken ct) =>
        ChangeAsync(name, "UPDATE queues SET paused_at = NULL WHERE name = $1", _ => { }, ct);

    /// <summary>Sets how many of the queue's jobs may run at once over all workers; running jobs continue. Null: no
    /// such queue.</summary>
    /// <param name="most">1 to 10,000; null: no limit.</param>
    public Task<QueueInfo?> SetMaxRunningAsync(string name, int? most, CancellationToken ct)
    {
        if (most is < 1 or > 10_000) throw new ArgumentOutOfRangeException(nameof(most), most, "Allowed: 1 to 10,000.");
        return ChangeAsync(
            name, "UPDATE queues SET max_running = $2 WHERE name = $1",
            command => command.With(NpgsqlDbType.Integer, most), ct);
    }

    async Task<QueueInfo?> ChangeAsync(string name, string sql, Action<NpgsqlCommand> add, CancellationToken ct)
    {
        var changed = await db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            add(command.With(name));
            return await command.ExecuteNonQueryAsync(ct);
        }, ct);
        if (changed == 0) return null;

        notify.Send(Channel.Jobs, name);
        return (await ListAsync(ct)).FirstOrDefault(queue => queue.Name == name);
    }

    static async Task<List<QueueInfo>> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT name, paused_at, max_running FROM queues ORDER BY name", connection);
        return await command.ReadAllAsync(
            row => new QueueInfo(
                row.Get<string>("name"), row.Get<DateTimeOffset?>("paused_at"), row.Get<int?>("max_running")), ct);
    }

    static async Task<IReadOnlyDictionary<string, QueueInfo>> CountAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT queue,
                   count(*) FILTER (WHERE state = 'queued' AND run_at <= now()) AS queued,
                   count(*) FILTER (WHERE state = 'queued' AND run_at > now()) AS delayed,
                   count(*) FILTER (WHERE state = 'running') AS running,
                   min(run_at) FILTER (WHERE state = 'queued' AND run_at <= now()) AS oldest
            FROM (SELECT queue, state, run_at FROM jobs WHERE state = 'queued'
                  UNION ALL
                  SELECT queue, state, run_at FROM jobs WHERE state = 'running') AS open
            GROUP BY queue
            """, connection);
        var counts = await command.ReadAllAsync(
            row => new QueueInfo(row.Get<string>("queue"), null, null)
            {
                Queued = row.Get<long>("queued"),
                Delayed = row.Get<long>("delayed"),
                Running = row.Get<long>("running"),
                OldestDueAt = row.Get<DateTimeOffset?>("oldest"),
            }, ct);
        return counts.ToDictionary(queue => queue.Name);
    }
}
