using System.Net;
using System.Net.Http.Json;

namespace Segmentation.IntegrationTests.Api;

[Collection(ApiGroup.Name)]
public sealed class JobTests(ApiServer api)
{
    [Fact]
    public async Task A_job_is_accepted_with_its_address_and_when_to_ask_again()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);

        var response = await api.StartAsync(new { datasetId = dataset, name = "Q3", k = 3 });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var job = await ApiServer.JsonAsync(response);
        Assert.Equal($"/api/v1/jobs/{job.Text("id")}", response.Headers.Location?.ToString());
        Assert.Equal("1", response.Header("Retry-After"));
        Assert.Equal(("queued", "Q3", dataset), (job.Text("state"), job.Text("name"), job.Text("datasetId")));
        Assert.Equal("local", job.GetProperty("engine").Text("used"));
        Assert.Equal(42, job.GetProperty("parameters").Number("seed"));
    }

    [Fact]
    public async Task The_same_key_and_body_give_the_same_job_and_another_body_is_refused()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await ApiServer.JsonAsync(await api.StartAsync(new { datasetId = dataset, k = 3 }, key));
        var again = await api.StartAsync(new { datasetId = dataset, k = 3 }, key);
        var other = await api.StartAsync(new { datasetId = dataset, k = 4 }, key);

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.Equal(first.Text("id"), (await ApiServer.JsonAsync(again)).Text("id"));
        await other.ProblemAsync(422, "IDEMPOTENCY_KEY_REUSED");
    }

    [Fact]
    public async Task A_check_says_what_would_run_and_starts_nothing()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        var before = await api.CountAsync("jobs");

        var response = await api.Client.PostAsJsonAsync("/api/v1/jobs?validateOnly=true", new { datasetId = dataset });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var check = await ApiServer.JsonAsync(response);
        Assert.Equal(
            ["Age", "Spend", "Recency", "Frequency"],
            check.GetProperty("parameters").GetProperty("features").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(before, await api.CountAsync("jobs"));
    }

    // Of two more rows one has no age and one is cut off.
    [Fact]
    public async Task A_check_says_how_many_rows_would_be_left_out()
    {
        var dataset = await api.DatasetAsync(Csv.Shop + "C97,,20,1,5,Books,North\nC98,31\n");

        var response = await api.Client.PostAsJsonAsync("/api/v1/jobs?validateOnly=true", new { datasetId = dataset });

        var check = await ApiServer.JsonAsync(response);
        var excluded = check.GetProperty("excluded");
        Assert.Equal((14, 2, 2), (check.Number("rows"), excluded.Number("least"), excluded.Number("most")));
        Assert.Equal(
            [("MISSING_VALUE", "Age", 1), ("RAGGED_ROW", null, 1)],
            excluded.GetProperty("reasons").EnumerateArray()
                .Select(each => (each.Text("code"), each.GetProperty("column").GetString(), (int)each.Number("count")))
                .Order());
    }

    [Fact]
    public async Task A_finished_job_has_its_stages_in_order_and_its_summary()
    {
        var job = await api.SucceededAsync(Csv.Mall);

        var view = await api.GetAsync($"/api/v1/jobs/{job}");

        Assert.Equal(
            ["load", "validate", "clean", "features", "scale", "cluster", "evaluate", "save"],
            view.GetProperty("stages").EnumerateArray().Select(stage => stage.Text("name")));
        Assert.Equal(100, view.Number("progress"));
        Assert.Equal(
            (6, 200), ((int)view.GetProperty("summary").Number("k"), (int)view.GetProperty("summary").Number("rows")));
        Assert.Equal(0.4274, view.GetProperty("summary").Number("silhouette"), 5e-4);
    }

    [Fact]
    public async Task An_unchanged_job_is_304_and_never_kept_by_a_cache()
    {
        var job = await api.SucceededAsync(Csv.Shop);
        var first = await api.Client.GetAsync($"/api/v1/jobs/{job}");

        var again = await api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Get, $"/api/v1/jobs/{job}", ("If-None-Match", first.Header("ETag")!)));

        Assert.Equal("no-store", first.Header("Cache-Control"));
        Assert.Null(first.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_retry_is_a_new_job_that_names_the_old_one()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3, name = "first" });

        var response = await api.Client.PostAsync($"/api/v1/jobs/{job}:retry", null);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var retry = await ApiServer.JsonAsync(response);
        Assert.NotEqual(job, retry.Text("id"));
        Assert.Equal((job, "first", 3), (
            retry.Text("retryOf"), retry.Text("name"), (int)retry.GetProperty("parameters").Number("k")));
        Assert.Equal("succeeded", (await api.EndAsync(retry.Text("id"))).Text("state"));
    }

    [Fact]
    public async Task A_deleted_job_is_gone_with_its_files_and_remembered_as_deleted()
    {
        var job = await api.SucceededAsync(Csv.Shop);

        var response = await api.Client.DeleteAsync($"/api/v1/jobs/{job}");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.False(Directory.Exists(Path.Combine(api.DataFolder, "jobs", job)));
        var problem = await (await api.Client.GetAsync($"/api/v1/jobs/{job}/segments")).ProblemAsync(410, "DELETED");
        Assert.Contains(job, problem.Text("detail"));
        await (await api.Client.DeleteAsync($"/api/v1/jobs/{job}")).ProblemAsync(410, "DELETED");
    }

    [Fact]
    public async Task A_succeeded_job_cannot_be_canceled()
    {
        var job = await api.SucceededAsync(Csv.Shop);

        var problem = await (await api.Client.PostAsync($"/api/v1/jobs/{job}:cancel", null))
            .ProblemAsync(409, "JOB_ALREADY_FINISHED");

        Assert.Contains("succeeded", problem.Text("detail"));
    }

    [Fact]
    public async Task A_zero_character_in_a_text_is_replaced_and_breaks_nothing()
    {
        var view = await ApiServer.JsonAsync(
            await api.StartAsync(new { datasetId = await api.DatasetAsync(Csv.Shop), name = "a\0b" }));
        var list = await api.Client.GetAsync("/api/v1/jobs?q=a%00b");
        var handle = await api.Client.PostAsJsonAsync("/segmentation-start", new { filename = "a\0.csv" });

        Assert.Equal("a\ufffdb", view.Text("name"));
        Assert.Equal(view.Text("id"), (await ApiServer.JsonAsync(list)).GetProperty("jobs")[0].Text("id"));
        await handle.ProblemAsync(404, "DATASET_NOT_FOUND");
        await api.EndAsync(view.Text("id"));
    }

    [Fact]
    public async Task The_list_filters_by_state_text_and_dataset_and_goes_on_by_token()
    {
        var csv = Csv.Shop + "C77,33,777,7,7,Books,North\n";
        var name = $"run {Guid.NewGuid():N}";
        var (one, two) = (await api.SucceededAsync(csv, new { name }), await api.SucceededAsync(csv, new { name }));
        var dataset = (await api.GetAsync($"/api/v1/jobs/{one}")).Text("datasetId");

        var first = await api.GetAsync(
            $"/api/v1/jobs?q={name[..20]}&datasetId={dataset}&state=succeeded,failed&pageSize=1");
        var rest = await api.GetAsync(
            $"/api/v1/jobs?q={name[..20]}&datasetId={dataset}&pageSize=1&pageToken={first.Text("nextPageToken")}");

        Assert.Equal((two, 2), (first.GetProperty("jobs")[0].Text("id"), (int)first.Number("totalSize")));
        Assert.Equal((one, ""), (rest.GetProperty("jobs")[0].Text("id"), rest.Text("nextPageToken")));
        Assert.Equal(0, (await api.GetAsync($"/api/v1/jobs?q={name}&state=queued,running")).GetProperty("jobs")
            .GetArrayLength());
    }
}
