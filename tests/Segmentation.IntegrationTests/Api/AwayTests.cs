using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Segmentation.Api;

namespace Segmentation.IntegrationTests.Api;

/// <summary>What the service does without its database, and with settings that cannot be.</summary>
public sealed class AwayTests
{
    [Theory]
    [InlineData("/api/v1/jobs")]
    [InlineData("/api/v1/datasets")]
    [InlineData("/jobs")]
    [InlineData("/api/v1/engines")]
    public async Task Without_its_database_the_API_starts_and_answers_503_soon(string path)
    {
        await using var app =
            await StartAsync(("Database:ConnectionString", "Host=127.0.0.1;Port=1;Username=u;Database=d"));
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var begun = Stopwatch.GetTimestamp();

        var response = await client.GetAsync(path);

        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(15));
        Assert.Equal("5", response.Header("Retry-After"));
        await response.ProblemAsync(503, "DATABASE_UNAVAILABLE");
    }

    [Fact]
    public async Task Without_its_database_the_process_lives_and_is_not_ready()
    {
        await using var app =
            await StartAsync(("Database:ConnectionString", "Host=127.0.0.1;Port=1;Username=u;Database=d"));
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        var (live, ready, health) = (
            await client.GetAsync("/livez"), await client.GetAsync("/readyz"), await client.GetAsync("/health"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (
            live.StatusCode, ready.StatusCode, health.StatusCode));
        Assert.Equal("unreachable", (await ApiServer.JsonAsync(ready)).GetProperty("checks").Text("database"));
        Assert.Equal("degraded", (await ApiServer.JsonAsync(health)).Text("status"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sample-data")).StatusCode);
    }

    [Fact]
    public async Task Without_its_database_the_figures_say_so_and_leave_the_queue_out()
    {
        await using var app =
            await StartAsync(("Database:ConnectionString", "Host=127.0.0.1;Port=1;Username=u;Database=d"));
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };

        var figures = await client.GetStringAsync("/metrics");

        Assert.Contains("segmentation_database_up 0\n", figures);
        Assert.Contains("process_resident_memory_bytes ", figures);
        Assert.DoesNotContain("segmentation_queue_depth", figures);
    }

    [Theory]
    [InlineData("Limits:UploadBytes", "10", "1000 to 1000000000000")]
    [InlineData("Limits:PageSize", "0", "1 to 1000")]
    [InlineData("Api:Ping", "00:20:00", "0.1 s to 10 min")]
    [InlineData("Api:Hosts", "http://a.example/x", "host names without scheme")]
    [InlineData("Api:CorsOrigins", "shop.example", "https://shop.example")]
    public async Task A_setting_that_cannot_be_ends_the_start_with_key_value_and_what_is_allowed(
        string key, string value, string allowed)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync((key, value)));

        Assert.Contains(key, error.Message);
        Assert.Contains(allowed, error.Message);
    }

    static async Task<WebApplication> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = "Host=127.0.0.1;Port=1;Username=u;Database=d",
            ["Storage:DataFolder"] = Path.Combine(Path.GetTempPath(), "segmentation-away"),
        }).AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Services.AddSegmentationApi();
        var app = builder.Build();
        app.MapSegmentationApi();
        await app.StartAsync();
        return app;
    }
}
