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

    public DatasetInfo Inspect() => DatasetReader.Inspect(Path, CancellationToken.None);
    public Table Load(SegmentationSpec? spec = null) =>
        DatasetReader.Load(Path, spec ?? new(), null, CancellationToken.None);
    public InvalidDatasetException Refused() => Assert.Throws<InvalidDatasetException>(Inspect);

    public void Dispose() => File.Delete(Path);
}
