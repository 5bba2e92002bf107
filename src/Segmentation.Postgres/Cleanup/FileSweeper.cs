using Microsoft.Extensions.Logging;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Removes what lost workers, lost uploads and deletions left in the data folder.</summary>
sealed class FileSweeper(Database db, FileStore files, ILogger<FileSweeper> log)
{
    // An upload's file is there before its row is.
    static readonly TimeSpan UploadTime = TimeSpan.FromHours(1);

    /// <summary>One pass over all folders.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        try
        {
            await SweepJobsAsync(ct);
            await SweepDatasetsAsync(ct);
            SweepUploads();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.FolderNotRemoved(error);
        }
    }

    // Folders are listed before the rows are read: a folder made in between belongs to a lease that the rows show.
    async Task SweepJobsAsync(CancellationToken ct)
    {
        var found = Folders(files.Jobs, JobFolders).ToArray();
        foreach (var batch in found.Chunk(1_000))
        {
            var used = await UsedAsync([.. batch.Select(f => f.Id.Value)], ct);
            foreach (var (id, token) in batch)
            {
                if (token is { } lease && used.Contains((id.Value, lease))) continue;
                if (token is null && used.Any(u => u.Job == id.Value)) continue;

                Remove(id, token);
            }
        }
    }

    // A cluster's files may belong to another user: a folder that cannot be removed must not stop the sweep.
    void Remove(JobId id, long? token)
    {
        try
        {
            if (token is { } old) files.RemoveLease(id, old);
            else files.RemoveEmptyJob(id);
            log.FolderRemoved(token is null ? $"{id}" : $"{id}/{token}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.FolderNotRemoved(error);
        }
    }

    static IEnumerable<(JobId Id, long? Token)> JobFolders(string folder)
    {
        if (!JobId.TryParse(Path.GetFileName(folder), out var id)) yield break;

        var leases = Directory.GetDirectories(folder);
        if (leases is [] && Old(folder)) yield return (id, null);
        foreach (var lease in leases)
            if (long.TryParse(Path.GetFileName(lease), out var token)) yield return (id, token);
    }

    async Task<HashSet<(Guid Job, long Token)>> UsedAsync(Guid[] ids, CancellationToken ct) =>
        await db.WorkAsync(async connection =>
        {
            await using var command = new NpgsqlCommand("""
                SELECT public_id, lease_token
                FROM jobs
                WHERE public_id = ANY ($1) AND state IN ('running', 'succeeded')
                """, connection);
            var used = await command.With(ids).ReadAllAsync(
                row => (row.Get<Guid>("public_id"), row.Get<long>("lease_token")), ct);
            return used.ToHashSet();
        }, ct);

    async Task SweepDatasetsAsync(CancellationToken ct)
    {
        var found = Folders(files.Datasets, DatasetFolders).ToArray();
        foreach (var batch in found.Chunk(1_000))
        {
            var known = await KnownAsync([.. batch.Select(id => id.Value)], ct);
            foreach (var id in batch.Where(id => !known.Contains(id.Value)))
            {
                files.RemoveDataset(id);
                log.FolderRemoved($"{id}");
            }
        }
    }

    static IEnumerable<DatasetId> DatasetFolders(string folder)
    {
        if (DatasetId.TryParse(Path.GetFileName(folder), out var id) && Old(folder)) yield return id;
    }

    async Task<HashSet<Guid>> KnownAsync(Guid[] ids, CancellationToken ct) => await db.WorkAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("SELECT id FROM datasets WHERE id = ANY ($1)", connection);
        return (await command.With(ids).ReadAllAsync(row => row.Get<Guid>("id"), ct)).ToHashSet();
    }, ct);

    void SweepUploads()
    {
        if (!Directory.Exists(files.Uploads)) return;

        foreach (var file in Directory.GetFiles(files.Uploads).Where(Old))
        {
            File.Delete(file);
            log.FolderRemoved(Path.GetFileName(file));
        }
    }

    static IEnumerable<T> Folders<T>(string root, Func<string, IEnumerable<T>> read) =>
        Directory.Exists(root) ? Directory.EnumerateDirectories(root).SelectMany(read) : [];

    static bool Old(string path) => File.GetLastWriteTimeUtc(path) < DateTime.UtcNow - UploadTime;
}
