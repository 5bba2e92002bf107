using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Segmentation.Api;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;
using Segmentation.Worker;

namespace Segmentation.IntegrationTests.Api;

/// <summary>The API as it is served: Kestrel on a free port, a PostgreSQL schema and a data folder of its own, and a
/// worker.</summary>
public class ApiServer : PostgresTest
{
    WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => Client.BaseAddress!;

    public string DataFolder => Files.Root;

    protected virtual bool WithWorker => true;

    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = ConnectionString,
            ["Storage:DataFolder"] = Files.Root,
            ["Worker:Drain"] = "00:00:00",
        }).AddInMemoryCollection(Settings);
        builder.Services.AddSegmentationApi();
        Register(builder.Services);
        if (WithWorker) builder.Services.AddSegmentationWorker();
        _app = builder.Build();
        _app.MapSegmentationApi();
        await _app.StartAsync();
        Client = new() { BaseAddress = new(_app.Urls.Single()), Timeout = TimeSpan.FromSeconds(60) };
        await _app.Services.GetRequiredService<SchemaReady>().WaitAsync(CancellationToken.None);
    }

    public override async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>What is registered before the worker: other engines.</summary>
    protected virtual void Register(IServiceCollection services)
    {
        // The usual one.
    }

    public Task RunSqlAsync(string sql, params object[] values) => ExecuteAsync(sql, values);

    public Task<long> CountAsync(string table) => ScalarAsync<long>($"SELECT count(*) FROM {table}");

    /// <summary>Files in the data folder, whatever they are.</summary>
    public int FileCount() => Directory.Exists(DataFolder)
        ? Directory.GetFiles(DataFolder, "*", SearchOption.AllDirectories).Length : 0;

    public Task<HttpResponseMessage> UploadAsync(
        string csv, string fileName = "customers.csv", string path = "/api/v1/datasets") =>
        UploadAsync(Encoding.UTF8.GetBytes(csv), fileName, path);

    public async Task<HttpResponseMessage> UploadAsync(
        byte[] bytes, string fileName = "customers.csv", string path = "/api/v1/datasets")
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(bytes), "file", fileName);
        return await Client.PostAsync(path, form);
    }

    public async Task<string> DatasetAsync(string csv) => await IdAsync(await UploadAsync(csv), "id");

    public async Task<HttpResponseMessage> StartAsync(object body, params (string Name, string Value)[] headers)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs") { Content = JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await Client.SendAsync(request);
    }

    public async Task<string> JobAsync(object body) => await IdAsync(await StartAsync(body), "id");

    /// <summary>Waits for the end as a client would, and gives the job.</summary>
    public async Task<JsonElement> EndAsync(string job)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            using var request =
                new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{job}") { Headers = { { "Prefer", "wait=20" } } };
            var view = await JsonAsync(await Client.SendAsync(request));
            if (view.Text("state") is "succeeded" or "failed" or "canceled") return view;
        }

        throw new TimeoutException($"The job {job} did not end.");
    }

    /// <summary>A succeeded job on a CSV.</summary>
    public async Task<string> SucceededAsync(string csv, object? more = null)
    {
        var job = await JobAsync(Merged(new { datasetId = await DatasetAsync(csv) }, more));
        var end = await EndAsync(job);
        Assert.Equal("succeeded", end.Text("state"));
        return job;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var response = await Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static HttpRequestMessage Request(
        HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    static async Task<string> IdAsync(HttpResponseMessage response, string name)
    {
        var body = await JsonAsync(response);
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body.Text(name);
    }

    static Dictionary<string, object?> Merged(object first, object? second) =>
        first.GetType().GetProperties().Select(p => (p.Name, Value: p.GetValue(first)))
            .Concat(second?.GetType().GetProperties().Select(p => (p.Name, Value: p.GetValue(second))) ?? [])
            .ToDictionary(pair => pair.Name, pair => pair.Value);
}

/// <summary>One server for all tests that leave it as it is.</summary>
[CollectionDefinition(Name)]
public sealed class ApiGroup : ICollectionFixture<ApiServer>
{
    public const string Name = "api";
}

static class JsonReading
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static double Number(this JsonElement json, string name) => json.GetProperty(name).GetDouble();

    public static string[] Names(this JsonElement json) =>
        [.. json.EnumerateObject().Select(property => property.Name)];

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values) : null;

    /// <summary>Everything a problem must have, and nothing it must not have.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
        var problem = await ApiServer.JsonAsync(response);
        Assert.Equal(code, problem.Text("code"));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(problem.Text("detail"), problem.Text("error"));
        Assert.StartsWith("00-", problem.Text("traceId"));
        Assert.EndsWith("/problems/" + code.ToLowerInvariant().Replace('_', '-'), problem.Text("type"));
        AssertNothingInternal(text);
        return problem;
    }

    public static void AssertNothingInternal(string text)
    {
        Assert.DoesNotContain("   at ", text);
        Assert.DoesNotContain("Exception", text);
        Assert.DoesNotContain("System.", text);
        Assert.DoesNotContain("Npgsql", text);
        Assert.DoesNotContain("Segmentation.", text);
        Assert.DoesNotContain(Path.GetTempPath(), text);
        Assert.DoesNotContain(AppContext.BaseDirectory, text);
    }
}
