using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Counts what has happened to jobs from their events, each event once.</summary>
/// <remarks>Every process counts the same events, so each reports the totals of the whole service.</remarks>
sealed class QueueTotals
{
    // An event becomes visible at its commit, which may come after the commit of an event with a larger id.
    static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    const int MostAtOnce = 10_000;

    readonly Dictionary<(string, string), long> _jobs = [];
    readonly Dictionary<(string, string), long> _attempts = [];
    readonly Dictionary<(string, string), (long[] Counts, double Sum)> _stages = [];
    readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal) { ["used"] = 0, ["excluded"] = 0 };
    long? _upTo;

    public IReadOnlyDictionary<(string State, string Engine), long> Jobs =>
        new Dictionary<(string, string), long>(_jobs);

    public IReadOnlyDictionary<(string Outcome, string Engine), long> Attempts =>
        new Dictionary<(string, string), long>(_attempts);

    public IReadOnlyDictionary<(string Stage, string Engine), StageTimes> Stages =>
        _stages.ToDictionary(stage => stage.Key, stage => new StageTimes([.. stage.Value.Counts], stage.Value.Sum));

    public IReadOnlyDictionary<string, long> Rows => new Dictionary<string, long>(_rows);

    /// <summary>Counts what has happened since the last call; the first call only notes where to begin.</summary>
    public async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var last = await LastAsync(connection, ct);
        var counted = _upTo ?? last;
        // In steps that are each kept: a call that is canceled after a long pause goes on there the next time.
        while (counted < last)
        {
            var next = Math.Min(last, counted + MostAtOnce);
            await AddAsync(connection, counted, next, ct);
            _upTo = counted = next;
        }

        _upTo = counted;
    }

    async Task<long> LastAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT id FROM job_events WHERE at < clock_timestamp() - $1 ORDER BY id DESC LIMIT 1", connection);
        return Math.Max((long?)await command.With(Settled).ExecuteScalarAsync(ct) ?? 0, _upTo ?? 0);
    }

    async Task AddAsync(NpgsqlConnection connection, long after, long upTo, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            WITH news AS MATERIALIZED (
                SELECT j.queue, e.job_id, e.kind, e.data
                FROM job_events e
                JOIN jobs j ON j.id = e.job_id
                WHERE e.id > $1 AND e.id <= $2 AND e.kind IN ('state', 'stage')
            )
            SELECT 'job' AS what, queue, data ->> 'to' AS word, 0 AS bucket, count(*) AS number, 0::float8 AS seconds
            FROM news
            WHERE kind = 'state' AND data ->> 'to' IN ('succeeded', 'failed', 'canceled')
            GROUP BY 2, 3
            UNION ALL
            SELECT 'attempt', queue, data ->> 'outcome', 0, count(*), 0
            FROM news
            WHERE kind = 'state' AND data ->> 'outcome' IS NOT NULL
            GROUP BY 2, 3
            UNION ALL
            SELECT 'stage', queue, data ->> 'name',
                   (SELECT count(*) FROM unnest($3) AS bound WHERE bound < seconds)::integer, count(*), sum(seconds)
            FROM news, LATERAL (SELECT (data ->> 'durationMs')::float8 / 1000 AS seconds) AS took
            WHERE kind = 'stage' AND seconds IS NOT NULL
            GROUP BY 2, 3, 4
            UNION ALL
            SELECT 'rows', '', counted.what, 0, sum(counted.rows)::bigint, 0
            FROM news n
            JOIN results r ON r.job_id = n.job_id
            CROSS JOIN LATERAL (VALUES
                ('used', (r.body #>> '{rows,used}')::bigint),
                ('excluded', (r.body #>> '{rows,excluded}')::bigint)) AS counted (what, rows)
            WHERE n.kind = 'state' AND n.data ->> 'to' = 'succeeded' AND counted.rows IS NOT NULL
            GROUP BY 3
            """, connection);
        command.With(after).With(upTo).With(StageTimes.Bounds.ToArray());
        // All rows first: a broken answer must not be counted in part and then again.
        foreach (var count in await command.ReadAllAsync(Read, ct)) Add(count);
    }

    static Count Read(NpgsqlDataReader row) => new(
        row.Get<string>("what"), (row.Get<string>("word"), row.Get<string>("queue")), row.Get<int>("bucket"),
        row.Get<long>("number"), row.Get<double>("seconds"));

    void Add(Count one)
    {
        switch (one.Of)
        {
            case "job": _jobs[one.Key] = _jobs.GetValueOrDefault(one.Key) + one.Number; break;
            case "attempt": _attempts[one.Key] = _attempts.GetValueOrDefault(one.Key) + one.Number; break;
            case "rows": _rows[one.Key.Item1] += one.Number; break;
            default: AddTimes(one.Key, one.Bucket, one.Number, one.Seconds); break;
        }
    }

    void AddTimes((string, string) key, int bucket, long count, double seconds)
    {
        var (counts, sum) = _stages.TryGetValue(key, out var known)
            ? known
            : (new long[StageTimes.Bounds.Count + 1], 0);
        counts[bucket] += count;
        _stages[key] = (counts, sum + seconds);
    }

    readonly record struct Count(string Of, (string, string) Key, int Bucket, long Number, double Seconds);
}
