using System.Text.Json;
using Npgsql;
using Segmentation.Json;

namespace Segmentation.Postgres;

/// <summary>An uploaded file, or data on a cluster, and what is known of it.</summary>
/// <param name="FileName">What the user calls it; never a path.</param>
/// <param name="Sha256">Of the bytes, 64 lower-case hex digits; null without a file here.</param>
public sealed record Dataset(DatasetId Id, string FileName, string? Sha256, DatasetInfo Info, DateTimeOffset CreatedAt)
{
    /// <summary>Where a cluster reads it; null when there is a file here.</summary>
    public string? Uri { get; init; }
}

/// <summary>A dataset, and whether it is new.</summary>
public sealed record AddedDataset(Dataset Dataset, bool Created);

/// <summary>A page of datasets, newest first.</summary>
/// <param name="NextPageToken">Null at the end.</param>
public sealed record DatasetPage(IReadOnlyList<Dataset> Datasets, string? NextPageToken);

/// <summary>Datasets: rows in the table, the bytes of uploads in the data folder.</summary>
public sealed partial class DatasetStore(Database db, FileStore files)
{
    const string Columns = "id, file_name, sha256, info::text, created_at, uri";

    /// <summary>Keeps an upload. Bytes that are known already give the dataset they belong to, and the upload is deleted.</summary>
    /// <param name="upload">From <see cref="FileStore.NewUpload"/>, complete; it is moved or deleted.</param>
    /// <param name="sha256">Of the bytes, 64 hex digits.</param>
    public async Task<AddedDataset> AddAsync(
        string upload, string fileName, string sha256, DatasetInfo info, CancellationToken ct)
    {
        if (await FindByHashAsync(sha256, ct) is { } known)
        {
            File.Delete(upload);
            return new(known, Created: false);
        }

        // The file is in place before its row is, so that no row ever points to nothing; without a row it is swept.
        var id = DatasetId.New();
        Directory.CreateDirectory(files.DatasetFolder(id));
        File.Move(upload, files.SourceFile(id));
        await InsertAsync(new(id, fileName, sha256, info, default), ct);
        var dataset = await FindByHashAsync(sha256, ct)
            ?? throw new InvalidOperationException("The dataset was deleted while it was added.");
        if (dataset.Id == id) return new(dataset, Created: true);

        files.RemoveDataset(id);   // another upload of the same bytes was quicker
        return new(dataset, Created: false);
    }

    /// <summary>Finds a dataset, or null when there is none with this id.</summary>
    public Task<Dataset?> FindAsync(DatasetId id, CancellationToken ct) => OneAsync(
        $"SELECT {Columns} FROM datasets WHERE id = $1", command => command.With(id.Value), ct);

    /// <summary>Finds a dataset by a handle of <see cref="AddHandleAsync"/>.</summary>
    public Task<Dataset?> FindByHandleAsync(string handle, CancellationToken ct) => OneAsync(
        $"SELECT {Columns} FROM datasets WHERE id = (SELECT dataset_id FROM dataset_handles WHERE handle = $1)",
        command => command.With(handle), ct);

    /// <summary>When the dataset with this id was deleted; null when it was not, or more than 30 days ago.</summary>
    public Task<DateTimeOffset?> DeletedAtAsync(DatasetId id, CancellationToken ct) =>
        db.RunAsync(db.Work, connection => DeletedIds.FindAsync(connection, id.Value, ct), ct);

    Task<Dataset?> FindByHashAsync(string sha256, CancellationToken ct) => OneAsync(
        $"SELECT {Columns} FROM datasets WHERE sha256 = $1", command => command.With(Convert.FromHexString(sha256)), ct);

    Task<int> InsertAsync(Dataset dataset, CancellationToken ct) => db.RunAsync(db.Work, async connection =>
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO datasets (id, file_name, sha256, info)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """, connection);
        command.With(dataset.Id.Value).With(dataset.FileName).With(Convert.FromHexString(dataset.Sha256!))
            .WithJson(JsonSerializer.Serialize(dataset.Info, ResultJson.Default.DatasetInfo));
        return await command.ExecuteNonQueryAsync(ct);
    }, ct);

    Task<Dataset?> OneAsync(string sql, Action<NpgsqlCommand> add, CancellationToken ct) =>
        db.RunAsync(db.Work, async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            add(command);
            await using var reader = await command.ExecuteReaderAsync(ct);
            return await reader.ReadAsync(ct) ? Read(reader) : null;
        }, ct);

    static Dataset Read(NpgsqlDataReader row) => new(
        new(row.GetGuid(0)), row.GetString(1), row.IsDBNull(2) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(2)),
        RowJson.Read<DatasetInfo>(row.GetString(3)), row.GetFieldValue<DateTimeOffset>(4))
    {
        Uri = JobRow.Text(row, 5),
    };
}
