using System.Net;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Jobs of the second engine: how it is chosen, what is told of it, and files that lie in parts.</summary>
public sealed class SparkJobTests(TwoEngineServer api) : IClassFixture<TwoEngineServer>
{
    [Fact]
    public async Task A_job_that_asks_for_Spark_runs_there_and_says_so()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3, engine = "spark", clusterer = "mllib" });

        var view = await api.GetAsync($"/api/v1/jobs/{job}");
        var result = await api.GetAsync($"/api/v1/jobs/{job}/result");
        var engine = view.GetProperty("engine");
        Assert.Equal(
            ("spark", "spark", "asked for"), (engine.Text("requested"), engine.Text("used"), engine.Text("reason")));
        Assert.Equal(TwoEngineServer.Ui, view.Text("sparkUi"));
        Assert.Equal("mllib", view.GetProperty("parameters").Text("clusterer"));
        Assert.Equal(("spark", "asked for"), (result.Text("engine"), result.GetProperty("engineUse").Text("reason")));
    }

    [Fact]
    public async Task A_run_of_MLlib_has_no_steps_and_says_what_to_do()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3, engine = "spark", clusterer = "mllib" });

        foreach (var path in new[] { $"/api/v1/jobs/{job}/animation", "/api/animation", $"/api/animation?job={job}" })
        {
            var none = await (await api.Client.GetAsync(path)).ProblemAsync(404, "NO_TRACE");
            Assert.Equal(
                "MLlib's k-means keeps no steps. Run the job again with the clusterer lloyd.", none.Text("detail"));
        }
        await (await api.Client.GetAsync($"/api/v1/jobs/{job}/files/trace.json")).ProblemAsync(404, "FILE_NOT_FOUND");
        await api.GetAsync($"/api/v1/jobs/{job}/projection");
    }

    [Fact]
    public async Task Auto_takes_Spark_when_half_of_a_workers_memory_is_not_enough()
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop), k = 3 });

        var engine = (await api.EndAsync(job)).GetProperty("engine");

        Assert.Equal(("auto", "spark"), (engine.Text("requested"), engine.Text("used")));
        Assert.Equal("needs about 150 MB, more than the 100 MB a local run may take", engine.Text("reason"));
    }

    [Fact]
    public async Task Local_stays_local_and_has_no_page_of_Spark()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3, engine = "local" });

        var view = await api.GetAsync($"/api/v1/jobs/{job}");

        Assert.Equal("local", view.GetProperty("engine").Text("used"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, view.GetProperty("sparkUi").ValueKind);
        Assert.Equal("auto", view.GetProperty("parameters").Text("clusterer"));
    }

    [Fact]
    public async Task The_list_of_engines_and_the_checks_show_Spark()
    {
        var spark = (await api.GetAsync("/api/v1/engines")).GetProperty("engines")[1];
        var ready = await api.GetAsync("/readyz");

        Assert.Equal(("spark", true, 1), (
            spark.Text("name"), spark.GetProperty("available").GetBoolean(), (int)spark.Number("workers")));
        Assert.Equal(("4.3.0", TwoEngineServer.Ui), (spark.Text("version"), spark.Text("ui")));
        Assert.Equal(("ready", "ok", 0), (ready.Text("status"), ready.GetProperty("checks").Text("spark"),
            ready.GetProperty("degraded").GetArrayLength()));
    }

    [Fact]
    public async Task Assignments_in_parts_are_downloaded_as_the_one_file_that_the_local_engine_writes()
    {
        var (parts, whole) = await BothAsync();

        string[] queries = ["csv", "csv?delimiter=semicolon&decimal=comma&bom=true", "csv?safe=false", "json"];
        foreach (var query in queries)
            Assert.Equal(
                await api.Client.GetByteArrayAsync($"/api/v1/jobs/{whole}/files/assignments.{query}"),
                await api.Client.GetByteArrayAsync($"/api/v1/jobs/{parts}/files/assignments.{query}"));
        foreach (var query in new[] { "", "?format=json" })
            Assert.Equal(
                await api.Client.GetByteArrayAsync($"/download-results/{whole}{query}"),
                await api.Client.GetByteArrayAsync($"/download-results/{parts}{query}"));
    }

    [Fact]
    public async Task Ranges_go_over_the_borders_of_parts()
    {
        var (job, _) = await BothAsync();
        var path = $"/api/v1/jobs/{job}/files/assignments.csv";
        var whole = await api.Client.GetByteArrayAsync(path);
        var header = Array.IndexOf(whole, (byte)'\n') + 1;

        (int, int)[] ranges = [
            (0, 0), (0, header), (header - 1, header), (header, header + 6), (header + 6, header + 8),
            (header + 3, header + 40), (whole.Length - 9, whole.Length - 1)];
        foreach (var (from, to) in ranges)
        {
            var range = await api.Client.SendAsync(
                ApiServer.Request(HttpMethod.Get, path, ("Range", $"bytes={from}-{to}")));

            Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
            Assert.Equal($"bytes {from}-{to}/{whole.Length}", range.Header("Content-Range"));
            Assert.Equal(whole[from..(to + 1)], await range.Content.ReadAsByteArrayAsync());
        }

        var last = await api.Client.SendAsync(ApiServer.Request(HttpMethod.Get, path, ("Range", "bytes=-5")));
        Assert.Equal(whole[^5..], await last.Content.ReadAsByteArrayAsync());
        await (await api.Client.SendAsync(ApiServer.Request(HttpMethod.Get, path, ("Range", $"bytes={whole.Length}-"))))
            .ProblemAsync(416, "RANGE_NOT_SATISFIABLE");
    }

    [Fact]
    public async Task Parts_have_one_etag_one_length_and_no_body_for_a_head()
    {
        var (job, _) = await BothAsync();
        var path = $"/api/v1/jobs/{job}/files/assignments.csv";

        var first = await api.Client.GetAsync(path);
        var head = await api.Client.SendAsync(ApiServer.Request(HttpMethod.Head, path));
        var again = await api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Get, path, ("If-None-Match", first.Header("ETag")!)));

        Assert.Equal(first.Header("ETag"), head.Header("ETag"));
        Assert.Equal((await first.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    async Task<(string Parts, string Whole)> BothAsync() =>
        (
            await api.SucceededAsync(Csv.Shop, new { k = 3, engine = "spark" }),
            await api.SucceededAsync(Csv.Shop, new { k = 3, engine = "local" }));
}

/// <summary>Spark that was there and went away.</summary>
public sealed class SparkAwayTests(TwoEngineServer api) : IClassFixture<TwoEngineServer>
{
    [Fact]
    public async Task Spark_that_is_away_is_told_everywhere_and_refused_until_it_is_back()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        api.Problem = "No answer from the Spark Connect server.";
        await api.ShownAsync("unavailable");

        var refused = await (await api.StartAsync(new { datasetId = dataset, engine = "spark" }))
            .ProblemAsync(503, "ENGINE_UNAVAILABLE");
        await (await api.StartAsync(new { datasetId = dataset, clusterer = "mllib" }))
            .ProblemAsync(503, "ENGINE_UNAVAILABLE");
        var tooLarge = await (await api.StartAsync(new { datasetId = dataset }))
            .ProblemAsync(422, "TOO_LARGE_FOR_LOCAL");
        var ready = await api.GetAsync("/readyz");
        var spark = (await api.GetAsync("/api/v1/engines")).GetProperty("engines")[1];

        Assert.Contains("local", refused.Text("detail"));
        // 12 rows, 4 features.
        Assert.Equal(Csv.Shop.Length + (16 * 12 * 4) + (150 << 20), tooLarge.Number("neededBytes"));
        Assert.Equal(100 << 20, tooLarge.Number("availableBytes"));
        Assert.Contains("150 MB", tooLarge.Text("detail"));
        Assert.Contains("100 MB", tooLarge.Text("detail"));
        Assert.Equal("ready", ready.Text("status"));
        Assert.Equal(
            "Spark cannot be used by 1 of 1 workers: No answer from the Spark Connect server.",
            ready.GetProperty("degraded")[0].GetString());
        Assert.Equal((false, "Spark cannot be used now: No answer from the Spark Connect server."), (
            spark.GetProperty("available").GetBoolean(), spark.Text("reason")));

        api.Problem = null;
        await api.ShownAsync("ok");
        await api.SucceededAsync(Csv.Shop, new { k = 3, engine = "spark" });
    }
}
