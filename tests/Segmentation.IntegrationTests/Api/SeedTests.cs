using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>The seed's eleven addresses: status, fields and words, and that each number is the one under
/// /api/v1.</summary>
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
    public async Task Every_number_of_the_results_is_the_one_under_v1()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });
        var segments = await api.GetAsync($"/api/v1/jobs/{job}/segments");
        var metrics = await api.GetAsync($"/api/v1/jobs/{job}/metrics");

        var seed = await api.GetAsync($"/segmentation-results/{job}");

        Assert.Equal(
            ["job_id", "numClusters", "totalCustomers", "clusters", "silhouetteScore", "generatedAt"], seed.Names());
        Assert.Equal(segments.Number("k"), seed.Number("numClusters"));
        Assert.Equal(segments.GetProperty("rows").Number("used"), seed.Number("totalCustomers"));
        Assert.Equal(metrics.GetProperty("metrics").Number("silhouette"), seed.Number("silhouetteScore"));
        Assert.Equal((await api.GetAsync($"/api/v1/jobs/{job}")).Text("finishedAt"), seed.Text("generatedAt"));
        foreach (var (cluster, segment) in seed.GetProperty("clusters").EnumerateArray()
            .Zip(segments.GetProperty("segments").EnumerateArray()))
            AssertSame(cluster, segment);
    }

    [Fact]
    public async Task The_mean_the_range_and_the_top_category_of_a_segment_are_those_of_its_rows()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });

        var first = (await api.GetAsync($"/segmentation-results/{job}")).GetProperty("clusters")[0];

        // C01 to C06: ages 30 to 35, spend 10 11 12 10 11 12; five bought books.
        Assert.Equal((6, 32.5, 11.0), ((int)first.Number("size"), first.Number("avgAge"), first.Number("avgSpend")));
        Assert.Equal(
            (10.0, 12.0, "Books"), (first.Number("minSpend"), first.Number("maxSpend"), first.Text("topCategory")));
        Assert.Equal((5.5, 1.5), (first.Number("avgRecency"), first.Number("avgFrequency")));
    }

    [Fact]
    public async Task A_result_without_the_standard_columns_has_null_in_their_place()
    {
        var job = await api.SucceededAsync(
            Csv.Mall, new { features = new[] { "Annual Income (k$)", "Spending Score (1-100)" } });

        var seed = await api.GetAsync($"/segmentation-results/{job}");

        Assert.Equal(5, seed.Number("numClusters"));
        var cluster = seed.GetProperty("clusters")[0];
        Assert.All(["avgAge", "avgSpend", "avgRecency", "avgFrequency", "minSpend", "maxSpend", "topCategory"],
            name => Assert.Equal(JsonValueKind.Null, cluster.GetProperty(name).ValueKind));
        Assert.Equal(["Annual Income (k$)", "Spending Score (1-100)"], cluster.GetProperty("features").Names());
    }

    [Fact]
    public async Task Segments_without_an_id_are_those_of_the_last_job()
    {
        var job = await api.SucceededAsync(Csv.Shop);

        Assert.Equal(job, (await api.GetAsync("/segments")).Text("job_id"));
        var plot = await api.GetAsync("/cluster-plot-data");
        Assert.Equal(["clusterCounts", "scatterPlot", "lineChart", "radarChart"], plot.Names());
        Assert.Equal(12, plot.GetProperty("scatterPlot").GetArrayLength());
    }

    [Fact]
    public async Task The_summary_has_the_shares_of_customers_and_of_revenue()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });

        var summary = await api.GetAsync($"/segment-summary/{job}");

        Assert.Equal(["job_id", "num_segments", "total_customers", "segments"], summary.Names());
        var segments = summary.GetProperty("segments");
        Assert.Equal(
            ["id", "name", "size", "percentage", "description", "highlights", "revenue_share"], segments[0].Names());
        Assert.Equal(50, segments[0].Number("percentage"));
        // Spend of the groups: 66, 2010 and 4010.
        Assert.Equal(66.0 / 6086, segments[0].Number("revenue_share"), 1e-12);
        Assert.Equal(1.0, segments.EnumerateArray().Sum(segment => segment.Number("revenue_share")), 1e-12);
    }

    [Fact]
    public async Task Every_number_of_the_metrics_is_the_one_under_v1()
    {
        var job = await api.SucceededAsync(Csv.Mall);
        var v1 = await api.GetAsync($"/api/v1/jobs/{job}/metrics");
        var sweep = (await api.GetAsync($"/api/v1/jobs/{job}/k-sweep")).GetProperty("sweep").GetProperty("candidates");

        var seed = await api.GetAsync($"/segment-metrics/{job}");

        Assert.Equal(["job_id", "k", "silhouette_score", "inertia", "calinski_harabasz", "davies_bouldin", "iterations",
            "silhouette_method", "per_segment", "by_k", "features"], seed.Names());
        var metrics = v1.GetProperty("metrics");
        Assert.Equal(
            (
                metrics.Number("k"), metrics.Number("silhouette"),
                metrics.Number("inertia"), metrics.Number("calinskiHarabasz"), metrics.Number("daviesBouldin")),
            (
                seed.Number("k"), seed.Number("silhouette_score"),
                seed.Number("inertia"), seed.Number("calinski_harabasz"), seed.Number("davies_bouldin")));
        Assert.Equal((metrics.Number("iterations"), metrics.Text("silhouetteMethod")), (
            seed.Number("iterations"), seed.Text("silhouette_method")));
        Assert.Equal(
            v1.GetProperty("perSegment").EnumerateArray()
                .Select(s => (s.Number("number"), s.Number("size"), s.Number("silhouette"), s.Number("withinSs"))),
            seed.GetProperty("per_segment").EnumerateArray()
                .Select(s => (s.Number("id"), s.Number("size"), s.Number("silhouette"), s.Number("within_ss"))));
        Assert.Equal(
            sweep.EnumerateArray().Select(c => (c.Number("k"), c.Number("inertia"), c.Number("silhouette"),
                c.Number("calinskiHarabasz"), c.Number("daviesBouldin"), c.Number("seconds"))),
            seed.GetProperty("by_k").EnumerateArray()
                .Select(c => (c.Number("k"), c.Number("inertia"), c.Number("silhouette"), c.Number("calinski_harabasz"),
                    c.Number("davies_bouldin"), c.Number("seconds"))));
        Assert.Equal(
            v1.GetProperty("features").EnumerateArray().Select(f => (f.Text("name"), f.Number("f"), f.Number("p"))),
            seed.GetProperty("features").EnumerateArray()
                .Select(f => (f.Text("name"), f.Number("f_value"), f.Number("p_value"))));
    }

    [Fact]
    public async Task The_analysis_is_the_quality_and_the_segments_at_once_with_the_choice_of_k()
    {
        var job = await api.SucceededAsync(Csv.Mall);
        await api.SucceededAsync(Csv.Shop);
        var sweep = (await api.GetAsync($"/api/v1/jobs/{job}/k-sweep")).GetProperty("sweep");

        var seed = await api.GetAsync($"/api/analysis?job={job}");

        // scikit-learn's greatest mean silhouette of k = 2 to 10 on the three columns: 0.4274 at six.
        Assert.Equal((6, 6), ((int)seed.Number("k"), (int)seed.Number("recommended_k")));
        Assert.Equal(0.4274, seed.GetProperty("metrics").Number("silhouette_score"), 5e-5);
        Assert.Equal(
            (sweep.Number("knee"), sweep.Text("reason")), (seed.Number("knee_k"), seed.Text("k_reason")));
        Assert.Equal(job, seed.Text("job_id"));
        var (metrics, results) =
            (await api.GetAsync($"/segment-metrics/{job}"), await api.GetAsync($"/segmentation-results/{job}"));
        Assert.True(JsonElement.DeepEquals(metrics, seed.GetProperty("metrics")));
        Assert.True(JsonElement.DeepEquals(results.GetProperty("clusters"), seed.GetProperty("clusters")));
        Assert.Equal(
            (200, results.Text("generatedAt")), ((int)seed.Number("total_customers"), seed.Text("generated_at")));
    }

    [Fact]
    public async Task The_analysis_without_an_id_is_that_of_the_last_job_and_one_of_an_unknown_job_is_404()
    {
        var job = await api.SucceededAsync(Csv.Shop);

        Assert.Equal(job, (await api.GetAsync("/api/analysis")).Text("job_id"));
        await (await api.Client.GetAsync("/api/analysis?job=job_1")).ProblemAsync(404, "JOB_NOT_FOUND");
    }

    [Fact]
    public async Task The_download_is_the_file_under_v1_with_the_name_of_the_seed()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });

        var seed = await api.Client.GetAsync($"/download-results/{job}");
        var v1 = await api.Client.GetAsync($"/api/v1/jobs/{job}/files/assignments.csv");

        var text = await seed.Content.ReadAsStringAsync();
        Assert.Equal(await v1.Content.ReadAsStringAsync(), text);
        Assert.Equal(v1.Header("ETag"), seed.Header("ETag"));
        Assert.Equal("text/csv; charset=utf-8; header=present", seed.Header("Content-Type"));
        Assert.Contains(
            $"filename=segments_customers_{job}.csv; filename*=UTF-8''segments_customers_{job}.csv",
            seed.Header("Content-Disposition"));
        Assert.StartsWith("CustomerID,Age,Spend,Recency,Frequency,Category,Region,cluster,segment_name,silhouette,"
            + "distance\nC01,30,10,5,1,Books,North,1,", text);
        var rows = await api.GetAsync($"/download-results/{job}?format=json");
        Assert.Equal(("C11", 3), (rows[10].Text("CustomerID"), (int)rows[10].Number("cluster")));
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

    static void AssertSame(JsonElement cluster, JsonElement segment)
    {
        Assert.Equal(
            (
                segment.Number("number"),
                segment.Text("name"), segment.Number("size"), segment.Number("share"), segment.Text("description")),
            (cluster.Number("id"), cluster.Text("name"), cluster.Number("size"), cluster.Number("share"), cluster.Text(
                "description")));
        foreach (var feature in segment.GetProperty("features").EnumerateArray())
        {
            var seed = cluster.GetProperty("features").GetProperty(feature.Text("name"));
            Assert.Equal((feature.GetProperty("here").Number("mean"), feature.GetProperty("here").Number("median")), (
                seed.Number("mean"), seed.Number("median")));
        }
    }
}
