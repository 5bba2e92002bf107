using System.IO.Compression;
using System.Text;
using Segmentation.Input;
using Segmentation.Tests.Data;

namespace Segmentation.Tests.Input;

/// <summary>A file of a test as it arrives, with a folder for what is made of it; both are gone when the test
/// is.</summary>
sealed class Source : IDisposable
{
    const long Limit = 64 << 20;

    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-input-").FullName;
    readonly string _file;

    public Source(byte[] bytes)
    {
        _file = Path.Combine(_folder, "arrived");
        File.WriteAllBytes(_file, bytes);
    }

    public static Source Fixture(string name) => new(File.ReadAllBytes(CsvFile.Fixture(name)));

    public string FilePath => _file;

    public string Folder => _folder;

    /// <summary>What is in the folder besides the file itself.</summary>
    public string[] Left => [.. Directory.GetFiles(_folder).Where(file => file != _file).Select(Path.GetFileName)!];

    public Task<CsvSource> ReadAsync(FileReading? reading = null, long limit = Limit) => SourceReader.ReadAsync(
        _file, Path.Combine(_folder, "made.csv"), reading ?? new(), limit, CancellationToken.None);

    /// <summary>The CSV as text.</summary>
    public async Task<string> TextAsync(FileReading? reading = null) =>
        await File.ReadAllTextAsync((await ReadAsync(reading)).Path);

    /// <summary>Why it is refused; then nothing is left of it.</summary>
    public async Task<InvalidDatasetException> RefusedAsync(FileReading? reading = null, long limit = Limit)
    {
        var refused = await Assert.ThrowsAsync<InvalidDatasetException>(() => ReadAsync(reading, limit));
        Assert.Empty(Left);
        Assert.DoesNotContain(_folder, refused.Message);
        return refused;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        return packed.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] In(string encoding, string text) =>
        CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(text);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
