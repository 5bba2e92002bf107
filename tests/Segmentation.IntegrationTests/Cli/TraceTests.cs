using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Cli;

/// <summary>What a collector of traces is sent by the whole service.</summary>
public sealed class TraceTests : IDisposable
{
    const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const string Caller = "00f067aa0ba902b7";

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_trace_leads_from_the_request_through_the_queue_to_every_stage_of_the_run()
    {
        await using var collector = await Collector.StartAsync();
        await using var service =
            await RunningService.StartAsync(["serve", "--port", "0", "--data", _folder["data"]], new()
            {
                ["SEGMENTATION_Telemetry__OtlpEndpoint"] = collector.Address,
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            });
        service.Http.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-{Caller}-01");

        var job = (await service.SegmentAsync("Mall_Customers.csv", "Age")).GetProperty("id").GetString();
        await service.Http.GetAsync("livez");
        var spans = await Eventually.IsAsync(
            () => Task.FromResult(collector.Spans.Where(span => span.Trace == Trace).ToArray()), all =>
                all.Any(span => span.Name == "job"));

        var request = Assert.Single(spans, span => span.Name.StartsWith("POST /api/v1/jobs", StringComparison.Ordinal));
        var run = Assert.Single(spans, span => span.Name == "job");
        var stages = spans.Where(span => span.Parent == run.Id).ToArray();
        Assert.Equal((Caller, "segmentation-api"), (request.Parent, request.Service));
        Assert.Equal((request.Id, "segmentation-worker"), (run.Parent, run.Service));
        Assert.Equal((job, "succeeded"), (run.Tags["segmentation.job.id"], run.Tags["segmentation.outcome"]));
        Assert.Equal(
            Enum.GetNames<Stage>().Select(name => name.ToLowerInvariant()).Order(),
            stages.Select(stage => stage.Name).Order());
        Assert.DoesNotContain(spans, span => span.Name.Contains("livez"));
    }

    [Fact]
    public async Task An_address_that_is_none_ends_the_start_with_what_is_allowed()
    {
        var run = await ProgramRun.ToEndAsync(
            ["serve", "--port", "0", "--data", _folder["data"]],
            new() { ["SEGMENTATION_Telemetry__OtlpEndpoint"] = "collector:4318" });

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "Telemetry:OtlpEndpoint is collector:4318; allowed: an address such as http://localhost:4318.", run.Error);
    }
}
