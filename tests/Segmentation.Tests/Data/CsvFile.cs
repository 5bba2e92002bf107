using System.Text;
using Segmentation.Data;

namespace Segmentation.Tests.Data;

/// <summary>A file of a test, gone when the test is.</summary>
sealed class CsvFile : IDisposable
{
    public CsvFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);
    public CsvFile(string text) : this(Encoding.UTF8.GetBytes(text)) { }

    public string Path { get; } = System.IO.Path.Combine(
        System.IO.Path.GetTempPath(), $"segmentation-{Guid.NewGuid():N}.csv");

    public static string Fixture(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "data", name);

    public DatasetInfo Inspect(FileReading? reading = null) =>
        DatasetReader.Inspect(Path, CancellationToken.None, reading);
    public Table Load(SegmentationSpec? spec = null, FileReading? reading = null) =>
        DatasetReader.Load(Path, spec ?? new(), null, CancellationToken.None, reading);
    public InvalidDatasetException Refused(FileReading? reading = null) =>
        Assert.Throws<InvalidDatasetException>(() => Inspect(reading));

    public void Dispose() => File.Delete(Path);
}
