namespace Segmentation.Postgres;

/// <summary>Where files lie in the data folder. Names are ids only, never anything a client sent.</summary>
/// <param name="root">The data folder; shared by all processes of a service.</param>
public sealed class FileStore(string root)
{
    /// <summary>The data folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>One folder for each dataset.</summary>
    internal string Datasets => Path.Combine(Root, "datasets");
    /// <summary>One folder for each job, with one for each lease in it.</summary>
    internal string Jobs => Path.Combine(Root, "jobs");
    /// <summary>Uploads that are being received.</summary>
    internal string Uploads => Path.Combine(Root, "uploads");

    /// <summary>The UTF-8 CSV of a dataset.</summary>
    public string SourceFile(DatasetId id) => Path.Combine(DatasetFolder(id), "source.csv");

    /// <summary>What was sent, where that was not the CSV.</summary>
    internal string OriginalFile(DatasetId id) => Path.Combine(DatasetFolder(id), "original");

    /// <summary>The histograms of the columns of a dataset, once somebody has asked for them.</summary>
    public string HistogramsFile(DatasetId id) => Path.Combine(DatasetFolder(id), "histograms.json");

    /// <summary>The folder of one lease: what its run writes, and what stays when it succeeds.</summary>
    internal string JobFolder(JobId id, long token) => Path.Combine(Jobs, id.ToString(), $"{token}");

    /// <summary>Path of a new file for an upload; its owner moves or deletes it.</summary>
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

    /// <summary>Deletes the files of a dataset.</summary>
    internal void RemoveDataset(DatasetId id) => Remove(DatasetFolder(id));

    internal string DatasetFolder(DatasetId id) => Path.Combine(Datasets, id.ToString());

    static void Remove(string folder, bool recursive = true)
    {
        // Several processes may sweep one folder: for the second one it is gone already.
        try
        {
            Directory.Delete(folder, recursive);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    // Never recursive: the next lease of the job may create its folder at this moment.
    static void RemoveIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Remove(folder, recursive: false);
    }
}
