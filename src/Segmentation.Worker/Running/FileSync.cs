namespace Segmentation.Worker;

/// <summary>Writes files through to the disk, so that they survive a power cut before a row names them.</summary>
static class FileSync
{
    public static void Flush(string folder)
    {
        // Files that Spark wrote may belong to another user; only Windows requires write access to flush.
        var access = OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, access);
            RandomAccess.FlushToDisk(handle);
        }
    }
}
