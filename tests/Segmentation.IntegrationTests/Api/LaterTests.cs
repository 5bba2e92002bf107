using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Jobs for later and jobs that go first, on a service without a worker: nothing moves by itself.</summary>
public sealed class LaterTests(LaterTests.Quiet api) : IClassFixture<LaterTests.Quiet>
{
    public sealed class Quiet : ApiServer
    {
        protected override bool WithWorker => false;
    }

    [Fact]
    public async Task A_job_for_later_says_when_it_starts()
    {
        var at = DateTimeOffset.UtcNow.AddHours(3);

        var job = await ApiServer.JsonAsync(
            await api.StartAsync(new { datasetId = await api.DatasetAsync(Csv.Shop), runAt = at }));

        Assert.Equal("queued", job.Text("state"));
        Assert.Equal(at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), job.Text("runAt"));
        Assert.Equal($"starts at {at:yyyy-MM-dd HH:mm:ss} UTC", job.Text("message"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, job.GetProperty("queuePosition").ValueKind);
        Assert.InRange(job.Number("etaSeconds"), 10_790, 10_800);
    }

    [Fact]
    public async Task A_time_of_another_zone_is_the_same_moment()
    {
        var at = DateTimeOffset.UtcNow.AddDays(2);
        var moment = new DateTimeOffset(at.Year, at.Month, at.Day, 12, 0, 0, TimeSpan.Zero);

        var job = await ApiServer.JsonAsync(await api.StartAsync(new
        {
            datasetId = await api.DatasetAsync(Csv.Shop),
            runAt = moment.ToOffset(TimeSpan.FromHours(5.5)).ToString(
                "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        }));

        Assert.Equal($"{moment:yyyy-MM-dd}T12:00:00.000Z", job.Text("runAt"));
    }

    [Theory]
    [InlineData("\"2020-01-01T00:00:00Z\"", 422, "INVALID_SETTING", "in the past")]
    [InlineData("\"2099-01-01T00:00:00Z\"", 422, "INVALID_SETTING", "366 days")]
    [InlineData("\"9999-12-31T23:59:59Z\"", 422, "INVALID_SETTING", "366 days")]
    [InlineData("\"2026-12-01T06:00:00\"", 400, "MALFORMED_REQUEST", "/runAt")]
    [InlineData("\"tomorrow\"", 400, "MALFORMED_REQUEST", "/runAt")]
    [InlineData("\"2026-13-01T06:00:00Z\"", 400, "MALFORMED_REQUEST", "/runAt")]
    [InlineData("1700000000", 400, "MALFORMED_REQUEST", "/runAt")]
    [InlineData("{}", 400, "MALFORMED_REQUEST", "/runAt")]
    public async Task A_time_that_cannot_be_is_refused(string runAt, int status, string code, string words)
    {
        var before = await api.CountAsync("jobs");
        var body = $$"""{ "datasetId": "{{await api.DatasetAsync(Csv.Shop)}}", "runAt": {{runAt}} }""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        Assert.Contains(words, (await (await api.Client.PostAsync("/api/v1/jobs", content)).ProblemAsync(status, code))
            .Text("detail"));

        Assert.Equal(before, await api.CountAsync("jobs"));
    }

    [Fact]
    public async Task Jobs_with_a_larger_priority_come_first_and_it_can_be_changed_while_they_wait()
    {
        await api.RunSqlAsync("DELETE FROM jobs");
        var dataset = await api.DatasetAsync(Csv.Shop);
        var first = await api.JobAsync(new { datasetId = dataset });
        var urgent = await api.JobAsync(new { datasetId = dataset, priority = 5 });
        await api.JobAsync(new { datasetId = dataset, priority = 100, runAt = DateTimeOffset.UtcNow.AddHours(1) });
        Assert.Equal((1, 0), (await PositionAsync(first), await PositionAsync(urgent)));

        var changed = await ApiServer.JsonAsync(await PatchAsync(first, """{ "priority": 50 }"""));

        Assert.Equal(50, changed.GetProperty("priority").GetInt32());
        Assert.Equal((0, 1), (await PositionAsync(first), await PositionAsync(urgent)));
    }

    [Theory]
    [InlineData("""{ "priority": 101 }""", 422, "INVALID_SETTING")]
    [InlineData("""{ "priority": -2147483648 }""", 422, "INVALID_SETTING")]
    [InlineData("""{ "priority": 99999999999 }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "priority": 1.5 }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "priority": "high" }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "priority": null }""", 400, "MALFORMED_REQUEST")]
    [InlineData("{}", 400, "MALFORMED_REQUEST")]
    public async Task A_priority_that_cannot_be_is_refused(string body, int status, string code)
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });

        await (await PatchAsync(job, body)).ProblemAsync(status, code);
        if (status == 422)
            await (await api.StartAsync(new { datasetId = await api.DatasetAsync(Csv.Shop), priority = 101 }))
                .ProblemAsync(422, "INVALID_SETTING");
    }

    [Fact]
    public async Task The_priority_of_a_job_that_has_ended_stays()
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });
        await api.Client.PostAsync($"/api/v1/jobs/{job}:cancel", null);

        await (await PatchAsync(job, """{ "priority": 1 }""")).ProblemAsync(409, "JOB_NOT_QUEUED");
        await (await PatchAsync("job_00000000000000000000000000", """{ "priority": 1 }"""))
            .ProblemAsync(404, "JOB_NOT_FOUND");
    }

    [Fact]
    public async Task Another_time_under_the_same_idempotency_key_is_another_request()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        var key = ("Idempotency-Key", "later");
        Assert.Equal(HttpStatusCode.Accepted, (await api.StartAsync(
            new { datasetId = dataset, runAt = DateTimeOffset.UtcNow.AddHours(8) }, key)).StatusCode);

        await (await api.StartAsync(new { datasetId = dataset, runAt = DateTimeOffset.UtcNow.AddHours(9) }, key))
            .ProblemAsync(422, "IDEMPOTENCY_KEY_REUSED");
    }

    [Fact]
    public async Task A_request_that_is_sent_again_gives_its_job_also_when_its_time_has_passed()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        var (key, body) = (("Idempotency-Key", "again later"),
            new { datasetId = dataset, runAt = DateTimeOffset.UtcNow.AddSeconds(-50) });
        var first = await ApiServer.JsonAsync(await api.StartAsync(body, key));

        await Eventually.IsAsync(
            () => api.Client.PostAsJsonAsync("/api/v1/jobs?validateOnly=true", body), answer =>
                answer.StatusCode == HttpStatusCode.UnprocessableEntity);

        await (await api.StartAsync(body)).ProblemAsync(422, "INVALID_SETTING");
        var again = await api.StartAsync(body, key);
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(first.Text("id"), (await ApiServer.JsonAsync(again)).Text("id"));
    }

    Task<HttpResponseMessage> PatchAsync(string job, string body) =>
        api.Client.PatchAsync($"/api/v1/jobs/{job}", new StringContent(body, Encoding.UTF8, "application/json"));

    async Task<int> PositionAsync(string job) => (await api.GetAsync($"/api/v1/jobs/{job}"))
        .GetProperty("queuePosition").GetInt32();
}
