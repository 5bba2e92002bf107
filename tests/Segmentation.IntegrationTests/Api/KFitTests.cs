using System.Globalization;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>What another k of the sweep would give.</summary>
[Collection(ApiGroup.Name)]
public sealed class KFitTests(ApiServer api)
{
    static readonly string[] Measures =
        ["inertia", "silhouette", "calinskiHarabasz", "daviesBouldin", "smallest", "rows", "sampled"];

    [Theory]
    [InlineData("Mall_Customers.csv")]
    [InlineData("customers_3k.csv")]
    public async Task Every_k_is_what_a_run_with_this_k_gives(string file)
    {
        var dataset = await api.DatasetAsync(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "data", file)));
        var sweep = await RunAsync(new { datasetId = dataset });
        var chosen = (await api.GetAsync($"{sweep}/result")).GetProperty("sweep").GetProperty("chosen").GetInt32();
        for (var k = 2; k <= 10; k++)
        {
            var run = await RunAsync(new { datasetId = dataset, k });

            var (fit, alone) = (await api.GetAsync($"{sweep}/k-sweep/{k}"), await api.GetAsync($"{run}/k-sweep/{k}"));

            Assert.Equal((k, k == chosen, true), (fit.Number("k"), Is(fit, "chosen"), Is(alone, "chosen")));
            var drawn = (await api.GetAsync($"{run}/files/points.json")).GetProperty("segments");
            Assert.True(JsonElement.DeepEquals(drawn, fit.GetProperty("points").GetProperty("segments")));
            foreach (var name in Measures) AssertSame(alone.GetProperty(name), fit.GetProperty(name), name);
            AssertSame(alone.GetProperty("segments"), fit.GetProperty("segments"), "segments");
        }
    }

    [Fact]
    public async Task The_k_that_was_used_has_the_numbers_of_the_result()
    {
        var run = await RunAsync(new { datasetId = await api.DatasetAsync(Csv.Mall) });
        var result = await api.GetAsync($"{run}/result");

        var fit = await api.GetAsync($"{run}/k-sweep/6");

        Assert.True(Is(fit, "chosen"));
        Assert.Equal(200, fit.Number("rows"));
        foreach (var name in (string[])["inertia", "silhouette", "calinskiHarabasz", "daviesBouldin"])
            Assert.Equal(result.GetProperty("metrics").Number(name), fit.Number(name));
        var pairs = result.GetProperty("segments").EnumerateArray().Zip(fit.GetProperty("segments").EnumerateArray());
        foreach (var (segment, own) in pairs)
        {
            foreach (var name in (string[])["number", "size", "share", "scaledCentre", "componentCentre"])
                Assert.True(JsonElement.DeepEquals(segment.GetProperty(name), own.GetProperty(name)), name);
            Assert.Equal(
                segment.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("here")
                    .Number("mean")),
                own.GetProperty("centre").EnumerateArray().Select(mean => mean.GetDouble()));
        }
    }

    [Fact]
    public async Task A_k_that_was_not_tried_is_a_404_that_says_which_were()
    {
        var dataset = await api.DatasetAsync(Csv.Mall);
        var (sweep, given) = (await RunAsync(new { datasetId = dataset, kRange = new[] { 3, 5 } }),
            await RunAsync(new { datasetId = dataset, k = 4 }));

        var beyond = await (await api.Client.GetAsync($"{sweep}/k-sweep/6")).ProblemAsync(404, "NO_SUCH_K");
        var other = await (await api.Client.GetAsync($"{given}/k-sweep/5")).ProblemAsync(404, "NO_SUCH_K");

        Assert.Equal("The run tried k = 3 to 5, not 6. Run again with k = 6.", beyond.Text("detail"));
        Assert.Equal("The run tried k = 4 alone, not 5. Run again with k = 5.", other.Text("detail"));
        await (await api.Client.GetAsync($"{sweep}/k-sweep/six")).ProblemAsync(400, "MALFORMED_REQUEST");
        await (await api.Client.GetAsync("/api/v1/jobs/job_00000000000000000000000000/k-sweep/3"))
            .ProblemAsync(404, "JOB_NOT_FOUND");
    }

    [Fact]
    public async Task A_file_that_is_gone_is_a_404()
    {
        var run = await RunAsync(new { datasetId = await api.DatasetAsync(Csv.Mall), kRange = new[] { 5, 6 } });
        var folder = Path.Combine(api.DataFolder, "jobs", run.Split('/')[^1]);
        File.Delete(Assert.Single(Directory.GetFiles(folder, "candidates.json", SearchOption.AllDirectories)));

        await (await api.Client.GetAsync($"{run}/k-sweep/5")).ProblemAsync(404, "FILE_NOT_FOUND");
    }

    [Fact]
    public async Task Above_50000_rows_the_numbers_are_of_the_sample_and_say_so()
    {
        var random = new Random(3);
        var file = Csv.Rows("id,visits,spend", 60_000, i => string.Create(
            CultureInfo.InvariantCulture,
            $"c{i},{(10 * (i % 3)) + random.NextDouble():F3},{(70 * (i % 3)) + random.NextDouble():F3}"));
        var run = await RunAsync(new { datasetId = await api.DatasetAsync(file), kRange = new[] { 2, 3 }, nInit = 1 });

        var (two, three) = (await api.GetAsync($"{run}/k-sweep/2"), await api.GetAsync($"{run}/k-sweep/3"));

        Assert.Equal((false, true, 50_000.0), (Is(two, "chosen"), Is(two, "sampled"), two.Number("rows")));
        Assert.Equal((true, false, 60_000.0), (Is(three, "chosen"), Is(three, "sampled"), three.Number("rows")));
        foreach (var fit in (JsonElement[])[two, three])
        {
            var sizes = fit.GetProperty("segments").EnumerateArray().Select(segment => segment.Number("size"));
            Assert.Equal(fit.Number("rows"), sizes.Sum());
        }
    }

    async Task<string> RunAsync(object body)
    {
        var job = await api.JobAsync(body);
        Assert.Equal("succeeded", (await api.EndAsync(job)).Text("state"));
        return $"/api/v1/jobs/{job}";
    }

    static bool Is(JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    /// <summary>Numbers to 1e-9, all else exactly.</summary>
    static void AssertSame(JsonElement expected, JsonElement actual, string path)
    {
        Assert.Equal(expected.ValueKind, actual.ValueKind);
        if (expected.ValueKind == JsonValueKind.Number)
            Assert.True(Math.Abs(expected.GetDouble() - actual.GetDouble()) <= 1e-9, path);
        else if (expected.ValueKind == JsonValueKind.Array)
            for (var i = 0; i < Math.Max(expected.GetArrayLength(), actual.GetArrayLength()); i++)
                AssertSame(expected[i], actual[i], $"{path}[{i}]");
        else if (expected.ValueKind == JsonValueKind.Object)
            foreach (var each in expected.EnumerateObject())
                AssertSame(each.Value, actual.GetProperty(each.Name), $"{path}.{each.Name}");
    }
}
