using Npgsql;

namespace Segmentation.Postgres;

public sealed partial class DatasetStore
{
    /// <summary>Data on a cluster that is looked at, or was refused; null when there is none with this id, or it is a dataset by now.</summary>
    public Task<Inspection?> FindInspectionAsync(DatasetId id, CancellationToken ct) => db.RunAsync(db.Work, async connection =>
    {
        await using var command = new NpgsqlCommand(
            "SELECT id, uri, file_name, created_at, problem::text FROM inspections WHERE id = $1", connection);
        await using var reader = await command.With(id.Value).ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        return new Inspection(new(reader.GetGuid(0)), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3),
            JobRow.Text(reader, 4) is { } problem ? RowJson.Read<JobProblem>(problem) : null);
    }, ct);

    /// <summary>Nobody wants to know any more what it is.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveInspectionAsync(DatasetId id, CancellationToken ct) => await db.RunAsync(db.Work, async connection =>
    {
        await using var command = new NpgsqlCommand("DELETE FROM inspections WHERE id = $1", connection);
        return await command.With(id.Value).ExecuteNonQueryAsync(ct);
    }, ct) == 1;
}
