using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>The steps of k-means as the page plays them.</summary>
[Collection(ApiGroup.Name)]
public sealed class AnimationTests(ApiServer api)
{
    static readonly string[] TwoFeatures = ["Annual Income (k$)", "Spending Score (1-100)"];

    [Fact]
    public async Task Frames_begin_with_the_drawn_centres_and_end_with_the_result()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { features = TwoFeatures, k = 5 });
        var result = await api.GetAsync($"/api/v1/jobs/{job}/result");

        var view = await api.GetAsync($"/api/v1/jobs/{job}/animation");

        Assert.Equal(
            ["jobId", "k", "rows", "features", "starts", "start", "converged", "every", "points", "frames"],
            view.Names());
        Assert.Equal((job, 5, 200), (view.Text("jobId"), (int)view.Number("k"), (int)view.Number("rows")));
        Assert.Equal(TwoFeatures, view.GetProperty("features").EnumerateArray().Select(name => name.GetString()));
        Assert.True(view.GetProperty("converged").GetBoolean());
        Assert.Equal(0, view.GetProperty("every").GetArrayLength());

        var frames = view.GetProperty("frames").EnumerateArray().ToArray();
        Assert.Equal(Phases(frames.Length), frames.Select(frame => frame.Text("phase")));
        Assert.Equal(
            Enumerable.Range(1, frames.Length).Select(i => i / 2),
            frames.Select(frame => (int)frame.Number("iteration")));
        Assert.All(frames, frame => Assert.Equal(200, frame.Number("of")));
        Assert.Equal(["phase", "centres", "componentCentres", "order", "iteration", "of"], frames[0].Names());
        Assert.Equal(
            [
                "phase", "changed", "moved", "inertia", "sizes", "silhouette", "calinskiHarabasz", "daviesBouldin",
                "iteration", "of",
            ],
            frames[1].Names());
        Assert.Equal(["phase", "centres", "componentCentres", "shift", "iteration", "of"], frames[2].Names());
        Assert.Equal([1, 2, 3, 4, 5], Integers(frames[0].GetProperty("order")).Order());

        var (assigned, moved) = (frames[^1], frames[^2]);
        var metrics = result.GetProperty("metrics");
        Assert.Equal((0, 0), ((int)assigned.Number("moved"), assigned.GetProperty("changed").GetArrayLength()));
        Assert.Equal(metrics.Number("inertia"), assigned.Number("inertia"), 1e-9);
        foreach (var name in new[] { "silhouette", "calinskiHarabasz", "daviesBouldin" })
            Assert.Equal(metrics.Number(name), assigned.Number(name), 1e-9 * metrics.Number(name));
        var segments = result.GetProperty("segments").EnumerateArray().ToArray();
        Assert.Equal(segments.Select(segment => segment.Number("size")), Numbers(assigned.GetProperty("sizes")));
        for (var s = 0; s < 5; s++)
        {
            AssertClose(
                segments[s].GetProperty("features").EnumerateArray()
                    .Select(feature => feature.GetProperty("here").Number("mean")),
                Numbers(moved.GetProperty("centres")[s]));
            AssertClose(
                Numbers(segments[s].GetProperty("componentCentre")), Numbers(moved.GetProperty("componentCentres")[s]));
        }
    }

    [Fact]
    public async Task What_changes_adds_up_to_the_segments_of_the_result()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 6 });
        var points = await api.GetAsync($"/api/v1/jobs/{job}/files/points.json");

        var view = await api.GetAsync($"/api/v1/jobs/{job}/animation");

        var segments = new int[200];
        var assigned = view.GetProperty("frames").EnumerateArray().Where(frame => frame.Text("phase") == "assign");
        foreach (var frame in assigned)
        {
            foreach (var change in frame.GetProperty("changed").EnumerateArray())
            {
                var (point, segment) = (change[0].GetInt32(), change[1].GetInt32());
                Assert.NotEqual(segment, segments[point]);
                segments[point] = segment;
            }
            // All rows are drawn, so that the counts of the run are those of the points.
            Assert.Equal(frame.Number("moved"), frame.GetProperty("changed").GetArrayLength());
            Assert.Equal(
                Numbers(frame.GetProperty("sizes")),
                Enumerable.Range(1, 6).Select(number => (double)segments.Count(segment => segment == number)));
        }
        Assert.Equal(Integers(points.GetProperty("segments")), segments);
        Assert.Equal(Integers(points.GetProperty("rows")), Integers(view.GetProperty("points").GetProperty("rows")));
        Assert.True(JsonElement.DeepEquals(points.GetProperty("ids"), view.GetProperty("points").GetProperty("ids")));
        Assert.True(
            JsonElement.DeepEquals(points.GetProperty("values"), view.GetProperty("points").GetProperty("values")));
        Assert.Equal(2, view.GetProperty("points").GetProperty("components").GetArrayLength());
    }

    [Fact]
    public async Task Centres_move_as_far_as_told()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { features = TwoFeatures, k = 5 });
        var features = (await api.GetAsync($"/api/v1/jobs/{job}/result")).GetProperty("features");

        var view = await api.GetAsync($"/api/v1/jobs/{job}/animation");

        var placed = view.GetProperty("frames").EnumerateArray()
            .Where(frame => frame.Text("phase") != "assign").ToArray();
        foreach (var (before, after) in placed.Zip(placed.Skip(1)))
            for (var s = 0; s < 5; s++)
            {
                var square = Enumerable.Range(0, 2).Sum(j => Math.Pow(
                    (after.GetProperty("centres")[s][j].GetDouble() - before.GetProperty("centres")[s][j].GetDouble())
                    / features[j].Number("scale"), 2));
                Assert.Equal(Math.Sqrt(square), after.GetProperty("shift")[s].GetDouble(), 2e-4);
            }
    }

    [Fact]
    public async Task Other_starts_are_listed_and_played_without_indices()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { features = TwoFeatures, k = 5 });
        var starts = (await api.GetAsync($"/api/v1/jobs/{job}/animation")).GetProperty("starts")
            .EnumerateArray().ToArray();

        Assert.Equal(5, starts.Length);
        Assert.Equal(["number", "of", "inertia", "iterations", "best", "worse"], starts[0].Names());
        Assert.Equal(
            [true, false, false, false, false], starts.Select(start => start.GetProperty("best").GetBoolean()));
        Assert.Equal(
            starts.Select(start => start.Number("worse")).Order(), starts.Select(start => start.Number("worse")));
        Assert.All(starts, start => Assert.Equal(
            start.Number("inertia") / starts[0].Number("inertia") - 1, start.Number("worse"), 1e-12));
        foreach (var start in starts.Skip(1))
        {
            var view = await api.GetAsync($"/api/v1/jobs/{job}/animation?start={start.Number("number")}");
            Assert.Equal(start.Number("number"), view.Number("start"));
            var last = view.GetProperty("frames").EnumerateArray().Last();
            Assert.Equal((int)start.Number("iterations"), (int)last.Number("iteration"));
            Assert.Equal(start.Number("inertia"), last.Number("inertia"), 1e-9);
            Assert.Equal(JsonValueKind.Null, last.GetProperty("silhouette").ValueKind);
        }
    }

    [Theory]
    [InlineData("start=0", "start")]
    [InlineData("start=101", "start")]
    [InlineData("start=worst", "start")]
    [InlineData("maxPoints=0", "maxPoints")]
    [InlineData("maxPoints=x", null)]
    public async Task What_there_is_not_is_refused(string query, string? pointer)
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        var numbers = (await api.GetAsync($"/api/v1/jobs/{job}/animation")).GetProperty("starts").EnumerateArray()
            .Select(start => (int)start.Number("number")).Order();

        var answer = await api.Client.GetAsync($"/api/v1/jobs/{job}/animation?{query}");
        var problem = await answer.ProblemAsync(400, "MALFORMED_REQUEST");

        if (pointer is not null) Assert.Equal(pointer, problem.GetProperty("errors")[0].Text("pointer"));
        if (pointer == "start")
            Assert.EndsWith($"; there are best, {string.Join(", ", numbers)}.", problem.Text("detail"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(1_000_000)]
    public async Task As_many_points_are_drawn_as_asked_for_of_each_segment_in_proportion(int most)
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        var sizes = (await api.GetAsync($"/api/v1/jobs/{job}/segments")).GetProperty("segments").EnumerateArray()
            .Select(segment => segment.Number("size")).ToArray();

        var view = await api.GetAsync($"/api/v1/jobs/{job}/animation?maxPoints={most}");

        var rows = view.GetProperty("points").GetProperty("rows").GetArrayLength();
        Assert.InRange(rows, most == 60 ? 56 : 1, Math.Min(most, 200));
        if (most == 1) return;
        var segments = new int[rows];
        foreach (var change in view.GetProperty("frames").EnumerateArray()
            .Where(frame => frame.Text("phase") == "assign")
            .SelectMany(frame => frame.GetProperty("changed").EnumerateArray()))
            segments[change[0].GetInt32()] = change[1].GetInt32();
        for (var s = 0; s < 4; s++)
            Assert.Equal(sizes[s] * rows / 200, segments.Count(segment => segment == s + 1), 1.5);
    }

    [Fact]
    public async Task The_address_beside_the_seeds_gives_the_same_of_the_last_job_or_of_one()
    {
        var first = await api.SucceededAsync(Csv.Mall, new { k = 3 });
        var last = await api.SucceededAsync(Csv.Shop, new { k = 3 });

        Assert.Equal(await AnswerAsync($"/api/v1/jobs/{last}/animation"), await AnswerAsync("/api/animation"));
        Assert.Equal(
            await AnswerAsync($"/api/v1/jobs/{first}/animation?maxPoints=50"),
            await AnswerAsync($"/api/animation?job={first}&start=best&maxPoints=50"));
        var unknown = await (await api.Client.GetAsync("/api/animation?job=job_1")).ProblemAsync(404, "JOB_NOT_FOUND");
        Assert.Equal("Job not found: job_1", unknown.Text("error"));
    }

    [Fact]
    public async Task It_is_kept_for_the_next_one_who_asks()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });
        var first = await AnswerAsync($"/api/v1/jobs/{job}/animation");

        var folder = Path.Combine(api.DataFolder, "jobs", job);
        foreach (var file in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories))
            File.Delete(file);

        Assert.Equal(first, await AnswerAsync($"/api/v1/jobs/{job}/animation"));
    }

    [Fact]
    public async Task Logarithms_one_feature_and_few_iterations_have_frames_too()
    {
        var one = await api.SucceededAsync(
            Csv.Mall, new { features = new[] { TwoFeatures[0] }, k = 3, transform = "log1p", maxIterations = 2 });
        var result = await api.GetAsync($"/api/v1/jobs/{one}/result");

        var view = await api.GetAsync($"/api/v1/jobs/{one}/animation");

        var by = result.GetProperty("features")[0];
        var last = view.GetProperty("frames").EnumerateArray().Last(frame => frame.Text("phase") == "move");
        // The centre of the logarithms, in the units of the file.
        AssertClose(
            result.GetProperty("segments").EnumerateArray().Select(segment => Math.Exp(
                (segment.GetProperty("scaledCentre")[0].GetDouble() * by.Number("scale")) + by.Number("centre")) - 1),
            last.GetProperty("centres").EnumerateArray().Select(centre => centre[0].GetDouble()));
        Assert.Equal(1, last.GetProperty("componentCentres")[0].GetArrayLength());
        Assert.Equal(1, view.GetProperty("points").GetProperty("components").GetArrayLength());
    }

    [Fact]
    public async Task Fifty_segments_of_thirty_features_are_150_kB_on_the_wire()
    {
        var random = new Random(4);
        var header = "id," + string.Join(',', Enumerable.Range(1, 30).Select(j => $"measure{j}"));
        var file = Csv.Rows(header, 6_000, i => $"c{i}," + string.Join(',', Enumerable.Range(0, 30).Select(_ =>
            (1_000 * random.NextDouble()).ToString("F3", CultureInfo.InvariantCulture))));
        var job = await api.SucceededAsync(file, new { k = 50, nInit = 2 });

        var bytes = await api.Client.GetByteArrayAsync($"/api/v1/jobs/{job}/animation");

        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(bytes);
        Assert.InRange(packed.Length, 1, 150_000);
        using var json = JsonDocument.Parse(bytes);
        Assert.InRange(json.RootElement.GetProperty("points").GetProperty("rows").GetArrayLength(), 650, 2_000);
        Assert.InRange(json.RootElement.GetProperty("frames").GetArrayLength(), 15, 60);
        Assert.NotEmpty(json.RootElement.GetProperty("every").EnumerateArray());
    }

    async Task<(HttpStatusCode Status, string Body)> AnswerAsync(string path)
    {
        var response = await api.Client.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    static IEnumerable<string> Phases(int count) =>
        Enumerable.Range(0, count).Select(i => i == 0 ? "seed" : i % 2 == 1 ? "assign" : "move");

    static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(number => number.GetDouble())];

    static int[] Integers(JsonElement json) => [.. json.EnumerateArray().Select(number => number.GetInt32())];

    static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.All(
            expected.Zip(actual),
            pair => Assert.Equal(pair.First, pair.Second, 1e-9 * Math.Max(1, Math.Abs(pair.First))));
}
