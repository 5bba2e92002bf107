using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>Lists jobs page by page, and counts them.</summary>
static class JobPages
{
    const int MostPerPage = 1_000;

    const string Filter = """
        ($1::text[] IS NULL OR j.state = ANY ($1))
          AND ($2::text IS NULL OR j.name ILIKE $2 OR j.file_name ILIKE $2 OR j.public_id = $3)
          AND ($4::uuid IS NULL OR j.dataset_id = $4)
          AND ($5::timestamptz IS NULL OR j.created_at > $5)
          AND ($6::uuid IS NULL OR j.schedule_id = $6)
        """;

    /// <summary>A page, and the token of the next one; null at the end.</summary>
    /// <exception cref="PageTokenException">The page token was not made by this service.</exception>
    public static async Task<(IReadOnlyList<Job> Jobs, string? Next)> ReadAsync(
        NpgsqlConnection connection, JobQuery query, CancellationToken ct)
    {
        var after = query.PageToken is { Length: > 0 } token ? ReadToken(token) : (long?)null;
        var size = Math.Clamp(query.PageSize, 1, MostPerPage);
        var (before, order) = query.OldestFirst ? (">", "ASC") : ("<", "DESC");
        await using var command = new NpgsqlCommand($"""
            SELECT {JobRow.Columns}
            FROM jobs j
            WHERE {Filter} AND ($7::bigint IS NULL OR j.id {before} $7)
            ORDER BY j.id {order}
            LIMIT $8
            """, connection);
        AddFilter(command, query).With(NpgsqlDbType.Bigint, after).With(size + 1);
        var jobs = await command.ReadAllAsync(JobRow.Read, ct);
        return jobs.Count > size ? (jobs[..size], WriteToken(jobs[size - 1].Key)) : (jobs, null);
    }

    /// <summary>How many jobs fit the query, over all pages.</summary>
    public static async Task<long> CountAsync(NpgsqlConnection connection, JobQuery query, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM jobs j WHERE {Filter}", connection);
        return (long)(await AddFilter(command, query).ExecuteScalarAsync(ct))!;
    }

    /// <summary>Equal for queries that the same jobs fit.</summary>
    public static string FilterKey(JobQuery query) =>
        $"{string.Join(',', query.States)} {query.DatasetId} {query.ScheduleId} {query.CreatedAfter:O} {query.Text}";

    static NpgsqlCommand AddFilter(NpgsqlCommand command, JobQuery query) => command
        .With(
            NpgsqlDbType.Array | NpgsqlDbType.Text,
            query.States is [] ? null : query.States.Select(EnumWord.Of).ToArray())
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
