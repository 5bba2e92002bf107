using System.Net.Http.Json;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Runs made through the API, once for all tests that only look at their results.</summary>
public sealed class FinishedRuns(Uri address) : IDisposable
{
    readonly HttpClient _http = new() { BaseAddress = address };
    readonly Dictionary<string, Task<string>> _runs = [];

    /// <summary>Visitors by income and score: five segments.</summary>
    public Task<string> MallAsync() => OfAsync(Some.Mall, "Annual Income (k$)", "Spending Score (1-100)");

    /// <summary>The id of a finished job.</summary>
    /// <param name="features">What is compared; none: what the service suggests.</param>
    public Task<string> OfAsync(string file, params string[] features)
    {
        var key = string.Join('\n', [file, .. features]);
        lock (_runs)
        {
            if (!_runs.TryGetValue(key, out var run)) _runs[key] = run = RunAsync(file, features);
            return run;
        }
    }

    public void Dispose() => _http.Dispose();

    async Task<string> RunAsync(string file, string[] features)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(file)), "file", Path.GetFileName(file) },
        };
        var dataset = await AnswerAsync(new(HttpMethod.Post, "/api/v1/datasets") { Content = form });
        var request = new { datasetId = Text(dataset, "id"), features = features is [] ? null : features };
        var job = await AnswerAsync(new(HttpMethod.Post, "/api/v1/jobs") { Content = JsonContent.Create(request) });
        var id = Text(job, "id");
        while (Text(job, "state") is "queued" or "running")
        {
            var ask = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{id}");
            ask.Headers.Add("Prefer", "wait=20");
            job = await AnswerAsync(ask);
        }
        Assert.Equal("succeeded", Text(job, "state"));
        return id;
    }

    async Task<JsonElement> AnswerAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, text);
            return JsonElement.Parse(text);
        }
    }

    static string Text(JsonElement view, string name) => view.GetProperty(name).GetString()!;
}
