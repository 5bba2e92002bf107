using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>What must be true of a queue whatever happened to it: I1 to I10, over jobs, attempts, events, results,
/// files and runs.</summary>
sealed class Invariants(string connectionString, FileStore files, string? runs = null)
{
    readonly ConcurrentQueue<JobId> _acknowledged = new();

    /// <summary>A client was told that this job is queued.</summary>
    public void Acknowledged(JobId id) => _acknowledged.Enqueue(id);

    /// <summary>Watches the rows from now on for what cannot be seen in the end.</summary>
    public async Task WatchAsync()
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(Witness);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every breach, in words; none when all is well. Files that nobody needs are swept first.</summary>
    /// <param name="ended">All jobs must have ended by now.</param>
    public async Task<IReadOnlyList<string>> BreachesAsync(bool ended = true)
    {
        await using var db = new Database(connectionString, workConnections: 1);
        await new FileSweeper(db, files, NullLogger<FileSweeper>.Instance).SweepAsync(CancellationToken.None);
        var breaches = new List<string>();
        foreach (var (name, sql) in Checks.Where(check => ended || check.Name != "I2"))
            breaches.AddRange((await RowsAsync(db, sql)).Select(row => $"{name}: {row}"));
        breaches.AddRange(await LostAsync(db));
        breaches.AddRange(await OverlapsAsync(db));
        breaches.AddRange(await FilesAsync(db));
        return breaches;
    }

    /// <summary>Fails with every breach there is.</summary>
    public async Task AssertAsync(bool ended = true) => Assert.Empty(await BreachesAsync(ended));

    // A row for each breach; columns are joined to a sentence.
    static readonly (string Name, string Sql)[] Checks =
    [
        ("I2", "SELECT public_id::text, 'has not ended:', state FROM jobs WHERE state IN ('queued', 'running')"),
        ("I3", """
            SELECT j.public_id::text, j.state, 'token', j.lease_token::text, 'has a result of',
                coalesce(r.token::text, 'none')
            FROM jobs j LEFT JOIN results r ON r.job_id = j.id
            WHERE (j.state = 'succeeded') <> (r.job_id IS NOT NULL) OR r.token <> j.lease_token
            """),
        ("I3", """
            SELECT j.public_id::text, j.state, 'token', j.lease_token::text, 'has a file of', a.token::text
            FROM artifacts a JOIN jobs j ON j.id = a.job_id
            WHERE j.state <> 'succeeded' OR a.token <> j.lease_token
            """),
        ("I3", """
            SELECT j.public_id::text, j.state, 'has', count(a.job_id)::text, 'accepted attempts'
            FROM jobs j LEFT JOIN job_attempts a ON a.job_id = j.id AND a.outcome = 'succeeded'
            GROUP BY j.id
            HAVING count(a.job_id) <> CASE j.state WHEN 'succeeded' THEN 1 ELSE 0 END
            """),
        ("I4", """
            SELECT job_id::text, 'token', token::text, 'was given after', before::text
            FROM (SELECT job_id, token, max(token) OVER (PARTITION BY job_id ORDER BY started_at
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM job_attempts) a
            WHERE token <= before
            """),
        ("I4", """
            SELECT job_id::text, 'event', id::text, 'of token', token::text, 'comes after one of', before::text
            FROM (SELECT job_id, id, token, max(token) OVER (PARTITION BY job_id ORDER BY id
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM job_events) e
            WHERE token < before
            """),
        ("I5", """
            SELECT job_id::text, 'went from', coalesce(came, 'nothing'), 'as', coalesce(went, 'nothing'), 'to', next
            FROM (SELECT job_id, data ->> 'from' AS went, data ->> 'to' AS next,
                         lag(data ->> 'to') OVER (PARTITION BY job_id ORDER BY id) AS came
                  FROM job_events WHERE kind = 'state') e
            WHERE went IS DISTINCT FROM came
               OR (coalesce(went, 'nothing'), next) NOT IN (
                    ('nothing', 'queued'), ('queued', 'running'), ('queued', 'canceled'), ('running', 'succeeded'),
                    ('running', 'failed'), ('running', 'canceled'), ('running', 'queued'))
            """),
        ("I5", """
            SELECT j.public_id::text, 'is', j.state, 'and was told to be', coalesce(e.data ->> 'to', 'nothing')
            FROM jobs j LEFT JOIN LATERAL (
                SELECT data FROM job_events WHERE job_id = j.id AND kind = 'state' ORDER BY id DESC LIMIT 1) e ON true
            WHERE j.state IS DISTINCT FROM e.data ->> 'to'
            """),
        ("I5", """
            SELECT j.public_id::text, 'is', j.state, 'with', count(d.id)::text, 'ends, and events after one:',
                bool_or(d.later)::text
            FROM jobs j LEFT JOIN LATERAL (
                SELECT e.id, EXISTS (SELECT FROM job_events l WHERE l.job_id = j.id AND l.id > e.id) AS later
                FROM job_events e WHERE e.job_id = j.id AND e.kind = 'done') d ON true
            GROUP BY j.id
            HAVING count(d.id) <> CASE WHEN j.state IN ('queued', 'running') THEN 0 ELSE 1 END OR bool_or(d.later)
            """),
        ("I6", """
            SELECT j.public_id::text, 'was charged', j.attempt::text, 'of', j.max_attempts::text, 'for claims:',
                count(a.job_id)::text
            FROM jobs j LEFT JOIN job_attempts a ON a.job_id = j.id AND a.outcome IS DISTINCT FROM 'released'
            GROUP BY j.id
            HAVING j.attempt > j.max_attempts OR j.attempt <> count(a.job_id)
            """),
        ("I6", """
            SELECT j.public_id::text, 'is', j.state, 'and the attempt', a.token::text, 'is', coalesce(a.outcome, 'open')
            FROM job_attempts a JOIN jobs j ON j.id = a.job_id
            WHERE (a.outcome IS NULL) <> (j.state = 'running' AND j.lease_token = a.token)
            """),
        ("I7, I8", "SELECT what FROM witness"),
    ];

    // A final state is left, progress falls under one token, a token falls or changes under a run, a result is
    // published after a cancel was answered: all of that would be gone by the end of the test.
    const string Witness = """
        CREATE TABLE witness (what text NOT NULL);
        CREATE FUNCTION bear_witness() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO witness VALUES (format(
                '%s: %s, token %s, progress %s (%s) became %s, token %s, progress %s (%s)', NEW.public_id,
                OLD.state, OLD.lease_token, OLD.progress, OLD.progress_seq,
                NEW.state, NEW.lease_token, NEW.progress, NEW.progress_seq));
            RETURN NULL;
        END $$;
        CREATE TRIGGER witness AFTER UPDATE ON jobs FOR EACH ROW WHEN (
            OLD.finished_at IS NOT NULL AND (NEW.state <> OLD.state OR NEW.lease_token IS DISTINCT FROM OLD.lease_token
                OR NEW.result_summary IS DISTINCT FROM OLD.result_summary
                OR NEW.finished_at IS DISTINCT FROM OLD.finished_at)
            OR NEW.lease_token < OLD.lease_token
            OR OLD.state = 'running' AND NEW.state = 'running' AND NEW.lease_token <> OLD.lease_token
            OR OLD.state = 'running' AND NEW.lease_token = OLD.lease_token
                AND (NEW.progress < OLD.progress OR NEW.progress_seq < OLD.progress_seq))
        EXECUTE FUNCTION bear_witness();
        """;

    // I1: what was acknowledged is there, once.
    async Task<IEnumerable<string>> LostAsync(Database db)
    {
        var there = (await RowsAsync(db, "SELECT public_id::text FROM jobs")).Select(Guid.Parse).ToHashSet();
        return _acknowledged.Where(id => !there.Contains(id.Value))
            .Select(id => $"I1: {id} was acknowledged and is gone")
            .Concat(_acknowledged.GroupBy(id => id).Where(same => same.Count() > 1)
                .Select(same => $"I1: {same.Key} was given twice"));
    }

    // I9: two runs of a job at once only where a lease had ended.
    async Task<IEnumerable<string>> OverlapsAsync(Database db)
    {
        if (runs is null || !Directory.Exists(runs)) return [];

        var crashed = (await RowsAsync(db, "SELECT token::text FROM job_attempts WHERE outcome = 'crashed'"))
            .Select(long.Parse).ToHashSet();
        return Runs().GroupBy(run => run.Job).SelectMany(job =>
        {
            var ordered = job.OrderBy(run => run.Token).ToArray();
            return ordered.Zip(ordered.Skip(1))
                .Where(pair => pair.First.End > pair.Second.Begin && !crashed.Contains(pair.First.Token))
                .Select(pair => $"I9: {job.Key} ran under {pair.First.Token} and {pair.Second.Token} at once");
        });
    }

    // A run without an end was killed with its process.
    IEnumerable<(string Job, long Token, DateTime Begin, DateTime End)> Runs() =>
        Directory.GetFiles(runs!, "runs-*.log").SelectMany(File.ReadLines).Select(line => line.Split(';'))
            .Where(parts => parts.Length >= 4)
            .GroupBy(parts => (Job: parts[1], Token: long.Parse(parts[2], CultureInfo.InvariantCulture)))
            .Select(run => (run.Key.Job, run.Key.Token, run.Min(Time), run.Where(parts => parts[0] == "end")
                .Select(Time).FirstOrDefault()));

    static DateTime Time(string[] parts) =>
        DateTime.Parse(parts[3], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    // I10: a folder for each result, and no other.
    async Task<IEnumerable<string>> FilesAsync(Database db)
    {
        var needed = await FoldersAsync(
            db, "state = 'succeeded' AND EXISTS (SELECT FROM artifacts a WHERE a.job_id = jobs.id)");
        var allowed = await FoldersAsync(db, "state IN ('running', 'succeeded')");
        var there = Directory.Exists(files.Jobs)
            ? Directory.GetDirectories(files.Jobs).SelectMany(Directory.GetDirectories)
                .Select(folder => Path.GetRelativePath(files.Jobs, folder)).ToHashSet()
            : [];
        return there.Except(allowed).Select(folder => $"I10: {folder} belongs to no result")
            .Concat(needed.Except(there).Select(folder => $"I10: the files of {folder} are gone"));
    }

    static async Task<HashSet<string>> FoldersAsync(Database db, string condition) =>
        [.. (await RowsAsync(db, $"SELECT public_id::text, lease_token::text FROM jobs WHERE {condition}"))
            .Select(row => row.Split(' '))
            .Select(row => Path.Combine(new JobId(Guid.Parse(row[0])).ToString(), row[1]))];

    static async Task<List<string>> RowsAsync(Database db, string sql)
    {
        await using var command = db.Work.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(
                string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column))));
        return rows;
    }
}
