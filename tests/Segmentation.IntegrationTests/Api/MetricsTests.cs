using System.Net;
using System.Text.RegularExpressions;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Api;

/// <summary>What somebody who watches the service is told.</summary>
public sealed partial class MetricsTests : IClassFixture<ApiServer>
{
    // Six rows, of which one has a value missing: five are used.
    const string Csv = "Id,Age,Spend\n1,20,10\n2,21,12\n3,22,\n4,60,300\n5,61,310\n6,62,305\n";

    static readonly string[] Stages = ["clean", "cluster", "evaluate", "features", "load", "save", "scale", "validate"];

    readonly ApiServer _api;

    public MetricsTests(ApiServer api) => _api = api;

    [Fact]
    public async Task A_finished_job_is_seen_in_every_figure_that_it_concerns()
    {
        var before = await ReadAsync();
        await _api.SucceededAsync(Csv, new { k = 2, features = new[] { "Age", "Spend" } });

        var after = await Eventually.IsAsync(ReadAsync, now => Rise(before, now, Succeeded) == 1);

        Assert.Equal(1, Rise(before, after, """segmentation_attempts_total{outcome="succeeded",engine="local"}"""));
        Assert.Equal(5, Rise(before, after, """segmentation_rows_total{result="used"}"""));
        Assert.Equal(1, Rise(before, after, """segmentation_rows_total{result="excluded"}"""));
        Assert.Equal(Csv.Length, Rise(before, after, "segmentation_upload_bytes_total"));
        Assert.All(Stages, stage => Assert.Equal(
            1,
            Rise(before, after, $$"""segmentation_stage_duration_seconds_count{stage="{{stage}}",engine="local"}""")));
        Assert.Equal(1, Rise(before, after,
            """http_server_request_duration_seconds_count{http_request_method="POST","""
            + """http_response_status_code="202",http_route="/api/v1/jobs"}"""));
        Assert.Equal((0, 0, 1), (after["""segmentation_queue_depth{queue="local"}"""],
            after["segmentation_leases_expired"], after["segmentation_workers"]));
        Assert.Equal(1, after["segmentation_database_up"]);
        Assert.True(after["process_resident_memory_bytes"] > 10_000_000);
    }

    [Fact]
    public async Task A_job_that_waits_is_counted_with_its_age_in_its_queue()
    {
        await _api.RunSqlAsync("UPDATE queues SET paused_at = clock_timestamp() WHERE name = 'spark'");
        await _api.RunSqlAsync("""
            INSERT INTO jobs (public_id, queue, dataset_id, file_name, args, engine, run_at)
            SELECT gen_random_uuid(), 'spark', gen_random_uuid(), 'a.csv', '{}', '{}', clock_timestamp() - wait
            FROM (VALUES (interval '90 seconds'), (interval '30 seconds'), (interval '-1 hour')) AS given (wait)
            """);
        try
        {
            var now = await Eventually.IsAsync(
                ReadAsync, now => now["""segmentation_queue_depth{queue="spark"}"""] > 0);

            Assert.Equal(2, now["""segmentation_queue_depth{queue="spark"}"""]);
            Assert.Equal(1, now["""segmentation_queue_delayed{queue="spark"}"""]);
            Assert.Equal(1, now["""segmentation_queue_paused{queue="spark"}"""]);
            Assert.InRange(now["""segmentation_queue_oldest_seconds{queue="spark"}"""], 90, 120);
            Assert.Equal(0, now["""segmentation_queue_depth{queue="local"}"""]);
        }
        finally
        {
            await _api.RunSqlAsync("DELETE FROM jobs WHERE queue = 'spark'");
            await _api.RunSqlAsync("UPDATE queues SET paused_at = NULL");
        }
    }

    [Fact]
    public async Task Whoever_follows_events_is_counted_until_he_leaves()
    {
        var before = (await ReadAsync())["segmentation_sse_clients"];
        using (var stream = await _api.Client.GetStreamAsync("/api/v1/events"))
            await Eventually.IsAsync(ReadAsync, now => now["segmentation_sse_clients"] == before + 1);

        await Eventually.IsAsync(ReadAsync, now => now["segmentation_sse_clients"] == before);
    }

    [Fact]
    public async Task Every_line_is_one_that_Prometheus_reads_and_none_names_a_job()
    {
        var answer = await _api.Client.GetAsync("/metrics");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        Assert.DoesNotContain("job_", text);
        var typed = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2]).ToArray();
        Assert.Equal(typed.Distinct(), typed);
    }

    const string Succeeded = """segmentation_jobs_total{state="succeeded",engine="local"}""";

    static double Rise(Dictionary<string, double> before, Dictionary<string, double> after, string name) =>
        after.GetValueOrDefault(name) - before.GetValueOrDefault(name);

    async Task<Dictionary<string, double>> ReadAsync()
    {
        var answer = await _api.Client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsStringAsync()).Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .ToDictionary(
                line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..]));
    }

    [GeneratedRegex(
        """^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*\})? """
        + """-?([0-9.]+(E[-+]?[0-9]+)?|\+Inf|NaN))$""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
