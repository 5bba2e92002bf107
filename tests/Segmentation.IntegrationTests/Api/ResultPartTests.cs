using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Segmentation.Output;

namespace Segmentation.IntegrationTests.Api;

/// <summary>What is large in a result lies in files of the job, from which the addresses of the charts are
/// answered.</summary>
[Collection(ApiGroup.Name)]
public sealed class ResultPartTests(ApiServer api)
{
    static readonly IReadOnlyList<string> Files = ResultParts.FileNames;

    [Fact]
    public async Task The_result_lists_the_parts_and_has_none_of_their_values()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });

        var result = await api.GetAsync($"/api/v1/jobs/{job}/result");

        var listed = result.GetProperty("files").EnumerateArray().Select(file => file.Text("name"));
        Assert.Equal(Files, listed.TakeLast(Files.Count));
        Assert.DoesNotContain(result.Names(), name => name is "points" or "silhouetteBands");
        foreach (var name in Files)
        {
            var file = await api.Client.GetAsync(PathOf(job, name));
            Assert.Equal("application/json", file.Content.Headers.ContentType?.MediaType);
            Assert.Equal(
                result.GetProperty("files").EnumerateArray().Single(each => each.Text("name") == name).Number("bytes"),
                (await file.Content.ReadAsByteArrayAsync()).Length);
        }
    }

    [Fact]
    public async Task The_map_and_the_plot_give_what_the_files_have()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        var points = await api.GetAsync(PathOf(job, Files[0]));
        var silhouette = await api.GetAsync(PathOf(job, Files[1]));
        var result = await api.GetAsync($"/api/v1/jobs/{job}/result");

        var map = await api.GetAsync($"/api/v1/jobs/{job}/projection?x=PC3&y=PC1");
        var features = await api.GetAsync($"/api/v1/jobs/{job}/projection?space=features");
        var plot = await api.GetAsync($"/api/v1/jobs/{job}/silhouette");

        AssertSame(points.GetProperty("components")[2], map.GetProperty("points").GetProperty("x"));
        AssertSame(points.GetProperty("components")[0], map.GetProperty("points").GetProperty("y"));
        AssertSame(points.GetProperty("values")[0], features.GetProperty("points").GetProperty("x"));
        foreach (var name in new[] { "segments", "rows", "ids" })
            AssertSame(points.GetProperty(name), map.GetProperty("points").GetProperty(name));
        AssertSame(silhouette.GetProperty("bands"), plot.GetProperty("bands"));
        Assert.Equal(
            result.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("componentCentre"))
                .Select(centre => (centre[2].GetDouble(), centre[0].GetDouble())),
            map.GetProperty("centres").EnumerateArray().Select(centre => (centre.Number("x"), centre.Number("y"))));
    }

    [Fact]
    public async Task A_part_has_a_strong_etag_and_ranges()
    {
        var path = PathOf(await api.SucceededAsync(Csv.Shop, new { k = 3 }), Files[0]);

        var whole = await api.Client.GetAsync(path);
        var again = await AskAsync("If-None-Match", whole.Header("ETag")!);
        var head = await AskAsync("Range", "bytes=0-9");

        Assert.False(EntityTagHeaderValue.Parse(whole.Header("ETag")!).IsWeak);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.PartialContent), (again.StatusCode, head.StatusCode));
        Assert.Equal((await whole.Content.ReadAsByteArrayAsync())[..10], await head.Content.ReadAsByteArrayAsync());

        Task<HttpResponseMessage> AskAsync(string header, string value) =>
            api.Client.SendAsync(ApiServer.Request(HttpMethod.Get, path, (header, value)));
    }

    [Fact]
    public async Task A_file_is_read_once_for_many_answers()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });
        await api.GetAsync($"/api/v1/jobs/{job}/projection");

        foreach (var file in Stored(job)) File.Delete(file);

        await api.GetAsync($"/api/v1/jobs/{job}/projection?space=features");
    }

    [Theory]
    [InlineData("it is gone")]
    [InlineData("its folder is gone")]
    [InlineData("it is damaged")]
    public async Task A_part_that_cannot_be_read_is_a_404_and_the_rest_of_the_result_stays(string why)
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });
        foreach (var file in Stored(job))
        {
            if (why == "it is gone") File.Delete(file);
            else if (why == "it is damaged") await File.WriteAllTextAsync(file, "{\"bands\":[");
            else Directory.Delete(FolderOf(job), recursive: true);
            if (why == "its folder is gone") break;
        }

        foreach (var path in new[] { "projection", "silhouette" })
            await (await api.Client.GetAsync($"/api/v1/jobs/{job}/{path}")).ProblemAsync(404, "FILE_NOT_FOUND");
        if (why != "it is damaged")
            await (await api.Client.GetAsync(PathOf(job, Files[0]))).ProblemAsync(404, "FILE_NOT_FOUND");
        await api.GetAsync($"/api/v1/jobs/{job}/result");
    }

    [Fact]
    public async Task Parts_go_with_their_job()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });
        Assert.Equal(Files.Order(), Stored(job).Select(Path.GetFileName).Order());

        await api.Client.DeleteAsync($"/api/v1/jobs/{job}");

        Assert.False(Directory.Exists(FolderOf(job)));
        await (await api.Client.GetAsync(PathOf(job, Files[0]))).ProblemAsync(410, "DELETED");
    }

    static void AssertSame(JsonElement one, JsonElement other) => Assert.True(JsonElement.DeepEquals(one, other));

    static string PathOf(string job, string name) => $"/api/v1/jobs/{job}/files/{name}";

    string[] Stored(string job) => Directory.GetFiles(FolderOf(job), "*.json", SearchOption.AllDirectories);

    string FolderOf(string job) => Path.Combine(api.DataFolder, "jobs", job);
}
