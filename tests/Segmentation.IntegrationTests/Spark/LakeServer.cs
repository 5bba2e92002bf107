using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Segmentation.IntegrationTests.Api;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>The API and a worker on a real Spark, with folders that the cluster may read.</summary>
public sealed class LakeServer : ApiServer
{
    TestFolder Folder { get; } = new();
    string _spark = "";

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Spark:Address"] = _spark,
        ["Datasets:Roots"] = $"{Uri("lake")}, {Uri("pond")}",
    };

    public override async Task InitializeAsync()
    {
        _spark = (await SparkServer.SharedAsync()).Address;
        Directory.CreateDirectory(Path("lake"));
        Directory.CreateDirectory(Path("pond"));
        await base.InitializeAsync();
        await Eventually.IsAsync(
            async () => (await GetAsync("/health")).GetProperty("checks").Text("spark"), spark => spark == "ok",
            TimeSpan.FromSeconds(60));
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Folder.Dispose();
    }

    public string Path(params string[] names) => System.IO.Path.Combine([Folder.Root, .. names]);

    public string Uri(params string[] names) => "file://" + Path(names);

    public Task<string> WriteAsync(string text, params string[] names) =>
        WriteAsync(Encoding.UTF8.GetBytes(text), names);

    public async Task<string> WriteAsync(byte[] bytes, params string[] names)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(names))!);
        await File.WriteAllBytesAsync(Path(names), bytes);
        return Uri(names);
    }

    public Task<HttpResponseMessage> NameAsync(string uri, string? name = null) =>
        Client.PostAsJsonAsync("/api/v1/datasets", name is null ? (object)new { uri } : new { uri, name });

    /// <summary>A dataset that is ready, however long the cluster takes.</summary>
    public async Task<JsonElement> DatasetAtAsync(string uri)
    {
        using var answer = await NameAsync(uri);
        var view = await JsonAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, view.ToString());
        if (answer.StatusCode == HttpStatusCode.Created) return view;

        Assert.Equal("inspecting", view.Text("state"));
        await Eventually.IsAsync(async () => (await Client.GetAsync(answer.Headers.Location)).StatusCode,
            status => status == HttpStatusCode.OK, TimeSpan.FromMinutes(2));
        return await GetAsync($"/api/v1/datasets/{view.Text("id")}");
    }

    public async Task<(JsonElement Job, JsonElement Result, Dictionary<string, string> Segments)> SegmentAsync(
        object body)
    {
        var job = await EndAsync(await JobAsync(body));
        Assert.True(job.Text("state") == "succeeded", job.ToString());
        var id = job.Text("id");
        var csv = await Client.GetStringAsync($"/api/v1/jobs/{id}/files/assignments.csv?safe=false");
        return (job, await GetAsync($"/api/v1/jobs/{id}/result"), Segments(csv));
    }

    // id → number of the segment, which is the fourth cell from the end.
    static Dictionary<string, string> Segments(string csv) =>
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[^4]);
}
