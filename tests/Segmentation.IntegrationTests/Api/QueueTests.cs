using System.Net;
using System.Text;
using System.Text.Json;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Queues over HTTP, with a worker that would take what it may.</summary>
public sealed class QueueTests : ApiServer
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Worker:Poll"] = "00:00:00.2",
        ["Worker:UnprovenPoll"] = "00:00:00.2",
        ["Retention:FinishedJobs"] = "30.00:00:00",
    };

    [Fact]
    public async Task A_paused_queue_takes_jobs_in_and_starts_none_until_it_is_resumed()
    {
        var paused = await ChangeAsync(HttpMethod.Post, "local:pause");
        Assert.True(paused.GetProperty("paused").GetBoolean());
        var since = paused.Text("pausedAt");
        var first = await JobAsync(new { datasetId = await DatasetAsync(Csv.Shop), k = 3 });
        var later =
            await JobAsync(new { datasetId = await DatasetAsync(Csv.Shop), runAt = DateTimeOffset.UtcNow.AddHours(1) });

        Assert.Equal(since, (await ChangeAsync(HttpMethod.Post, "local:pause")).Text("pausedAt"));
        // Counts that took long are remembered for five seconds.
        var queue = await Eventually.IsAsync(() => QueueAsync("local"), found =>
            found.GetProperty("queued").GetInt32() > 0 && found.GetProperty("delayed").GetInt32() > 0);
        Assert.Equal((1, 1, 0), (queue.GetProperty("queued").GetInt32(), queue.GetProperty("delayed").GetInt32(),
            queue.GetProperty("running").GetInt32()));
        Assert.Equal((await GetAsync($"/api/v1/jobs/{first}")).Text("runAt"), queue.Text("oldestDueAt"));
        Assert.False((await QueueAsync("spark")).GetProperty("paused").GetBoolean());
        var waiting = await GetAsync($"/api/v1/jobs/{first}");
        Assert.Equal(("queued", "the queue is paused"), (waiting.Text("state"), waiting.Text("message")));
        Assert.False(waiting.TryGetProperty("etaSeconds", out var eta) && eta.ValueKind != JsonValueKind.Null);

        Assert.False((await ChangeAsync(HttpMethod.Post, "local:resume")).GetProperty("paused").GetBoolean());

        Assert.Equal("succeeded", (await EndAsync(first)).Text("state"));
        Assert.Equal("queued", (await GetAsync($"/api/v1/jobs/{later}")).Text("state"));
    }

    [Fact]
    public async Task A_job_of_a_kind_that_no_worker_knows_stays_queued_and_says_so()
    {
        await ChangeAsync(HttpMethod.Post, "local:pause");
        var id = await JobAsync(new { datasetId = await DatasetAsync(Csv.Shop), k = 3 });
        Assert.Equal("segment", (await GetAsync($"/api/v1/jobs/{id}")).Text("kind"));
        await ExecuteAsync("""UPDATE jobs SET kind = 'score', args = '{"modelOf": 1}'""");
        await ChangeAsync(HttpMethod.Post, "local:resume");
        var other = await JobAsync(new { datasetId = await DatasetAsync(Csv.Shop), k = 3 });
        Assert.Equal("succeeded", (await EndAsync(other)).Text("state"));

        var job = await GetAsync($"/api/v1/jobs/{id}");

        Assert.Equal(("queued", "score", "waits for a worker that knows jobs of the kind «score»"), (
            job.Text("state"), job.Text("kind"), job.Text("message")));
        Assert.False(
            job.TryGetProperty("parameters", out var parameters) && parameters.ValueKind != JsonValueKind.Null);
        var listed = (await GetAsync("/api/v1/jobs")).GetProperty("jobs").EnumerateArray()
            .Select(one => one.Text("kind"));
        Assert.Equal(["segment", "score"], listed);
    }

    [Fact]
    public async Task A_limit_is_set_shown_and_taken_away()
    {
        Assert.Equal(1, (await ChangeAsync(HttpMethod.Patch, "spark", """{ "maxRunning": 1 }"""))
            .GetProperty("maxRunning").GetInt32());
        Assert.Equal(1, (await QueueAsync("spark")).GetProperty("maxRunning").GetInt32());
        Assert.Equal(JsonValueKind.Null, (await ChangeAsync(HttpMethod.Patch, "spark", """{ "maxRunning": null }"""))
            .GetProperty("maxRunning").ValueKind);
    }

    [Theory]
    [InlineData("PATCH", "local", """{ "maxRunning": 0 }""", 422, "INVALID_SETTING")]
    [InlineData("PATCH", "local", """{ "maxRunning": 10001 }""", 422, "INVALID_SETTING")]
    [InlineData("PATCH", "local", "{}", 400, "MALFORMED_REQUEST")]
    [InlineData("PATCH", "local", """{ "maxRunning": 1, "paused": true }""", 400, "MALFORMED_REQUEST")]
    [InlineData("PATCH", "gpu", """{ "maxRunning": 1 }""", 404, "QUEUE_NOT_FOUND")]
    [InlineData("POST", "gpu:pause", "", 404, "QUEUE_NOT_FOUND")]
    [InlineData("POST", "'; DROP TABLE queues;--:resume", "", 404, "QUEUE_NOT_FOUND")]
    public async Task A_change_that_cannot_be_is_refused(
        string method, string path, string body, int status, string code) =>
        await (await SendAsync(new(method), path, body)).ProblemAsync(status, code);

    [Fact]
    public async Task How_long_finished_jobs_are_kept_is_told() =>
        Assert.Equal("P30D", (await GetAsync("/api/v1/limits")).Text("finishedJobsKept"));

    async Task<JsonElement> QueueAsync(string name) =>
        (await GetAsync("/api/v1/queues")).GetProperty("queues").EnumerateArray()
            .Single(queue => queue.Text("name") == name);

    async Task<JsonElement> ChangeAsync(HttpMethod method, string path, string body = "")
    {
        var response = await SendAsync(method, path, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = Request(
            method, "/api/v1/queues/" + Uri.EscapeDataString(path).Replace("%3A", ":", StringComparison.Ordinal));
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Client.SendAsync(request);
    }
}
