using System.Globalization;
using System.Text;

namespace Segmentation.IntegrationTests.Support;

/// <summary>A CSV that takes seconds to read; deleted on disposal.</summary>
sealed class LargeFile : IDisposable
{
    LargeFile(string path) => Path = path;

    public string Path { get; }

    /// <param name="end">Written below the last row.</param>
    public static LargeFile Write(int rows, string end = "")
    {
        var path = System.IO.Path.GetTempFileName();
        using var to = new StreamWriter(path, append: false, Encoding.ASCII, 1 << 20);
        to.Write("age,spend,visits\n");
        for (var row = 0; row < rows; row++) to.Write(Row(row) + "\n");
        to.Write(end);
        return new(path);
    }

    public static string Row(int row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{18 + (row * 7L % 60)},{(row % 3 * 4_000) + (row * 13L % 997)}.{(row % 90) + 10},{row * 31L % 45}");

    public void Dispose() => File.Delete(Path);
}
