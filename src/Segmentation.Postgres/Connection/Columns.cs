using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Columns of a row by name, so that a query may change without counting.</summary>
static class Columns
{
    /// <summary>A column's value; null only where <typeparamref name="T"/> allows it.</summary>
    public static T Get<T>(this NpgsqlDataReader row, string column)
    {
        var at = row.GetOrdinal(column);
        return default(T) is null && row.IsDBNull(at) ? default! : row.GetFieldValue<T>(at);
    }

    /// <summary>A column that holds an enum's word.</summary>
    public static T GetWord<T>(this NpgsqlDataReader row, string column)
        where T : struct, Enum => EnumWord.Read<T>(row.Get<string>(column));

    /// <summary>A column that holds JSON.</summary>
    public static T GetJson<T>(this NpgsqlDataReader row, string column) => RowJson.Read<T>(row.Get<string>(column));

    /// <summary>A column that holds JSON or nothing.</summary>
    public static T? FindJson<T>(this NpgsqlDataReader row, string column)
        where T : class => row.Get<string?>(column) is { } json ? RowJson.Read<T>(json) : null;

    /// <summary>All rows of a query.</summary>
    public static async Task<List<T>> ReadAllAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row of a query, or null when there is none.</summary>
    public static async Task<T?> ReadFirstAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? read(reader) : default;
    }
}
