using System.Diagnostics;
using System.Net;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Jobs that nobody runs: this server has no worker, so that they stay open.</summary>
public sealed class OpenJobTests(OpenJobTests.WithoutWorker api) : IClassFixture<OpenJobTests.WithoutWorker>
{
    public sealed class WithoutWorker : ApiServer
    {
        protected override bool WithWorker => false;
    }

    [Fact]
    public async Task A_queued_job_says_how_many_are_ahead()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        await api.RunSqlAsync("DELETE FROM jobs");
        await api.JobAsync(new { datasetId = dataset });
        var second = await api.JobAsync(new { datasetId = dataset });

        var view = await api.GetAsync($"/api/v1/jobs/{second}");

        Assert.Equal((1, "1 job ahead"), ((int)view.Number("queuePosition"), view.Text("message")));
        var status = await api.GetAsync($"/job-status/{second}");
        Assert.Equal(("queued", 1), (status.Text("stage"), (int)status.Number("queue_position")));
    }

    [Fact]
    public async Task There_is_no_last_analysis_before_a_job_has_finished()
    {
        await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });

        await (await api.Client.GetAsync("/api/analysis")).ProblemAsync(404, "JOB_NOT_FOUND");
    }

    [Theory]
    [InlineData("/api/v1/jobs/{0}/result")]
    [InlineData("/api/v1/jobs/{0}/files/assignments.csv")]
    [InlineData("/segmentation-results/{0}")]
    [InlineData("/segment-metrics/{0}")]
    [InlineData("/download-results/{0}")]
    [InlineData("/api/analysis?job={0}")]
    public async Task A_result_before_the_end_is_409_and_says_when_to_ask_again(string path)
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });

        var response = await api.Client.GetAsync(string.Format(path, job));

        Assert.Equal("1", response.Header("Retry-After"));
        Assert.Contains("queued", (await response.ProblemAsync(409, "JOB_NOT_FINISHED")).Text("detail"));
    }

    [Fact]
    public async Task A_running_job_cannot_be_deleted_nor_retried_nor_its_dataset_deleted()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        var job = await api.JobAsync(new { datasetId = dataset });
        await api.RunSqlAsync("""
            UPDATE jobs SET state = 'running', attempt = 1, started_at = now(), lease_token = nextval('lease_tokens'),
                            lease_expires_at = now() + interval '1 hour', worker_session = gen_random_uuid()
            WHERE public_id = (SELECT public_id FROM jobs ORDER BY id DESC LIMIT 1)
            """);

        var delete = await (await api.Client.DeleteAsync($"/api/v1/jobs/{job}")).ProblemAsync(409, "JOB_RUNNING");
        await (await api.Client.PostAsync($"/api/v1/jobs/{job}:retry", null)).ProblemAsync(409, "JOB_NOT_FINISHED");
        await (await api.Client.DeleteAsync($"/api/v1/datasets/{dataset}")).ProblemAsync(409, "DATASET_IN_USE");

        Assert.Contains("Cancel it first", delete.Text("detail"));
        var canceling = await ApiServer.JsonAsync(await api.Client.PostAsync($"/api/v1/jobs/{job}:cancel", null));
        Assert.True(canceling.GetProperty("cancelRequested").GetBoolean());
    }

    [Fact]
    public async Task A_canceled_job_has_no_result_and_is_an_error_in_the_words_of_the_seed()
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });
        await api.Client.PostAsync($"/api/v1/jobs/{job}:cancel", null);

        await (await api.Client.GetAsync($"/api/v1/jobs/{job}/result")).ProblemAsync(409, "JOB_CANCELED");
        Assert.Equal("error", (await api.GetAsync($"/job-status/{job}")).Text("stage"));
    }

    [Fact]
    public async Task A_wait_ends_with_the_time_and_says_that_it_was_followed()
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });
        var begun = Stopwatch.GetTimestamp();

        var response = await api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Get, $"/api/v1/jobs/{job}", ("Prefer", "wait=1")));

        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.9, 10);
        Assert.Equal((HttpStatusCode.OK, "wait=1", "1"), (
            response.StatusCode, response.Header("Preference-Applied"), response.Header("Retry-After")));
    }

    [Fact]
    public async Task A_wait_ends_with_the_job()
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });
        var waiting = api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Get, $"/api/v1/jobs/{job}", ("Prefer", "wait=30")));

        await api.Client.PostAsync($"/api/v1/jobs/{job}:cancel", null);

        Assert.Equal("canceled", (await ApiServer.JsonAsync(await waiting)).Text("state"));
    }

    [Fact]
    public async Task Without_a_worker_the_engines_say_so_and_the_service_is_ready_all_the_same()
    {
        var local = (await api.GetAsync("/api/v1/engines")).GetProperty("engines")[0];

        Assert.Equal(("local", false), (local.Text("name"), local.GetProperty("available").GetBoolean()));
        Assert.Equal("no workers", (await api.GetAsync("/readyz")).GetProperty("checks").Text("queue"));
    }
}
