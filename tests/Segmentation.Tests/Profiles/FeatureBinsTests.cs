using System.Text.Json;
using Segmentation.Output;

namespace Segmentation.Tests.Profiles;

/// <summary>Histograms of the features, against counts of NumPy (tests/data/make_distributions.py).</summary>
public sealed class FeatureBinsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public static TheoryData<string> Files => ["Mall_Customers.csv", "customers_3k.csv"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Edges_and_counts_are_those_of_NumPy(string file)
    {
        var expected = Expected(file);
        string[] names = [.. expected.Select(each => each.GetProperty("name").GetString()!)];

        var found = await BinsAsync(file, new() { K = 4, NInit = 2, Features = names });

        Assert.Equal(names, found.Features.Select(each => each.Name));
        foreach (var (own, numpy) in found.Features.Zip(expected))
        {
            Assert.Equal(numpy.GetProperty("log").GetBoolean(), own.Log);
            Assert.Equal(Numbers(numpy, "edges"), own.Edges, (a, b) => Math.Abs(a - b) <= 1e-9 * Math.Abs(a));
            Assert.Equal(Numbers(numpy, "all"), own.All.Select(count => (double)count));
            Assert.Equal(numpy.GetProperty("below").GetInt64(), own.Below.Sum());
            Assert.Equal(numpy.GetProperty("above").GetInt64(), own.Above.Sum());
            Assert.Null(own.After);
        }
    }

    [Fact]
    public async Task The_bins_of_the_segments_add_up_to_their_sizes()
    {
        var result = await RunAsync("customers_3k.csv", new() { K = 4, NInit = 2 });
        var bins = await ReadAsync();

        foreach (var feature in bins.Features)
        {
            Assert.Equal(
                result.Segments.Select(segment => (long)segment.Size),
                feature.Segments.Select((own, s) => own.Sum() + feature.Below[s] + feature.Above[s]));
            Assert.Equal(
                feature.All, Enumerable.Range(0, feature.All.Count).Select(b => feature.Segments.Sum(own => own[b])));
        }
    }

    [Fact]
    public async Task After_the_transform_all_rows_are_counted_between_the_smallest_and_the_largest_value()
    {
        var bins = await BinsAsync("customers_3k.csv", new() { K = 3, NInit = 2, Transform = Transform.Log1p });

        foreach (var feature in bins.Features)
        {
            Assert.Equal(24, feature.After!.All.Count);
            Assert.Equal(feature.All.Sum() + feature.Below.Sum() + feature.Above.Sum(), feature.After.All.Sum());
            var widths = feature.After.Edges.Zip(feature.After.Edges.Skip(1), (a, b) => b - a).ToArray();
            Assert.All(widths, width => Assert.Equal(widths[0], width, 1e-9 * feature.After.Edges[^1]));
        }
    }

    // By hand: 1, 1, 2 and 3 are whole numbers; every one of them has a bin.
    [Fact]
    public async Task Few_whole_numbers_have_a_bin_each()
    {
        int[] visits = [1, 2, 3, 1];
        var lines = string.Concat(Enumerable.Range(0, 40).Select(i => $"{visits[i % 4]};{i / 7.0:F3}\n"));
        var path = Path.Combine(_folder, "few.csv");
        await File.WriteAllTextAsync(path, "visits;spend\n" + lines);

        var bins = await BinsAsync(path, new() { K = 2, NInit = 2, Features = ["visits", "spend"] });

        Assert.Equal([1.0, 2, 3, 4], bins.Features[0].Edges);
        Assert.Equal([20L, 10, 10], bins.Features[0].All);
    }

    async Task<FeatureBins> BinsAsync(string file, SegmentationSpec spec)
    {
        await RunAsync(file, spec);
        return await ReadAsync();
    }

    Task<SegmentationResult> RunAsync(string file, SegmentationSpec spec)
    {
        var path = Path.IsPathRooted(file) ? file : Path.Combine(AppContext.BaseDirectory, "data", file);
        return new LocalEngine().RunAsync(new(path, file, _folder, spec), new Progress<EngineEvent>(), default);
    }

    async Task<FeatureBins> ReadAsync()
    {
        await using var file = File.OpenRead(Path.Combine(_folder, ResultParts.Distributions.FileName));
        return await ResultParts.Distributions.ReadAsync(file, default);
    }

    static JsonElement[] Expected(string file)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "distributions.json"));
        return
        [
            .. JsonElement.Parse(text).GetProperty("files").EnumerateArray()
                .Single(each => each.GetProperty("file").GetString() == file).GetProperty("features").EnumerateArray(),
        ];
    }

    static IEnumerable<double> Numbers(JsonElement from, string name) =>
        from.GetProperty(name).EnumerateArray().Select(each => each.GetDouble());
}
