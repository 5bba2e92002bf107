namespace Segmentation.Api;

/// <summary>Where files are until they are known to be good. What a crash left there goes at the next start.</summary>
sealed class UploadFolder(string path)
{
    static readonly TimeSpan Forgotten = TimeSpan.FromHours(12);

    public string NewPath()
    {
        Directory.CreateDirectory(path);
        return Path.Combine(path, Guid.CreateVersion7().ToString("N") + ".part");
    }

    /// <summary>Other processes may share the folder: only what nobody can still be writing is deleted.</summary>
    public void Sweep(DateTimeOffset now)
    {
        if (!Directory.Exists(path)) return;
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*.part"))
            if (now.UtcDateTime - file.LastWriteTimeUtc > Forgotten) file.Delete();
    }
}
