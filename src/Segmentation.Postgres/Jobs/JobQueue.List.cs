using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

public sealed partial class JobQueue
{
    const int MostPerPage = 1_000;

    readonly SlowAnswers<string, long> _totals = new();
    readonly SlowAnswers<string, IReadOnlyDictionary<JobState, long>> _counts = new();

    /// <summary>A page of jobs by the time they were made.</summary>
    /// <exception cref="PageTokenException">The page token was not made by this service.</exception>
    public Task<JobPage> ListAsync(JobQuery query, CancellationToken ct)
    {
        var after = query.PageToken is { Length: > 0 } token ? ReadToken(token) : (long?)null;
        var size = Math.Clamp(query.PageSize, 1, MostPerPage);
        return WorkAsync(async connection =>
        {
            var jobs = await PageAsync(connection, query, after, size + 1, ct);
            var next = jobs.Count > size ? WriteToken(jobs[size - 1].Key) : null;
            return new JobPage(jobs.Count > size ? jobs[..size] : jobs, next, await TotalAsync(connection, query, ct));
        }, ct);
    }

    /// <summary>How many jobs there are in each state; up to five seconds old when counting took long.</summary>
    public Task<IReadOnlyDictionary<JobState, long>> CountsAsync(CancellationToken ct) => _counts.AskAsync("", () =>
        WorkAsync<IReadOnlyDictionary<JobState, long>>(async connection =>
        {
            await using var command = new NpgsqlCommand("SELECT state, count(*) FROM jobs GROUP BY state", connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var counts = Enum.GetValues<JobState>().ToDictionary(state => state, _ => 0L);
            while (await reader.ReadAsync(ct)) counts[JobRow.State(reader.GetString(0))] = reader.GetInt64(1);
            return counts;
        }, ct));

    const string Filter = """
        ($1::text[] IS NULL OR j.state = ANY ($1))
          AND ($2::text IS NULL OR j.name ILIKE $2 OR j.file_name ILIKE $2 OR j.public_id = $3)
          AND ($4::uuid IS NULL OR j.dataset_id = $4)
          AND ($5::timestamptz IS NULL OR j.created_at > $5)
          AND ($6::uuid IS NULL OR j.schedule_id = $6)
        """;

    static Task<List<Job>> PageAsync(NpgsqlConnection connection, JobQuery query, long? after, int limit, CancellationToken ct)
    {
        var (before, order) = query.OldestFirst ? (">", "ASC") : ("<", "DESC");
        var command = new NpgsqlCommand($"""
            SELECT {JobRow.Columns}
            FROM jobs j
            WHERE {Filter} AND ($7::bigint IS NULL OR j.id {before} $7)
            ORDER BY j.id {order}
            LIMIT $8
            """, connection);
        AddFilter(command, query).With(NpgsqlDbType.Bigint, after).With(limit);
        return JobRow.ReadAllAsync(command, ct);
    }

    Task<long> TotalAsync(NpgsqlConnection connection, JobQuery query, CancellationToken ct)
    {
        var states = string.Join(',', query.States);
        var asked = $"{states} {query.DatasetId} {query.ScheduleId} {query.CreatedAfter:O} {query.Text}";
        return _totals.AskAsync(asked, () => CountAsync(connection, query, ct));
    }

    static async Task<long> CountAsync(NpgsqlConnection connection, JobQuery query, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM jobs j WHERE {Filter}", connection);
        return (long)(await AddFilter(command, query).ExecuteScalarAsync(ct))!;
    }

    static NpgsqlCommand AddFilter(NpgsqlCommand command, JobQuery query) => command
        .With(NpgsqlDbType.Array | NpgsqlDbType.Text, query.States is [] ? null : query.States.Select(JobRow.Word).ToArray())
        .With(NpgsqlDbType.Text, query.Text is { Length: > 0 } text ? $"%{Literal(text)}%" : null)
        .With(NpgsqlDbType.Uuid, JobId.TryParse(query.Text, out var id) ? id.Value : null)
        .With(NpgsqlDbType.Uuid, query.DatasetId?.Value)
        .With(NpgsqlDbType.TimestampTz, query.CreatedAfter?.UtcDateTime)
        .With(NpgsqlDbType.Uuid, query.ScheduleId?.Value);

    static string Literal(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);

    static string WriteToken(long key) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"j{key}"));

    static long ReadToken(string token)
    {
        if (Base64Url.IsValid(token)
            && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)) is ['j', .. var digits]
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var key))
            return key;

        throw new PageTokenException();
    }
}
