using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

public sealed class EventTests(EventTests.QuickPings api) : IClassFixture<EventTests.QuickPings>
{
    public sealed class QuickPings : ApiServer
    {
        protected override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?> { ["Api:Ping"] = "00:00:00.2" };
    }

    [Fact]
    public async Task A_stream_tells_every_stage_every_k_and_ends_with_done()
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Mall) });

        var events = await ReadAsync(job, null);

        Assert.Equal("done", events[^1].EventType);
        Assert.Equal($"/api/v1/jobs/{job}/result", events[^1].Data.Text("result"));
        Assert.Equal(
            ["load", "validate", "clean", "features", "scale", "cluster", "evaluate", "save"],
            events.Where(e => e.EventType == "stage" && e.Data.Text("state") == "succeeded")
                .Select(e => e.Data.Text("name")));
        Assert.Equal(
            [2, 3, 4, 5, 6, 7, 8, 9, 10], events.Where(e => e.EventType == "k").Select(e => (int)e.Data.Number("k")));
        Assert.All(events.Where(e => e.EventType != "ping"), e => Assert.Equal(job, e.Data.Text("jobId")));
        Assert.All(
            events, e => Assert.Equal(TimeSpan.FromSeconds(3), e.ReconnectionInterval ?? TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task A_client_that_comes_back_gets_what_it_missed_and_after_the_end_204()
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop), k = 3 });
        var all = (await ReadAsync(job, null)).Where(e => e.EventId is not null).ToArray();

        var missed = await ReadAsync(job, all[^4].EventId);
        var nothing = await api.Client.SendAsync(Request(job, all[^1].EventId));

        Assert.Equal(all[^3..].Select(e => e.EventId), missed.Where(e => e.EventId is not null).Select(e => e.EventId));
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
    }

    [Fact]
    public async Task A_stream_of_all_jobs_tells_of_a_new_one_and_pings_when_nothing_happens()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var response = await api.Client.GetAsync(
            "/api/v1/events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
        await using var events = Parse(stream).GetAsyncEnumerator(limit.Token);

        await NextAsync(events, e => e.EventType == "ping");
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });
        var done = await NextAsync(events, e => e.EventType == "done" && e.Data.Text("jobId") == job);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("no-cache", response.Header("Cache-Control"));
        Assert.Equal("no", response.Header("X-Accel-Buffering"));
        Assert.Equal("succeeded", done.Data.Text("state"));
    }

    [Fact]
    public async Task Progress_never_falls()
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Mall) });

        var progress = (await ReadAsync(job, null)).Where(e => e.EventType == "progress")
            .Select(e => e.Data.Number("progress")).ToArray();

        Assert.Equal(progress.Order(), progress);
    }

    static async Task<SseItem<JsonElement>> NextAsync(
        IAsyncEnumerator<SseItem<JsonElement>> events, Func<SseItem<JsonElement>, bool> fits)
    {
        while (await events.MoveNextAsync())
            if (fits(events.Current)) return events.Current;
        throw new EndOfStreamException();
    }

    static HttpRequestMessage Request(string job, string? lastEventId)
    {
        var request = ApiServer.Request(HttpMethod.Get, $"/api/v1/jobs/{job}/events");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        return request;
    }

    async Task<List<SseItem<JsonElement>>> ReadAsync(string job, string? lastEventId)
    {
        using var response = await api.Client.SendAsync(
            Request(job, lastEventId), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var events = new List<SseItem<JsonElement>>();
        await foreach (var item in Parse(stream)) events.Add(item);
        return events;
    }

    static IAsyncEnumerable<SseItem<JsonElement>> Parse(Stream stream) =>
        SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<JsonElement>(data)).EnumerateAsync();
}
