using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Segmentation.Output;

namespace Segmentation.IntegrationTests.Api;

/// <summary>How the features are spread, and how they go together.</summary>
[Collection(ApiGroup.Name)]
public sealed class DistributionTests(ApiServer api)
{
    const string Age = "Age";
    static readonly string[] IncomeAndScore = ["Annual Income (k$)", "Spending Score (1-100)"];

    [Fact]
    public async Task Bins_are_those_of_the_file_and_fewer_are_put_together()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 5 });
        var kept = await api.GetAsync($"/api/v1/jobs/{job}/files/{ResultParts.Distributions.FileName}");

        var view = await api.GetAsync(PathOf(job));
        var few = await api.GetAsync($"{PathOf(job)}?bins=6&feature={Age}");

        Assert.Equal((job, 200.0), (view.Text("jobId"), view.Number("rows")));
        Assert.True(JsonElement.DeepEquals(kept.GetProperty("features"), view.GetProperty("features")));
        // Ages are 18 to 70: bins of three years, of which three each make nine years.
        // awk -F, 'NR > 1 { n[int(($3 - 18) / 9)]++ } END { for (b = 0; b < 6; b++) print n[b] }' Mall_Customers.csv
        var age = Assert.Single(few.GetProperty("features").EnumerateArray());
        Assert.Equal(Age, age.Text("name"));
        Assert.Equal([18, 27, 36, 45, 54, 63, 72], Numbers(age, "edges"));
        Assert.Equal([40, 58, 33, 35, 17, 17], Numbers(age, "all"));
        var segments = age.GetProperty("segments").EnumerateArray().Select(own => Numbers(own)).ToArray();
        Assert.Equal(5, segments.Length);
        Assert.Equal(Numbers(age, "all"), Enumerable.Range(0, 6).Select(b => segments.Sum(own => own[b])));
        Assert.Equal(
            (await api.GetAsync($"/api/v1/jobs/{job}/segments")).GetProperty("segments").EnumerateArray()
                .Select(each => each.Number("size")),
            segments.Select(own => own.Sum()));
    }

    [Fact]
    public async Task After_a_transform_the_bins_are_of_transformed_values()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3, transform = "log1p", features = new[] { "Spend" } });

        var spend = (await api.GetAsync($"{PathOf(job)}?bins=4")).GetProperty("features")[0];

        // log(1 + 10) = 2.398 to log(1 + 2010) = 7.606 in four parts: 6, 0, 4 and 2 of the twelve customers.
        var after = spend.GetProperty("after");
        Assert.Equal([2.397895, 3.700018, 5.002141, 6.304264, 7.606387], Numbers(after, "edges"), (a, b) =>
            Math.Abs(a - b) < 1e-6);
        Assert.Equal([6, 0, 4, 2], Numbers(after, "all"));
    }

    // By Pearson's formula with exact sums (Python's math.fsum).
    [Fact]
    public async Task The_correlation_is_Pearsons()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 5, features = IncomeAndScore });

        var view = await api.GetAsync($"{PathOf(job)}?feature=Annual%20Income%20(k$)");

        var matrix = view.GetProperty("correlation").EnumerateArray().Select(row => Numbers(row)).ToArray();
        Assert.Equal([1.0, 1.0], [matrix[0][0], matrix[1][1]]);
        Assert.Equal(0.009902848094037613, matrix[0][1], 1e-9);
        Assert.Equal(matrix[0][1], matrix[1][0]);
    }

    [Theory]
    [InlineData("bins=3", "bins", "bins is 4 to 24.")]
    [InlineData("bins=25", "bins", "bins is 4 to 24.")]
    [InlineData("bins=many", "bins", "")]
    [InlineData("feature=Height", "feature", "The run compared no feature «Height»; it compared Age, Annual Income")]
    [InlineData("feature=", "feature", "The run compared no feature «»")]
    public async Task What_is_not_there_is_refused_where_it_stands(string query, string parameter, string words)
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });

        var problem = await (await api.Client.GetAsync($"{PathOf(job)}?{query}"))
            .ProblemAsync(400, "MALFORMED_REQUEST");

        Assert.StartsWith(words, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(parameter, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_has_a_strong_etag_of_its_own()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        var whole = await api.Client.GetAsync(PathOf(job));
        var few = await api.Client.GetAsync($"{PathOf(job)}?bins=8");

        var again = await api.Client.SendAsync(ApiServer.Request(
            HttpMethod.Get, $"{PathOf(job)}?bins=8", ("If-None-Match", few.Header("ETag")!)));
        var other = await api.Client.SendAsync(ApiServer.Request(
            HttpMethod.Get, PathOf(job), ("If-None-Match", few.Header("ETag")!)));

        Assert.False(EntityTagHeaderValue.Parse(whole.Header("ETag")!).IsWeak);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task It_needs_a_finished_job_whose_file_is_there()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        var later = await api.JobAsync(
            new { datasetId = dataset, runAt = DateTimeOffset.UtcNow.AddDays(1).ToString("O") });
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });
        var files = Directory.GetFiles(
            Path.Combine(api.DataFolder, "jobs", job), ResultParts.Distributions.FileName, SearchOption.AllDirectories);
        File.Delete(Assert.Single(files));

        await (await api.Client.GetAsync(PathOf(later))).ProblemAsync(409, "JOB_NOT_FINISHED");
        await (await api.Client.GetAsync(PathOf("job_00000000000000000000000000"))).ProblemAsync(404, "JOB_NOT_FOUND");
        await (await api.Client.GetAsync(PathOf(job))).ProblemAsync(404, "FILE_NOT_FOUND");
    }

    static string PathOf(string job) => $"/api/v1/jobs/{job}/distributions";

    static double[] Numbers(JsonElement from, string name) => Numbers(from.GetProperty(name));

    static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(each => each.GetDouble())];
}
