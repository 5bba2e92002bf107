using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Segmentation.Data;
using Segmentation.Json;

namespace Segmentation.Postgres;

/// <summary>An uploaded file, or data on a cluster, and what is known of it.</summary>
/// <param name="FileName">What the user calls it; never a path.</param>
/// <param name="Sha256">Of the bytes that were sent, 64 lower-case hex digits; null without a file here.</param>
public sealed record Dataset(DatasetId Id, string FileName, string? Sha256, DatasetInfo Info, DateTimeOffset CreatedAt)
{
    /// <summary>Where a cluster reads it; null when there is a file here.</summary>
    public string? Uri { get; init; }
    /// <summary>How many bytes were sent; null without a file here.</summary>
    public long? OriginalBytes { get; init; }
    /// <summary>How it was asked to be read; a run reads it like that.</summary>
    public FileReading Reading { get; init; } = new();
    /// <summary>The dataset whose file was read again to make this one; null when it was uploaded. It may be deleted by
    /// now.</summary>
    public DatasetId? ReadFrom { get; init; }
}

/// <summary>An upload that becomes a dataset.</summary>
/// <param name="Csv">The UTF-8 CSV, complete, from <see cref="FileStore.NewUpload"/>; it is moved or deleted.</param>
/// <param name="FileName">What the user calls it.</param>
/// <param name="Sha256">Of the bytes that were sent, 64 hex digits.</param>
/// <param name="Info">What is in the CSV.</param>
public sealed record NewDataset(string Csv, string FileName, string Sha256, DatasetInfo Info)
{
    /// <summary>What was sent, when that is not the CSV; it is moved or deleted.</summary>
    public string? Original { get; init; }
    /// <summary>The id it gets when it is new.</summary>
    public DatasetId Id { get; init; } = DatasetId.New();
    /// <summary>How it was asked to be read.</summary>
    public FileReading Reading { get; init; } = new();
    /// <summary>The dataset whose file it is a copy of; null when it was sent.</summary>
    public DatasetId? ReadFrom { get; init; }
}

/// <summary>A dataset, and whether it is new.</summary>
public sealed record AddedDataset(Dataset Dataset, bool Created);

/// <summary>A page of datasets, newest first.</summary>
/// <param name="NextPageToken">Null at the end.</param>
public sealed record DatasetPage(IReadOnlyList<Dataset> Datasets, string? NextPageToken);

/// <summary>Datasets: rows in the table, the bytes of uploads in the data folder.</summary>
public sealed class DatasetStore(Database db, FileStore files)
{
    const int MostPerPage = 1_000;
    const string Columns = "id, file_name, sha256, original_bytes, info, created_at, uri, reading, read_from";

    /// <summary>Adds an upload. When its bytes are known already with this reading, returns their dataset and deletes
    /// the upload.</summary>
    public async Task<AddedDataset> AddAsync(NewDataset upload, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(upload);
        if (await FindAsync(upload.Sha256, upload.Reading, ct) is { } known)
        {
            File.Delete(upload.Csv);
            if (upload.Original is { } sent) File.Delete(sent);
            return new(known, Created: false);
        }

        // The file is in place before its row is, so that no row ever points to nothing; without a row it is swept.
        var id = upload.Id;
        Directory.CreateDirectory(files.DatasetFolder(id));
        File.Move(upload.Csv, files.SourceFile(id));
        if (upload.Original is { } original) File.Move(original, files.OriginalFile(id));
        await InsertAsync(id, upload, ct);
        var dataset = await FindAsync(upload.Sha256, upload.Reading, ct)
            ?? throw new InvalidOperationException("The dataset was deleted while it was added.");
        if (dataset.Id == id) return new(dataset, Created: true);

        files.RemoveDataset(id);   // another upload of the same bytes was quicker
        return new(dataset, Created: false);
    }

    /// <summary>Finds a dataset, or null when there is none with this id.</summary>
    public Task<Dataset?> FindAsync(DatasetId id, CancellationToken ct) => OneAsync(
        $"SELECT {Columns} FROM datasets WHERE id = $1", command => command.With(id.Value), ct);

    /// <summary>Finds the dataset of a file with a reading, or null when there is none.</summary>
    /// <param name="sha256">Of the bytes that were sent, 64 hex digits.</param>
    /// <param name="reading">With the framework's name of the encoding.</param>
    /// <param name="ct">Ends the search.</param>
    public Task<Dataset?> FindAsync(string sha256, FileReading reading, CancellationToken ct) => OneAsync(
        $"SELECT {Columns} FROM datasets WHERE sha256 = $1 AND reading = $2",
        command => command.With(Convert.FromHexString(sha256)).WithJson(KeyOf(reading)), ct);

    /// <summary>Copies the bytes that were sent of a dataset, as if they were sent again.</summary>
    /// <returns>Path of the copy, whose owner moves or deletes it; null when the dataset was deleted.</returns>
    public async Task<string?> CopyOriginalAsync(DatasetId id, CancellationToken ct)
    {
        var copy = files.NewUpload();
        try
        {
            var kept = File.Exists(files.OriginalFile(id)) ? files.OriginalFile(id) : files.SourceFile(id);
            await Task.Run(() => File.Copy(kept, copy), ct);
            return copy;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch
        {
            File.Delete(copy);
            throw;
        }
    }

    /// <summary>Finds a dataset by a handle of <see cref="AddHandleAsync"/>.</summary>
    public Task<Dataset?> FindByHandleAsync(string handle, CancellationToken ct) => OneAsync(
        $"SELECT {Columns} FROM datasets WHERE id = (SELECT dataset_id FROM dataset_handles WHERE handle = $1)",
        command => command.With(handle), ct);

    /// <summary>When the dataset with this id was deleted; null when it was not, or more than 30 days ago.</summary>
    public Task<DateTimeOffset?> DeletedAtAsync(DatasetId id, CancellationToken ct) =>
        db.WorkAsync(connection => DeletedIds.FindAsync(connection, id.Value, ct), ct);

    /// <summary>A page of datasets, newest first.</summary>
    /// <param name="pageToken">Of the page before, or null.</param>
    /// <exception cref="PageTokenException">The page token was not made by this service.</exception>
    public Task<DatasetPage> ListAsync(int pageSize, string? pageToken, CancellationToken ct)
    {
        DatasetId after = default;
        if (!string.IsNullOrEmpty(pageToken) && !DatasetId.TryParse(pageToken, out after))
            throw new PageTokenException();

        var size = Math.Clamp(pageSize, 1, MostPerPage);
        return db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand($"""
                SELECT {Columns}
                FROM datasets
                WHERE $1::uuid IS NULL OR id < $1
                ORDER BY id DESC
                LIMIT $2
                """, connection);
            command.With(NpgsqlDbType.Uuid, after.Value == Guid.Empty ? null : after.Value).With(size + 1);
            var page = await command.ReadAllAsync(Read, ct);
            return page.Count > size ? new DatasetPage(page[..size], page[size - 1].Id.ToString()) : new(page, null);
        }, ct);
    }

    /// <summary>The first rows of a dataset that has no file here.</summary>
    public async Task<Preview> PreviewAsync(DatasetId id, int rows, CancellationToken ct)
    {
        var json = await db.WorkAsync(async connection =>
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
        db.WorkAsync(async connection =>
        {
            var (name, extension) = (Path.GetFileNameWithoutExtension(wanted), Path.GetExtension(wanted));
            for (var n = 1; ; n++)
            {
                var handle = n == 1 ? wanted : $"{name}_{n}{extension}";
                await using var command = new NpgsqlCommand("""
                    INSERT INTO dataset_handles (handle, dataset_id) VALUES ($1, $2) ON CONFLICT DO NOTHING
                    """, connection);
                if (await command.With(handle).With(id.Value).ExecuteNonQueryAsync(ct) == 1) return handle;
            }
        }, ct);

    /// <summary>Deletes a dataset that no queued or running job needs. Finished jobs keep their results.</summary>
    public async Task<Deletion> DeleteAsync(DatasetId id, CancellationToken ct)
    {
        var deletion = await db.WorkAsync(connection => DeleteAsync(connection, id, ct), ct);
        if (deletion == Deletion.Deleted) files.RemoveDataset(id);
        return deletion;
    }

    // The row is locked first: a job that is being queued waits for it, and the second statement sees every earlier
    // job.
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

    /// <summary>Data on a cluster that is being inspected, or was refused; null when there is none with this id, or
    /// it is a dataset by now.</summary>
    public Task<Inspection?> FindInspectionAsync(DatasetId id, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(
            "SELECT id, uri, file_name, created_at, problem FROM inspections WHERE id = $1", connection);
        return await command.With(id.Value).ReadFirstAsync(ReadInspection, ct);
    }, ct);

    /// <summary>A file that is being read, was refused or lost; null when there is none with this id, or it is a
    /// dataset by now.</summary>
    public Task<OpenIntake?> FindIntakeAsync(DatasetId id, CancellationToken ct) => Intakes.FindAsync(db, id, ct);

    /// <summary>Ends an inspection whose outcome nobody needs any more.</summary>
    /// <returns>Whether it was there.</returns>
    public Task<bool> RemoveInspectionAsync(DatasetId id, CancellationToken ct) => db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("DELETE FROM inspections WHERE id = $1", connection);
        return await command.With(id.Value).ExecuteNonQueryAsync(ct) == 1;
    }, ct);

    async Task InsertAsync(DatasetId id, NewDataset upload, CancellationToken ct)
    {
        var bytes = new FileInfo(upload.Original is null ? files.SourceFile(id) : files.OriginalFile(id)).Length;
        await db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand("""
                INSERT INTO datasets (id, file_name, sha256, info, reading, original_bytes, read_from)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT DO NOTHING
                """, connection);
            command.With(id.Value).With(upload.FileName).With(Convert.FromHexString(upload.Sha256))
                .WithJson(JsonSerializer.Serialize(upload.Info, ResultJson.Default.DatasetInfo))
                .WithJson(KeyOf(upload.Reading)).With(bytes)
                .With(NpgsqlDbType.Uuid, upload.ReadFrom?.Value);
            return await command.ExecuteNonQueryAsync(ct);
        }, ct);
    }

    /// <summary>Two readings have one text if they are the same: what was not asked for is not in it.</summary>
    static string KeyOf(FileReading reading) => RowJson.WriteGiven(reading);

    Task<Dataset?> OneAsync(string sql, Action<NpgsqlCommand> add, CancellationToken ct) =>
        db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            add(command);
            return await command.ReadFirstAsync(Read, ct);
        }, ct);

    static Dataset Read(NpgsqlDataReader row) => new(
        new(row.Get<Guid>("id")), row.Get<string>("file_name"),
        row.Get<byte[]?>("sha256") is { } hash ? Convert.ToHexStringLower(hash) : null,
        row.GetJson<DatasetInfo>("info"), row.Get<DateTimeOffset>("created_at"))
    {
        Uri = row.Get<string?>("uri"),
        OriginalBytes = row.Get<long?>("original_bytes"),
        Reading = row.GetJson<FileReading>("reading"),
        ReadFrom = row.Get<Guid?>("read_from") is { } from ? new(from) : null,
    };

    static Inspection ReadInspection(NpgsqlDataReader row) => new(
        new(row.Get<Guid>("id")), row.Get<string>("uri"), row.Get<string>("file_name"),
        row.Get<DateTimeOffset>("created_at"), row.FindJson<JobProblem>("problem"));
}
