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
            result.Files.Where(file => file.Name is "points.json" or "silhouette.json")
                .Select(file => (file.Name, file.Rows, file.Bytes)));
        Assert.Equal(
            ResultParts.FileNames, result.Files.TakeLast(ResultParts.FileNames.Count).Select(file => file.Name));
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

    [Fact]
    public async Task A_sweep_of_49_k_keeps_all_parts_small()
    {
        var result = await RunAsync(5_000, features: 6, new() { NInit = 1, KRange = [2, 50] });

        var fits = (await ReadAsync(ResultParts.Candidates)).Fits;
        Assert.Equal(Enumerable.Range(2, 49).Where(k => k != result.Sweep.Chosen), fits.Select(fit => fit.K));
        Assert.Equal(fits.Select(fit => fit.K), fits.Select(fit => fit.SegmentsOfPoints().Distinct().Count()));
        Assert.InRange(Size("candidates.json"), 1, 700_000);
        Assert.InRange(ResultParts.FileNames.Sum(Size), 1, 2_000_000);
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(10_000)]
    public async Task Centres_in_components_are_the_means_of_all_rows(int rows)
    {
        var result = await RunAsync(rows, features: 4, new() { K = 3, NInit = 3 });

        var (points, scaled) = (await ReadAsync(ResultParts.Points), Scaled(result));
        var labels = File.ReadLines(Path.Combine(Out, "assignments.csv")).Skip(1)
            .Select(line => int.Parse(line.Split(',')[5], CultureInfo.InvariantCulture)).ToArray();
        foreach (var segment in result.Segments)
        {
            Assert.Equal(3, segment.ComponentCentre.Count);
            for (var c = 0; c < 3; c++)
            {
                var all = scaled.Where((_, i) => labels[i] == segment.Number)
                    .Average(row => row.Zip(result.Pca.Components[c], (z, weight) => z * weight).Sum());
                var drawn = points.Components[c].Where((_, i) => points.Segments[i] == segment.Number).Average();
                Assert.Equal(all, segment.ComponentCentre[c], 1e-9);
                if (points.Sampled) Assert.True(Math.Abs(all - drawn) > 1e-6);
                else Assert.Equal(drawn, segment.ComponentCentre[c], 1e-4);   // of five digits
            }
        }
    }

    [Fact]
    public async Task Components_have_five_digits_and_are_the_projections_of_the_rows()
    {
        var result = await RunAsync(3_000, features: 4, new() { K = 3, NInit = 3 });

        var (points, scaled) = (await ReadAsync(ResultParts.Points), Scaled(result));
        for (var c = 0; c < 3; c++)
        {
            var component = points.Components[c];
            var unit = Math.Pow(10, Math.Floor(Math.Log10(component.Max(Math.Abs))) - 4);
            for (var i = 0; i < component.Count; i++)
            {
                var exact = scaled[points.Rows[i]].Zip(result.Pca.Components[c], (z, weight) => z * weight).Sum();
                Assert.Equal(exact, component[i], (unit / 2) + 1e-9);
                Assert.Equal(Math.Round(component[i] / unit), component[i] / unit, 1e-6);
            }
        }
    }

    // The mean of each scaled feature is 0, so that nothing is subtracted before rows are projected.
    double[][] Scaled(SegmentationResult result) =>
    [
        .. File.ReadLines(Path.Combine(_folder, "customers.csv")).Skip(1).Select(line => line.Split(',')[1..]
            .Zip(result.Features, (cell, by) =>
                (double.Parse(cell, CultureInfo.InvariantCulture) - by.Centre) / by.Scale)
            .ToArray()),
    ];

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
