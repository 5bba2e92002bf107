namespace Segmentation.Output;

/// <summary>A file of a result: one file, or the folder in which a cluster wrote it in parts.</summary>
/// <remarks>Such a folder has the file's name and holds <c>header</c>, the bytes up to the end of the header's line,
/// and <c>part-…</c>, in ordinal order. Everything else in it, such as checksums and marks of success, is none of the
/// file.</remarks>
public static class WrittenFile
{
    /// <summary>The name of the part that comes first.</summary>
    public const string Header = "header";
    const string PartPrefix = "part-";

    /// <summary>Whether it is there, in either form.</summary>
    /// <param name="path">Of the file or the folder.</param>
    public static bool Exists(string path) => File.Exists(path) || File.Exists(Path.Combine(path, Header));

    /// <summary>Opens it for reading, as one seekable stream in either form.</summary>
    /// <param name="path">Of the file or the folder.</param>
    /// <exception cref="IOException">It is not there.</exception>
    public static Stream Open(string path) => Directory.Exists(path)
        ? new PartedStream(Parts(path))
        : new FileStream(
            path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });

    static IEnumerable<string> Parts(string folder) => Directory.GetFiles(folder, PartPrefix + "*")
        .Order(StringComparer.Ordinal).Prepend(Path.Combine(folder, Header));
}
