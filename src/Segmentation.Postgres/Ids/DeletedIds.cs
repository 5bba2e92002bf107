using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Ids of what was deleted, kept for 30 days.</summary>
static class DeletedIds
{
    public static async Task<DateTimeOffset?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT deleted_at FROM deleted_ids WHERE id = $1", connection);
        await using var reader = await command.With(id).ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    public static async Task AddAsync(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO deleted_ids (id) VALUES ($1) ON CONFLICT DO NOTHING", connection);
        await command.With(id).ExecuteNonQueryAsync(ct);
    }
}
