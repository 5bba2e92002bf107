using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Ids of deleted jobs and datasets, kept for 30 days.</summary>
static class DeletedIds
{
    public static async Task<DateTimeOffset?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT deleted_at FROM deleted_ids WHERE id = $1", connection);
        return await command.With(id).ReadFirstAsync(row => row.Get<DateTimeOffset?>("deleted_at"), ct);
    }

    public static async Task AddAsync(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO deleted_ids (id) VALUES ($1) ON CONFLICT DO NOTHING", connection);
        await command.With(id).ExecuteNonQueryAsync(ct);
    }
}
