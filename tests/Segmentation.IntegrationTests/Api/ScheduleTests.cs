using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Schedules over HTTP, with a worker that fires them.</summary>
public sealed class ScheduleTests(ScheduleTests.Firing api) : IClassFixture<ScheduleTests.Firing>
{
    public sealed class Firing : ApiServer
    {
        protected override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?> { ["Worker:Sweep"] = "00:00:00.2", ["Worker:Renewal"] = "00:00:00.2" };
    }

    [Fact]
    public async Task A_schedule_is_made_read_changed_paused_resumed_and_deleted()
    {
        var dataset = await api.DatasetAsync(Csv.Shop);
        var job = new { datasetId = dataset, k = 3, priority = 7 };
        var made = await MakeAsync(new { name = "mondays", cron = "0 6 * * MON", timeZone = "Europe/Berlin", job });
        var path = made.GetProperty("links").Text("self");
        Assert.Matches("^/api/v1/schedules/sch_[0-9A-Z]{26}$", path);
        Assert.Equal((5, 7, false), (made.GetProperty("nextRuns").GetArrayLength(),
            made.GetProperty("priority").GetInt32(), made.GetProperty("paused").GetBoolean()));
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.All(made.GetProperty("nextRuns").EnumerateArray(), run =>
        {
            var there = TimeZoneInfo.ConvertTime(run.GetDateTimeOffset(), berlin);
            Assert.Equal((DayOfWeek.Monday, new TimeSpan(6, 0, 0)), (there.DayOfWeek, there.TimeOfDay));
        });

        var paused = await PostAsync($"{path}:pause");
        Assert.Equal(
            (true, 0), (paused.GetProperty("paused").GetBoolean(), paused.GetProperty("nextRuns").GetArrayLength()));
        var changed = await ApiServer.JsonAsync(
            await api.Client.PutAsJsonAsync(path, new { cron = "30 2 1 * *", job = new { datasetId = dataset } }));
        Assert.Equal(("30 2 1 * *", "UTC", true), (
            changed.Text("cron"), changed.Text("timeZone"), changed.GetProperty("paused").GetBoolean()));
        Assert.Equal(1, (await PostAsync($"{path}:resume")).GetProperty("nextRuns")[0].GetDateTimeOffset().Day);
        Assert.Contains((await api.GetAsync("/api/v1/schedules")).GetProperty("schedules").EnumerateArray(), each =>
            each.Text("id") == made.Text("id"));

        Assert.Equal(HttpStatusCode.NoContent, (await api.Client.DeleteAsync(path)).StatusCode);
        await (await api.Client.GetAsync(path)).ProblemAsync(404, "SCHEDULE_NOT_FOUND");
        await (await api.Client.DeleteAsync(path)).ProblemAsync(404, "SCHEDULE_NOT_FOUND");
    }

    [Fact]
    public async Task A_due_schedule_makes_a_job_that_names_it_and_succeeds()
    {
        var body = new { datasetId = await api.DatasetAsync(Csv.Shop), k = 3 };
        var made = await MakeAsync(new { name = "now", cron = "0 0 1 1 *", job = body });
        var id = made.Text("id");

        // The minute that is being waited for comes at once.
        await api.RunSqlAsync("UPDATE schedules SET next_due_at = date_trunc('year', clock_timestamp() AT TIME ZONE "
            + "'UTC') AT TIME ZONE 'UTC' WHERE name = 'now'");

        var job = await Eventually.IsAsync(
            async () => (await api.GetAsync($"/api/v1/jobs?scheduleId={id}")).GetProperty("jobs").EnumerateArray()
                .FirstOrDefault(),
            found => found.ValueKind == JsonValueKind.Object);
        Assert.Equal((id, "now"), (job.Text("scheduleId"), job.Text("name")));
        Assert.Equal("succeeded", (await api.EndAsync(job.Text("id"))).Text("state"));
        var after = await api.GetAsync($"/api/v1/schedules/{id}");
        Assert.Equal(job.Text("id"), after.Text("lastJobId"));
        Assert.Equal($"{DateTime.UtcNow.Year}-01-01T00:00:00.000Z", after.Text("lastRunAt"));
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow.Year + 1}-01-01T00:00:00.000Z"),
            after.GetProperty("nextRuns")[0].GetString());
    }

    [Theory]
    [InlineData("0 6 * *", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("60 6 * * *", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("every day", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("0 0 31 2 *", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("0 0 0 1 1 ? 1999", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("* * * * * *", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("*/30 * * * * ?", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("'; DROP TABLE jobs; --", "UTC", "INVALID_CRON", "/cron")]
    [InlineData("0 6 * * *", "Mars/Olympus", "INVALID_TIME_ZONE", "/timeZone")]
    [InlineData("0 6 * * *", "../../etc/passwd", "INVALID_TIME_ZONE", "/timeZone")]
    [InlineData("0 6 * * *", "", "INVALID_TIME_ZONE", "/timeZone")]
    public async Task Times_that_cannot_be_are_refused(string cron, string timeZone, string code, string pointer)
    {
        var before = await api.CountAsync("schedules");

        var refused = await api.Client.PostAsJsonAsync(
            "/api/v1/schedules", new { cron, timeZone, job = new { datasetId = await api.DatasetAsync(Csv.Shop) } });

        Assert.Equal(pointer, (await refused.ProblemAsync(422, code)).GetProperty("errors")[0].Text("pointer"));
        Assert.Equal(before, await api.CountAsync("schedules"));
    }

    [Fact]
    public async Task An_endless_expression_is_refused()
    {
        var cron = string.Concat(Enumerable.Repeat("1,", 5_000)) + "1 * * * *";
        var job = new { datasetId = await api.DatasetAsync(Csv.Shop) };
        await (await api.Client.PostAsJsonAsync("/api/v1/schedules", new { cron, job }))
            .ProblemAsync(422, "INVALID_CRON");
    }

    [Theory]
    [InlineData("""{ "cron": "0 6 * * *" }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "cron": "0 6 * * *", "job": null }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "cron": null, "job": { "datasetId": "ds_x" } }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "cron": "0 6 * * *", "job": { "datasetId": "ds_x" } }""", 404, "DATASET_NOT_FOUND")]
    [InlineData("""{ "cron": "0 6 * * *", "job": { "datasetId": "DATASET", "runAt": "2030-01-01T00:00:00Z" } }""", 422,
        "INVALID_SETTING")]
    [InlineData(
        """{ "cron": "0 6 * * *", "job": { "datasetId": "DATASET", "priority": 1000 } }""", 422, "INVALID_SETTING")]
    [InlineData("""{ "cron": "0 6 * * *", "job": { "datasetId": "DATASET", "k": 99 } }""", 422, "K_TOO_LARGE")]
    [InlineData("""{ "cron": "0 6 * * *", "job": { "datasetId": "DATASET", "features": ["nothing"] } }""", 422,
        "COLUMN_NOT_FOUND")]
    [InlineData(
        """{ "cron": "0 6 * * *", "interval": 5, "job": { "datasetId": "DATASET" } }""", 400, "MALFORMED_REQUEST")]
    public async Task A_schedule_that_cannot_be_is_refused(string body, int status, string code)
    {
        var text = body.Replace("DATASET", await api.DatasetAsync(Csv.Shop), StringComparison.Ordinal);
        using var content = new StringContent(text, Encoding.UTF8, "application/json");

        await (await api.Client.PostAsync("/api/v1/schedules", content)).ProblemAsync(status, code);
    }

    [Fact]
    public async Task A_check_tells_the_next_times_and_makes_nothing()
    {
        var before = await api.CountAsync("schedules");

        var check = await ApiServer.JsonAsync(await api.Client.PostAsJsonAsync(
            "/api/v1/schedules?validateOnly=true",
            new { cron = "0 12 24 12 *", job = new { datasetId = await api.DatasetAsync(Csv.Shop) } }));

        Assert.Equal([12, 12, 12, 12, 12], check.GetProperty("nextRuns").EnumerateArray().Select(run =>
            run.GetDateTimeOffset().Month));
        Assert.Equal(before, await api.CountAsync("schedules"));
    }

    async Task<JsonElement> MakeAsync(object body)
    {
        var made = await api.Client.PostAsJsonAsync("/api/v1/schedules", body);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(
            (await ApiServer.JsonAsync(made)).GetProperty("links").Text("self"), made.Headers.Location?.ToString());
        return await ApiServer.JsonAsync(made);
    }

    async Task<JsonElement> PostAsync(string path)
    {
        var answer = await api.Client.PostAsync(path, null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await ApiServer.JsonAsync(answer);
    }
}
