using System.Net;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>What follows from a result: what to do, whether to trust it, what it took.</summary>
[Collection(ApiGroup.Name)]
public sealed class ReviewTests(ApiServer api)
{
    static readonly string[] IncomeAndScore = ["Annual Income (k$)", "Spending Score (1-100)"];

    [Fact]
    public async Task Each_segment_has_who_it_is_and_what_to_do()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 5, features = IncomeAndScore });

        var view = await api.GetAsync($"/api/v1/jobs/{job}/insights");

        var segments = (await api.GetAsync($"/api/v1/jobs/{job}/segments")).GetProperty("segments").EnumerateArray();
        var insights = view.GetProperty("insights").EnumerateArray().ToArray();
        Assert.Equal((job, "en"), (view.Text("jobId"), view.Text("language")));
        Assert.Equal(segments.Select(each => each.Text("description")), insights.Select(each => each.Text("who")));
        Assert.Equal([81, 39, 35, 23, 22], insights.Select(each => each.Number("size")));
        Assert.Equal("rich-and-spending", insights[1].GetProperty("action").Text("rule"));
        Assert.StartsWith(
            "They earn and spend more than others: median Annual Income 79 (all 61.5), ",
            insights[1].GetProperty("action").Text("text"));
    }

    [Fact]
    public async Task The_texts_are_served_with_the_page()
    {
        var file = await api.Client.GetAsync("/texts/actions.en.json");

        Assert.Equal("application/json", file.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"phrase\"", await file.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_mall_passes_and_a_second_run_has_the_same_bytes()
    {
        // Settings that no other test has: the first run finds no other.
        var first = await api.SucceededAsync(
            Csv.Mall, new { k = 5, features = IncomeAndScore, seed = 4711, name = "checks" });
        var alone = await ChecksAsync(first);

        using var retried = await api.Client.PostAsync($"/api/v1/jobs/{first}:retry", null);
        var second = (await ApiServer.JsonAsync(retried)).Text("id");
        await api.EndAsync(second);
        var both = await ChecksAsync(first);

        Assert.Equal("13 checks: 11 pass, 2 not checked", alone.GetProperty("summary").Text("text"));
        Assert.Equal("notChecked", Of(alone, "same-bytes").Text("status"));
        Assert.Equal("13 checks: 12 pass, 1 not checked", both.GetProperty("summary").Text("text"));
        var bytes = await api.Client.GetByteArrayAsync($"/api/v1/jobs/{first}/files/assignments.csv?safe=false");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        Assert.Equal(
            $"assignments.csv has the SHA-256 {hash[..12]}…, as that of {second}.",
            Of(both, "same-bytes").Text("found"));
        Assert.Contains($"as that of {first}.", Of(await ChecksAsync(second), "same-bytes").Text("found"));
        // The silhouette of scikit-learn, and the share of one feature by NumPy.
        Assert.Equal(0.5546571631111091, Of(both, "separation").Number("value"), 1e-9);
        Assert.Equal(0.52521804, Of(both, "leverage").Number("value"), 1e-8);
        Assert.Equal(JsonValueKind.Null, Of(both, "rows").GetProperty("advice").ValueKind);
    }

    [Fact]
    public async Task Bytes_that_are_gone_are_not_compared()
    {
        var first = await api.SucceededAsync(Csv.Shop, new { k = 3, seed = 4712 });
        var second = await api.SucceededAsync(Csv.Shop, new { k = 3, seed = 4712 });
        var folder = Path.Combine(api.DataFolder, "jobs", second);
        foreach (var file in Directory.GetFiles(folder, "assignments.csv", SearchOption.AllDirectories))
            File.Delete(file);

        var check = Of(await ChecksAsync(first), "same-bytes");

        Assert.Equal(
            ("notChecked", "Another run has this file and settings, but the files of one are gone."),
            (check.Text("status"), check.Text("found")));
    }

    [Fact]
    public async Task Other_settings_or_another_file_are_no_second_run()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3, seed = 4713 });
        await api.SucceededAsync(Csv.Shop, new { k = 2, seed = 4713 });
        await api.SucceededAsync(Csv.Shop + "C13,62,2020,202,62,Books,North\n", new { k = 3, seed = 4713 });

        Assert.Equal("notChecked", Of(await ChecksAsync(job), "same-bytes").Text("status"));
    }

    [Fact]
    public async Task Times_speed_and_memory_of_a_run_are_told()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4, seed = 4714 });

        var view = await api.GetAsync($"/api/v1/jobs/{job}/efficiency");

        var result = await api.GetAsync($"/api/v1/jobs/{job}/result");
        var stages = view.GetProperty("stages").EnumerateArray().ToArray();
        Assert.Equal(result.GetProperty("timings").ToString(), view.GetProperty("stages").ToString());
        Assert.Equal(stages.Sum(stage => stage.Number("seconds")), view.Number("seconds"), 1e-9);
        Assert.Equal(200 / stages[0].Number("seconds"), view.Number("readPerSecond"), 1e-3);
        Assert.Equal(200 / stages[5].Number("seconds"), view.Number("clusteredPerSecond"), 1e-3);
        var file = System.Text.Encoding.UTF8.GetByteCount(Csv.Mall);
        Assert.Equal(file + (16 * 200 * 3) + (150 << 20), view.Number("estimatedBytes"));
        Assert.Equal(JsonValueKind.Null, view.GetProperty("otherEngine").ValueKind);
    }

    [Fact]
    public async Task The_least_sure_customers_stand_beside_the_bands()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 5, features = IncomeAndScore });

        var least = (await api.GetAsync($"/api/v1/jobs/{job}/silhouette?maxPoints=10")).GetProperty("least");

        Assert.Equal(10, least.GetArrayLength());
        Assert.Equal(("147", 146, 3, 1), (
            least[0].Text("id"), least[0].Number("row"), least[0].Number("segment"), least[0].Number("other")));
        Assert.Equal(-0.02857390004870444, least[0].Number("silhouette"), 1e-9);
    }

    [Theory]
    [InlineData("insights")]
    [InlineData("checks")]
    [InlineData("efficiency")]
    public async Task Each_has_an_etag_and_needs_a_finished_job(string address)
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3, seed = 4715 });

        var first = await api.Client.GetAsync($"/api/v1/jobs/{job}/{address}");
        var again = await api.Client.SendAsync(ApiServer.Request(
            HttpMethod.Get, $"/api/v1/jobs/{job}/{address}", ("If-None-Match", first.Header("ETag")!)));
        var unknown = await api.Client.GetAsync($"/api/v1/jobs/job_00000000000000000000000000/{address}");
        var later = await api.JobAsync(new
        {
            datasetId = await api.DatasetAsync(Csv.Shop),
            runAt = DateTimeOffset.UtcNow.AddDays(1).ToString("O"),
        });

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        await unknown.ProblemAsync(404, "JOB_NOT_FOUND");
        await (await api.Client.GetAsync($"/api/v1/jobs/{later}/{address}")).ProblemAsync(409, "JOB_NOT_FINISHED");
    }

    Task<JsonElement> ChecksAsync(string job) => api.GetAsync($"/api/v1/jobs/{job}/checks");

    internal static JsonElement Of(JsonElement checks, string id) =>
        checks.GetProperty("checks").EnumerateArray().Single(check => check.Text("id") == id);
}

/// <summary>The same where two engines run.</summary>
public sealed class ReviewOfTwoEnginesTests(TwoEngineServer api) : IClassFixture<TwoEngineServer>
{
    [Fact]
    public async Task Both_engines_agree_and_their_times_stand_side_by_side()
    {
        var local = await api.SucceededAsync(Csv.Shop, new { k = 3, engine = "local" });
        var spark = await api.SucceededAsync(Csv.Shop, new { k = 3, engine = "spark", clusterer = "lloyd" });

        var here = ReviewTests.Of(await api.GetAsync($"/api/v1/jobs/{local}/checks"), "engines");
        var there = ReviewTests.Of(await api.GetAsync($"/api/v1/jobs/{spark}/checks"), "engines");
        var efficiency = await api.GetAsync($"/api/v1/jobs/{local}/efficiency");

        Assert.Equal(("pass", 0), (here.Text("status"), here.Number("value")));
        Assert.Equal("All 3 sizes are equal; the centres differ by at most 0.0e+0.", here.Text("found"));
        Assert.Equal("pass", there.Text("status"));
        var other = efficiency.GetProperty("otherEngine");
        Assert.Equal(("local", "spark", spark), (efficiency.Text("engine"), other.Text("engine"), other.Text("jobId")));
        Assert.Equal(8, other.GetProperty("stages").GetArrayLength());
    }

    [Fact]
    public async Task Files_in_parts_are_compared_as_one()
    {
        var first = await api.SucceededAsync(Csv.Shop, new { k = 2, engine = "spark" });
        var second = await api.SucceededAsync(Csv.Shop, new { k = 2, engine = "spark" });

        var check = ReviewTests.Of(await api.GetAsync($"/api/v1/jobs/{first}/checks"), "same-bytes");

        Assert.Equal("pass", check.Text("status"));
        Assert.EndsWith($"as that of {second}.", check.Text("found"));
    }
}
