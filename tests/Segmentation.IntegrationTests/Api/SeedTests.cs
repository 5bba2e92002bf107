using System.Net;
using System.Net.Http.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>The seed's eleven addresses: status, fields and words.</summary>
[Collection(ApiGroup.Name)]
public sealed class SeedTests(ApiServer api)
{
    [Fact]
    public async Task Health_begins_with_the_three_fields_of_the_seed()
    {
        var health = await api.GetAsync("/health");

        Assert.Equal(["status", "timestamp", "service"], health.Names().Take(3));
        Assert.Equal(("healthy", "E-Commerce Segmentation Backend"), (health.Text("status"), health.Text("service")));
        Assert.Equal("ok", health.GetProperty("checks").Text("database"));
        Assert.Equal("unavailable", health.GetProperty("checks").Text("spark"));
        Assert.EndsWith("Z", health.Text("timestamp"));
    }

    [Fact]
    public async Task Upload_answers_200_with_a_handle_that_is_new_each_time()
    {
        var first = await api.UploadAsync(Csv.Shop, "my customers.csv", "/upload");
        var second = await api.UploadAsync(Csv.Shop, "my customers.csv", "/upload");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var (one, two) = (await ApiServer.JsonAsync(first), await ApiServer.JsonAsync(second));
        Assert.Equal(["status", "filename", "message", "dataset_id", "rows", "warnings"], one.Names());
        Assert.Equal("uploaded", one.Text("status"));
        Assert.Matches(@"^\d{8}_\d{6}_[A-Za-z0-9._-]+\.csv$", one.Text("filename"));
        Assert.NotEqual(one.Text("filename"), two.Text("filename"));
        Assert.Equal(one.Text("dataset_id"), two.Text("dataset_id"));
        var dataset = await api.GetAsync($"/api/v1/datasets/{one.Text("dataset_id")}");
        Assert.Equal(dataset.Number("rows"), one.Number("rows"));
    }

    [Fact]
    public async Task Upload_refuses_in_the_words_of_the_seed()
    {
        var form = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        var none = await (await api.Client.PostAsync("/upload", form)).ProblemAsync(400, "NO_FILE");
        var other = await (await api.UploadAsync(Csv.Shop, "customers.pdf", "/upload")).ProblemAsync(400, "NOT_CSV");

        Assert.Equal("No file provided", none.Text("error"));
        Assert.Equal("Only CSV files are allowed", other.Text("error"));
    }

    [Theory]
    [InlineData("/segmentation-start", "k")]
    [InlineData("/segmentation-start", "n_clusters")]
    [InlineData("/run-job", "num_clusters")]
    public async Task A_job_starts_with_200_and_its_k_goes_by_three_names(string path, string name)
    {
        var file = (await ApiServer.JsonAsync(await api.UploadAsync(Csv.Shop, path: "/upload"))).Text("filename");

        var response = await api.Client.PostAsJsonAsync(
            path, new Dictionary<string, object> { ["filename"] = file, [name] = 3 });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var started = await ApiServer.JsonAsync(response);
        Assert.Equal(["status", "job_id", "message"], started.Names());
        Assert.Equal(("started", "Segmentation job started"), (started.Text("status"), started.Text("message")));
        Assert.Equal($"/job-status/{started.Text("job_id")}", response.Headers.Location?.ToString());
        Assert.Equal(3, (await api.EndAsync(started.Text("job_id"))).GetProperty("parameters").Number("k"));
    }

    [Fact]
    public async Task A_start_without_a_file_is_400_and_with_an_unknown_one_404()
    {
        var none = await (await api.Client.PostAsJsonAsync("/segmentation-start", new { }))
            .ProblemAsync(400, "MALFORMED_REQUEST");
        var unknown = await (await api.Client.PostAsJsonAsync("/segmentation-start", new { filename = "lost.csv" }))
            .ProblemAsync(404, "DATASET_NOT_FOUND");

        Assert.Equal("filename is required", none.Text("error"));
        Assert.Equal("File not found: lost.csv", unknown.Text("error"));
    }

    [Fact]
    public async Task The_status_of_a_finished_job_is_completed_at_100()
    {
        var job = await api.SucceededAsync(Csv.Shop);

        var status = await api.GetAsync($"/job-status/{job}");

        Assert.Equal(["job_id", "stage", "progress", "message", "timestamp"], status.Names().Take(5));
        Assert.Equal(
            (job, "completed", 100), (status.Text("job_id"), status.Text("stage"), (int)status.Number("progress")));
        Assert.Equal(
            [
                "loading", "preprocessing",
                "preprocessing", "feature_engineering", "scaling", "clustering", "evaluation", "saving"],
            status.GetProperty("stages").EnumerateArray().Select(stage => stage.Text("name")));
        var unknown = await (await api.Client.GetAsync("/job-status/job_1")).ProblemAsync(404, "JOB_NOT_FOUND");
        Assert.Equal("Job not found: job_1", unknown.Text("error"));
    }

    [Fact]
    public async Task A_failed_job_is_an_error_at_0_and_a_canceled_one_ends_the_wait_too()
    {
        var failed = await api.JobAsync(
            new { datasetId = await api.DatasetAsync(Csv.Rows("A,B", 20, i => $"{i % 4},{i % 4 * 2}")), k = 5 });
        await api.EndAsync(failed);

        var status = await api.GetAsync($"/job-status/{failed}");
        var results = await (await api.Client.GetAsync($"/segmentation-results/{failed}"))
            .ProblemAsync(409, "JOB_FAILED");

        Assert.Equal(("error", 0), (status.Text("stage"), (int)status.Number("progress")));
        Assert.StartsWith("Error: ", status.Text("message"));
        Assert.Contains(status.Text("message")["Error: ".Length..], results.Text("error"));
    }

    [Fact]
    public async Task Jobs_are_newest_first_with_their_total_and_a_link_to_the_next_page()
    {
        var older = await api.SucceededAsync(Csv.Shop);
        var newer = await api.SucceededAsync(Csv.Shop);

        var response = await api.Client.GetAsync("/jobs?limit=1");
        var page = await ApiServer.JsonAsync(response);
        var next = await api.GetAsync(response.Header("Link")!.Split('<', '>')[1]);

        Assert.Equal(["jobs", "total"], page.Names());
        Assert.Equal(newer, page.GetProperty("jobs")[0].Text("job_id"));
        Assert.Equal(older, next.GetProperty("jobs")[0].Text("job_id"));
        Assert.Equal((await api.GetAsync("/api/v1/jobs")).Number("totalSize"), page.Number("total"));
    }

    [Fact]
    public async Task A_check_answers_200_for_a_good_and_for_a_bad_file_and_keeps_neither()
    {
        var before = (await api.CountAsync("datasets"), api.FileCount());

        var good = await ApiServer.JsonAsync(
            await api.UploadAsync(Csv.Rows("Name,Age,Spend", 9, i => $"x{i},{i},{i * i}"), path: "/validate-file"));
        var bad = await api.UploadAsync("Age,Spend\n", path: "/validate-file");

        Assert.Equal(["valid", "filename", "rows", "columns", "required_columns", "missing_columns", "errors",
            "warnings", "dialect", "preview"], good.Names());
        Assert.True(good.GetProperty("valid").GetBoolean());
        Assert.Equal(("present", "missing"), (
            good.GetProperty("required_columns").Text("Age"), good.GetProperty("required_columns").Text("Recency")));
        Assert.Contains(
            good.GetProperty("warnings").EnumerateArray(), warning => warning.Text("message").Contains("Recency"));
        Assert.Equal("x1", good.GetProperty("preview")[0].Text("Name"));
        Assert.Equal(HttpStatusCode.OK, bad.StatusCode);
        var refused = await ApiServer.JsonAsync(bad);
        Assert.False(refused.GetProperty("valid").GetBoolean());
        Assert.Equal("NO_DATA_ROWS", refused.GetProperty("errors")[0].Text("code"));
        Assert.Equal(before, (await api.CountAsync("datasets"), api.FileCount()));
    }

    [Fact]
    public async Task A_check_takes_an_uploaded_file_by_its_name_and_needs_one()
    {
        var file = (await ApiServer.JsonAsync(await api.UploadAsync(Csv.Shop, path: "/upload"))).Text("filename");

        var check = await ApiServer.JsonAsync(
            await api.Client.PostAsJsonAsync("/validate-file", new { filename = file }));

        Assert.Equal(12, check.Number("rows"));
        Assert.Empty(check.GetProperty("missing_columns").EnumerateArray());
        await (await api.Client.PostAsync("/validate-file", null)).ProblemAsync(400, "NO_FILE");
    }

    [Fact]
    public async Task The_sample_is_30_rows_in_the_columns_of_the_seed_and_can_be_segmented()
    {
        var json = await api.GetAsync("/sample-data");
        var csv = await api.Client.SendAsync(ApiServer.Request(HttpMethod.Get, "/sample-data", ("Accept", "text/csv")));

        Assert.Equal(["filename", "columns", "rows", "total", "download_url"], json.Names());
        Assert.Equal(("sample_customers.csv", 30, 30), (
            json.Text("filename"), (int)json.Number("total"), json.GetProperty("rows").GetArrayLength()));
        Assert.Equal(["CustomerID", "Age", "Spend", "Recency", "Frequency", "Category", "Region"],
            json.GetProperty("columns").EnumerateArray().Select(c => c.GetString()));
        var text = await csv.Content.ReadAsStringAsync();
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal(text, await (await api.Client.GetAsync(json.Text("download_url"))).Content.ReadAsStringAsync());
        var job = await api.SucceededAsync(text);
        Assert.Equal(30, (await api.GetAsync($"/segmentation-results/{job}")).Number("totalCustomers"));
        Assert.Equal(2, (await api.GetAsync("/sample-data?rows=2&name=mall")).GetProperty("rows").GetArrayLength());
    }
}
