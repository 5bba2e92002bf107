namespace Segmentation.Cli;

/// <summary>Recognizes a full disk in messages of the system, PostgreSQL and its tools.</summary>
static class PrivatePostgresDisk
{
    public static bool IsFull(string message) =>
        message.Contains("No space left on device", StringComparison.OrdinalIgnoreCase)
        || message.Contains("not enough space on the disk", StringComparison.OrdinalIgnoreCase)
        || message.Contains("Disk quota exceeded", StringComparison.OrdinalIgnoreCase);

    public static PrivatePostgresException Full(string folder, Exception? inner = null) =>
        new($"The disk of {folder} is full. Free some space, or give a folder on another disk with --data.", inner);
}
