using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>The seed's addresses of results: each number is the one under /api/v1.</summary>
[Collection(ApiGroup.Name)]
public sealed class SeedResultTests(ApiServer api)
{
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
            "silhouette_method", "clear_groups", "per_segment", "by_k", "features"], seed.Names());
        Assert.True(seed.GetProperty("clear_groups").GetBoolean());
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
