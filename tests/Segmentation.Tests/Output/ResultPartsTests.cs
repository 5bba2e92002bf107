using System.Globalization;
using System.Text;
using Segmentation.Json;
using Segmentation.Output;

namespace Segmentation.Tests.Output;

public sealed class ResultPartsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    string Out => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Points_and_bands_are_files_of_the_result()
    {
        var result = await RunAsync(rows: 300, features: 2, new() { K = 3, NInit = 2 });

        var (points, silhouette) = (await ReadAsync(ResultParts.Points), await ReadAsync(ResultParts.Silhouette));
        Assert.Equal(
            [("points.json", 300, Size("points.json")), ("silhouette.json", 300, Size("silhouette.json"))],
            result.Files.TakeLast(2).Select(file => (file.Name, file.Rows, file.Bytes)));
        Assert.Equal(ResultParts.FileNames, result.Files.TakeLast(2).Select(file => file.Name));
        Assert.Equal((300, 300, false), (points.Of, points.Ids.Count, points.Sampled));
        Assert.Equal([1, 2, 3], silhouette.Bands.Select(band => band.Segment));
        Assert.All(silhouette.Bands, band => Assert.Equal(band.Values.OrderDescending(), band.Values));
    }

    [Theory]
    [InlineData(6, 60_000)]
    [InlineData(30, 120_000)]
    public async Task A_result_of_5000_rows_stays_small(int features, int most)
    {
        var result = await RunAsync(5_000, features, new() { NInit = 2 });

        Assert.InRange(ResultWriter.ToUtf8(result).Length, 1, most - 1);
        Assert.Equal(5_000, (await ReadAsync(ResultParts.Points)).Rows.Count);
    }

    [Fact]
    public async Task At_most_5000_points_are_drawn()
    {
        var result = await RunAsync(20_000, features: 2, new() { K = 4, NInit = 2 });

        var (points, silhouette) = (await ReadAsync(ResultParts.Points), await ReadAsync(ResultParts.Silhouette));
        Assert.InRange(points.Rows.Count, 4_900, 5_000);
        Assert.Equal((20_000, true), (points.Of, points.Sampled));
        Assert.All(silhouette.Bands, band => Assert.InRange(band.Values.Count, 1, 1_000));
        Assert.Equal(points.Rows.Count, result.Files.Single(file => file.Name == "points.json").Rows);
    }

    /// <summary>Customers in three groups of different sizes.</summary>
    Task<SegmentationResult> RunAsync(int rows, int features, SegmentationSpec spec)
    {
        var random = new Random(5);
        var names = Enumerable.Range(1, features).Select(j => $"measure{j}");
        var text = new StringBuilder("id,").AppendJoin(',', names).Append('\n');
        for (var i = 0; i < rows; i++)
        {
            var group = i % 7 % 3;
            var cells = Enumerable.Range(0, features)
                .Select(j => (100 * group * (1 + (j % 3))) + (25 * random.NextDouble() * (j + 1)));
            text.Append(CultureInfo.InvariantCulture, $"c{i},")
                .AppendJoin(',', cells.Select(cell => cell.ToString("F2", CultureInfo.InvariantCulture))).Append('\n');
        }

        var file = Path.Combine(_folder, "customers.csv");
        File.WriteAllText(file, text.ToString());
        Directory.CreateDirectory(Out);
        return new LocalEngine().RunAsync(new(file, "customers.csv", Out, spec), new Progress<EngineEvent>(), default);
    }

    async Task<T> ReadAsync<T>(ResultPart<T> part)
        where T : class
    {
        await using var file = File.OpenRead(Path.Combine(Out, part.FileName));
        return await part.ReadAsync(file, default);
    }

    long Size(string name) => new FileInfo(Path.Combine(Out, name)).Length;
}
