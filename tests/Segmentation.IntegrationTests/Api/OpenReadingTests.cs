using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Large files, which are looked at while they are read.</summary>
[Collection(ApiGroup.Name)]
public sealed class OpenReadingTests(ApiServer api)
{
    const int Rows = 2_000_000;
    const int FewerRows = 200_000;

    [Fact]
    public async Task The_first_rows_are_shown_while_the_rest_is_read()
    {
        using var file = LargeFile.Write(Rows);
        var sent = await SendAsync(file.Path);
        var open = await ApiServer.JsonAsync(sent);

        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        Assert.Equal("respond-async", sent.Header("Preference-Applied"));
        Assert.Equal(("reading", "large.csv"), (open.Text("state"), open.Text("fileName")));
        AssertHead(open);

        var id = open.Text("id");
        var again = await api.Client.GetAsync(sent.Headers.Location);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        AssertHead(await ApiServer.JsonAsync(again));
        var refused = await api.StartAsync(new { datasetId = id, k = 3 });
        await refused.ProblemAsync(409, "DATASET_READING");
        Assert.Equal("1", refused.Header("Retry-After"));

        var ready = await ReadAsync(id);
        Assert.Equal((HttpStatusCode.OK, Rows), (ready.Status, ready.Body.GetProperty("rows").GetInt32()));
        Assert.Equal(id, ready.Body.Text("id"));
        using var check = await api.Client.PostAsJsonAsync("/api/v1/jobs?validateOnly=true", new { datasetId = id });
        Assert.Equal(HttpStatusCode.OK, check.StatusCode);
    }

    // The quotes are looked at when all of the text is decoded, which takes longer than the head.
    [Fact]
    public async Task What_is_wrong_at_the_end_of_a_large_file_is_said_when_it_is_found()
    {
        using var file = LargeFile.Write(2 * Rows, end: "7,\"8,9\n");
        var open = await ApiServer.JsonAsync(await SendAsync(file.Path, "&encoding=gb18030"));
        Assert.Equal("reading", open.Text("state"));
        AssertHead(open);
        Assert.Equal(422, (int)(await ReadAsync(open.Text("id"))).Status);
        await (await api.Client.GetAsync($"/api/v1/datasets/{open.Text("id")}")).ProblemAsync(422, "UNCLOSED_QUOTE");
        await (await api.StartAsync(new { datasetId = open.Text("id") })).ProblemAsync(422, "UNCLOSED_QUOTE");
    }

    [Fact]
    public async Task Without_the_header_the_answer_waits_until_all_is_read()
    {
        using var file = LargeFile.Write(FewerRows);
        using var body = new StreamContent(File.OpenRead(file.Path));
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var response = await api.Client.PostAsync("/api/v1/datasets?fileName=large.csv", body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(FewerRows, (await ApiServer.JsonAsync(response)).GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task A_small_file_is_answered_as_read_with_the_header_too()
    {
        using var request = ApiServer.Request(HttpMethod.Post, "/api/v1/datasets", ("Prefer", "respond-async"));
        request.Content = new StringContent(
            Csv.Rows("spend,visits", 60, i => $"{i * 7 % 90},{i}"), Encoding.UTF8, "text/csv");
        var response = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task A_reading_whose_process_ended_says_to_send_the_file_again()
    {
        var id = DatasetId.New();
        await api.RunSqlAsync(
            "INSERT INTO intakes (id, file_name, seen_at) VALUES ($1, 'lost.csv', clock_timestamp() - interval '20 s')",
            id.Value);
        var problem = await (await api.Client.GetAsync($"/api/v1/datasets/{id}")).ProblemAsync(410, "READING_LOST");
        Assert.Contains("lost.csv", problem.Text("detail"));
    }

    static void AssertHead(JsonElement open)
    {
        var preview = open.GetProperty("preview");
        Assert.Equal(
            ["age", "spend", "visits"],
            preview.GetProperty("columns").EnumerateArray().Select(column => column.GetString()));
        Assert.Equal(50, preview.GetProperty("rows").GetArrayLength());
        Assert.Equal(
            LargeFile.Row(0), string.Join(',', preview.GetProperty("rows")[0].GetProperty("cells").EnumerateArray()));
        Assert.Equal(
            ["feature", "feature", "feature"],
            open.GetProperty("head").GetProperty("columns").EnumerateArray().Select(column => column.Text("role")));
    }

    async Task<HttpResponseMessage> SendAsync(string path, string more = "")
    {
        using var request = ApiServer.Request(
            HttpMethod.Post, "/api/v1/datasets?fileName=large.csv" + more, ("Prefer", "respond-async"));
        request.Content = new StreamContent(File.OpenRead(path));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await api.Client.SendAsync(request);
    }

    async Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var response = await api.Client.GetAsync($"/api/v1/datasets/{id}", patience.Token);
            if (response.StatusCode != HttpStatusCode.Accepted)
                return (response.StatusCode, await ApiServer.JsonAsync(response));
            await Task.Delay(100, patience.Token);
        }
    }
}
