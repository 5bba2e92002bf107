using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

[Collection(ApiGroup.Name)]
public sealed class FileTests(ApiServer api)
{
    [Fact]
    public async Task A_row_that_was_set_apart_is_downloaded_in_its_place_without_a_segment()
    {
        var file = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "data", "one_huge_value.csv"));
        var job = await api.SucceededAsync(
            file, new { features = new[] { "visits" }, cleaning = new { extremes = "apart" } });
        var path = $"/api/v1/jobs/{job}";

        var lines = (await api.Client.GetStringAsync($"{path}/files/assignments.csv")).TrimEnd().Split('\n');
        var tabs = (await api.Client.GetStringAsync($"{path}/files/assignments.csv?delimiter=tab")).Split('\n');
        var first = (await api.GetAsync($"{path}/files/assignments.json"))[0];
        var result = await api.GetAsync($"{path}/result");

        Assert.Equal((601, "1000000.0,5.19,,Extreme values,,"), (lines.Length, lines[1].TrimEnd('\r')));
        Assert.Equal("1000000.0\t5.19\t\tExtreme values\t\t", tabs[1].TrimEnd('\r'));
        Assert.Equal((JsonValueKind.Null, "Extreme values"),
            (first.GetProperty("cluster").ValueKind, first.Text("segment_name")));
        Assert.Equal((599, 1), (result.GetProperty("rows").GetProperty("used").GetInt32(),
            result.GetProperty("rows").GetProperty("setApart").GetInt32()));
        var row = Assert.Single(result.GetProperty("extremes").GetProperty("rows").EnumerateArray());
        Assert.Equal("""{"line":2,"id":null,"column":"visits","value":1000000,"next":32.29}""", row.GetRawText());
    }

    [Fact]
    public async Task A_range_is_206_and_parts_put_together_are_the_file()
    {
        var path = $"/api/v1/jobs/{await api.SucceededAsync(Csv.Shop, new { k = 3 })}/files/assignments.csv";
        var whole = await api.Client.GetByteArrayAsync(path);

        var head = await api.Client.SendAsync(ApiServer.Request(HttpMethod.Get, path, ("Range", "bytes=0-99")));
        var tail = await api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Get, path, ("Range", "bytes=100-"), ("If-Range", head.Header("ETag")!)));

        Assert.Equal(
            (HttpStatusCode.PartialContent, HttpStatusCode.PartialContent), (head.StatusCode, tail.StatusCode));
        Assert.Equal($"bytes 0-99/{whole.Length}", head.Header("Content-Range"));
        byte[] parts = [.. await head.Content.ReadAsByteArrayAsync(), .. await tail.Content.ReadAsByteArrayAsync()];
        Assert.Equal(whole, parts);
    }

    [Fact]
    public async Task A_range_of_another_file_gets_the_whole_one_and_one_beyond_the_end_416()
    {
        var path = $"/api/v1/jobs/{await api.SucceededAsync(Csv.Shop, new { k = 3 })}/files/assignments.csv";

        var changed = await api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Get, path, ("Range", "bytes=100-"), ("If-Range", "\"other\"")));
        var beyond = await api.Client.SendAsync(ApiServer.Request(HttpMethod.Get, path, ("Range", "bytes=1000000-")));

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        await beyond.ProblemAsync(416, "RANGE_NOT_SATISFIABLE");
    }

    [Fact]
    public async Task A_strong_etag_answers_304()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });
        string[] paths =
        [
            "files/assignments.csv", "files/profiles.csv", "files/excluded.json", "files/points.json",
            "files/assignments.csv?delimiter=tab", "segments", "k-sweep", "k-sweep/3", "metrics", "silhouette",
            "projection", "animation", "distributions", "insights", "checks", "efficiency", "result",
        ];
        foreach (var path in paths)
        {
            var first = await api.Client.GetAsync($"/api/v1/jobs/{job}/{path}");
            var again = await api.Client.SendAsync(ApiServer.Request(
                HttpMethod.Get, $"/api/v1/jobs/{job}/{path}", ("If-None-Match", first.Header("ETag")!)));

            Assert.False(EntityTagHeaderValue.Parse(first.Header("ETag")!).IsWeak, path);
            Assert.Equal("private, no-cache", Sorted(first.Header("Cache-Control")!));
            Assert.Equal((path, HttpStatusCode.NotModified), (path, again.StatusCode));
        }
    }

    [Fact]
    public async Task The_download_comes_with_another_delimiter_decimal_mark_and_a_mark_for_Excel()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });

        var response = await api.Client.GetAsync($"/download-results/{job}?delimiter=semicolon&decimal=comma&bom=true");

        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split('\n');
        Assert.Equal(
            "CustomerID;Age;Spend;Recency;Frequency;Category;Region;cluster;segment_name;silhouette;distance",
            lines[0]);
        Assert.Matches(@"^C01;30;10;5;1;Books;North;1;.+;0,\d+;0,\d+$", lines[1]);
        await (await api.Client.GetAsync($"/download-results/{job}?delimiter=x"))
            .ProblemAsync(400, "MALFORMED_REQUEST");
    }

    [Fact]
    public async Task Every_file_of_the_result_comes_as_csv_and_as_json()
    {
        var job = await api.SucceededAsync(Csv.Shop, new { k = 3 });
        foreach (var name in new[] { "assignments", "profiles", "excluded", "issues" })
        {
            var csv = await api.Client.GetAsync($"/api/v1/jobs/{job}/files/{name}.csv");
            var json = await api.Client.GetAsync($"/api/v1/jobs/{job}/files/{name}.json");

            Assert.Equal(("text/csv", "application/json"), (
                csv.Content.Headers.ContentType?.MediaType, json.Content.Headers.ContentType?.MediaType));
            Assert.All(
                [csv, json], file => Assert.StartsWith("attachment; filename=", file.Header("Content-Disposition")));
        }

        await (await api.Client.GetAsync($"/api/v1/jobs/{job}/files/source.csv")).ProblemAsync(404, "FILE_NOT_FOUND");
        await (await api.Client.GetAsync($"/api/v1/jobs/{job}/files/..%2Fprofiles.csv"))
            .ProblemAsync(404, "FILE_NOT_FOUND");
    }

    [Fact]
    public async Task The_numbers_of_a_file_with_decimal_commas_are_the_same_as_json()
    {
        var job = await api.SucceededAsync(
            Csv.Rows("Code;Age;Spend", 12, i => $"00{i};{20 + i},5;{i % 3 * 400},25"), new { k = 3 });

        var csv = await api.Client.GetStringAsync($"/api/v1/jobs/{job}/files/assignments.csv");
        var json = await api.GetAsync($"/api/v1/jobs/{job}/files/assignments.json");

        var cells = csv.Split('\n')[1].Split(';');
        Assert.Matches(@"^\d,\d{6}$", cells[^1]);
        Assert.Equal(
            double.Parse(cells[^1].Replace(',', '.'), CultureInfo.InvariantCulture), json[0].Number("distance"));
        Assert.Equal(
            double.Parse(cells[^2].Replace(',', '.'), CultureInfo.InvariantCulture), json[0].Number("silhouette"));
        Assert.Equal(("001", "21,5"), (json[0].Text("Code"), json[0].Text("Age")));
    }

    [Fact]
    public async Task The_map_has_the_centres_among_their_points_and_keeps_to_its_limit()
    {
        var job = await api.SucceededAsync(Csv.Mall);

        var pca = await api.GetAsync($"/api/v1/jobs/{job}/projection?maxPoints=100");
        var features = await api.GetAsync(
            $"/api/v1/jobs/{job}/projection?space=features&x=Age&y=Spending%20Score%20(1-100)");

        Assert.InRange(pca.GetProperty("points").GetProperty("x").GetArrayLength(), 90, 100);
        Assert.True(pca.GetProperty("sampled").GetBoolean());
        var points = features.GetProperty("points");
        var first = points.GetProperty("segments").EnumerateArray()
            .Select((s, i) => (Segment: s.GetInt32(), X: points.GetProperty("x")[i].GetDouble()))
            .Where(p => p.Segment == 1).Average(p => p.X);
        Assert.Equal(features.GetProperty("centres")[0].Number("x"), first, 1e-9);
        await (await api.Client.GetAsync($"/api/v1/jobs/{job}/projection?x=PC9"))
            .ProblemAsync(400, "MALFORMED_REQUEST");
    }

    static string Sorted(string list) => string.Join(", ", list.Split(", ").OrderDescending());
}
