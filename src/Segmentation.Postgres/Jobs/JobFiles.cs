namespace Segmentation.Postgres;

/// <summary>Files of a job's result.</summary>
public static class JobFiles
{
    /// <summary>A file of a succeeded job, or the folder of its parts; null when the job has no result.</summary>
    /// <param name="files">The data folder.</param>
    /// <param name="job">As it is now.</param>
    /// <param name="name">Must be one of the result's files: it is not checked here.</param>
    public static string? ResultFile(this FileStore files, Job job, string name)
    {
        ArgumentNullException.ThrowIfNull(files);
        return job is { State: JobState.Succeeded, LeaseToken: { } token }
            ? Path.Combine(files.JobFolder(job.Id, token), Path.GetFileName(name))
            : null;
    }
}
