namespace Segmentation.Worker;

/// <summary>Makes files survive a power cut before a row says that they are there.</summary>
static class Durable
{
    public static void Flush(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }
    }
}
