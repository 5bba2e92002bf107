namespace Segmentation.Worker;

/// <summary>Makes files survive a power cut before a row says that they are there.</summary>
static class Durable
{
    public static void Flush(string folder)
    {
        // Spark's own files may belong to another user; only Windows wants the right to write.
        var access = OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, access);
            RandomAccess.FlushToDisk(handle);
        }
    }
}
