namespace Segmentation.Postgres;

/// <summary>Where files lie in the data folder. Names are ids only, never anything a client sent.</summary>
/// <param name="root">The data folder; shared by all processes of a service.</param>
public sealed class FileStore(string root)
{
    /// <summary>The data folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>One folder a dataset.</summary>
    internal string Datasets => Path.Combine(Root, "datasets");
    /// <summary>One folder a job, in it one a lease.</summary>
    internal string Jobs => Path.Combine(Root, "jobs");
    /// <summary>What is being received.</summary>
    internal string Uploads => Path.Combine(Root, "uploads");

    /// <summary>The bytes of a dataset as they were sent.</summary>
    public string SourceFile(DatasetId id) => Path.Combine(DatasetFolder(id), "source.csv");

    /// <summary>The folder of one lease: what its run writes, and what stays when it succeeds.</summary>
    public string JobFolder(JobId id, long token) => Path.Combine(Jobs, id.ToString(), $"{token}");

    /// <summary>A file of a succeeded job, or the folder of its parts; null when the job has no result.</summary>
    /// <param name="name">Must be one of <see cref="SegmentationResult.Files"/>: it is not checked here.</param>
    public string? ResultFile(Job job, string name) => job is { State: JobState.Succeeded, LeaseToken: { } token }
        ? Path.Combine(JobFolder(job.Id, token), Path.GetFileName(name))
        : null;

    /// <summary>A new file for an upload; moved away by <see cref="DatasetStore.AddAsync"/> or deleted by whoever asked for it.</summary>
    public string NewUpload()
    {
        Directory.CreateDirectory(Uploads);
        return Path.Combine(Uploads, $"{Guid.NewGuid():N}.part");
    }

    /// <summary>Deletes all files of a job.</summary>
    internal void RemoveJob(JobId id) => Remove(Path.Combine(Jobs, id.ToString()));

    /// <summary>Deletes the folder of a job when nothing is in it.</summary>
    internal void RemoveEmptyJob(JobId id) => RemoveIfEmpty(Path.Combine(Jobs, id.ToString()));

    /// <summary>Deletes the files of one lease, and the job's folder when nothing else is in it.</summary>
    internal void RemoveLease(JobId id, long token)
    {
        Remove(JobFolder(id, token));
        RemoveEmptyJob(id);
    }

    /// <summary>Deletes the file of a dataset.</summary>
    internal void RemoveDataset(DatasetId id) => Remove(DatasetFolder(id));

    internal string DatasetFolder(DatasetId id) => Path.Combine(Datasets, id.ToString());

    static void Remove(string folder, bool recursive = true)
    {
        // Several processes may sweep one folder: whoever comes second finds nothing, which is what both want.
        try
        {
            Directory.Delete(folder, recursive);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    // Not with what is in it: the next lease of the job may make its folder at this moment.
    static void RemoveIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Remove(folder, recursive: false);
    }
}
