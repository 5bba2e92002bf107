using Npgsql;
using NpgsqlTypes;
using Segmentation.Data;

namespace Segmentation.Postgres;

public sealed partial class DatasetStore
{
    const int MostPerPage = 1_000;

    /// <summary>A page of datasets, newest first.</summary>
    /// <param name="pageToken">Of the page before, or null.</param>
    /// <exception cref="PageTokenException">The page token was not made by this service.</exception>
    public Task<DatasetPage> ListAsync(int pageSize, string? pageToken, CancellationToken ct)
    {
        DatasetId after = default;
        if (!string.IsNullOrEmpty(pageToken) && !DatasetId.TryParse(pageToken, out after)) throw new PageTokenException();

        var size = Math.Clamp(pageSize, 1, MostPerPage);
        return db.RunAsync(db.Work, async connection =>
        {
            await using var command = new NpgsqlCommand($"""
                SELECT {Columns}
                FROM datasets
                WHERE $1::uuid IS NULL OR id < $1
                ORDER BY id DESC
                LIMIT $2
                """, connection);
            command.With(NpgsqlDbType.Uuid, after.Value == Guid.Empty ? null : after.Value).With(size + 1);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var page = new List<Dataset>();
            while (await reader.ReadAsync(ct)) page.Add(Read(reader));
            return page.Count > size ? new DatasetPage(page[..size], page[size - 1].Id.ToString()) : new(page, null);
        }, ct);
    }

    /// <summary>The first rows of a dataset that has no file here.</summary>
    public async Task<Preview> PreviewAsync(DatasetId id, int rows, CancellationToken ct)
    {
        var json = await db.RunAsync(db.Work, async connection =>
        {
            await using var command = new NpgsqlCommand("SELECT preview::text FROM datasets WHERE id = $1", connection);
            return await command.With(id.Value).ExecuteScalarAsync(ct) as string;
        }, ct);
        var kept = json is null ? new([], []) : RowJson.Read<Preview>(json);
        return kept with { Rows = [.. kept.Rows.Take(rows)] };
    }

    /// <summary>Gives a dataset one more name; a number is added while the name is taken.</summary>
    /// <returns>The name it got.</returns>
    public Task<string> AddHandleAsync(DatasetId id, string wanted, CancellationToken ct) =>
        db.RunAsync(db.Work, async connection =>
        {
            for (var n = 1; ; n++)
            {
                var handle = n == 1 ? wanted : $"{Path.GetFileNameWithoutExtension(wanted)}_{n}{Path.GetExtension(wanted)}";
                await using var command = new NpgsqlCommand(
                    "INSERT INTO dataset_handles (handle, dataset_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", connection);
                if (await command.With(handle).With(id.Value).ExecuteNonQueryAsync(ct) == 1) return handle;
            }
        }, ct);

    /// <summary>Deletes a dataset that no queued or running job needs. Finished jobs keep their results.</summary>
    public async Task<Deletion> DeleteAsync(DatasetId id, CancellationToken ct)
    {
        var deletion = await db.RunAsync(db.Work, connection => DeleteAsync(connection, id, ct), ct);
        if (deletion == Deletion.Deleted) files.RemoveDataset(id);
        return deletion;
    }

    // The row is locked first: a job that is queued meanwhile waits for it, and the second statement sees every earlier one.
    static async Task<Deletion> DeleteAsync(NpgsqlConnection connection, DatasetId id, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var command = new NpgsqlCommand("SELECT FROM datasets WHERE id = $1 FOR UPDATE", connection))
        await using (var reader = await command.With(id.Value).ExecuteReaderAsync(ct))
            if (!await reader.ReadAsync(ct)) return Deletion.NotFound;

        await using (var delete = new NpgsqlCommand("""
            DELETE FROM datasets
            WHERE id = $1
              AND NOT EXISTS (SELECT FROM jobs WHERE dataset_id = $1 AND state IN ('queued', 'running'))
            """, connection))
            if (await delete.With(id.Value).ExecuteNonQueryAsync(ct) == 0) return Deletion.InUse;

        await DeletedIds.AddAsync(connection, id.Value, ct);
        await transaction.CommitAsync(ct);
        return Deletion.Deleted;
    }
}
