using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Files of datasets that are read otherwise.</summary>
[Collection(ApiGroup.Name)]
public sealed class RereadTests(ApiServer api)
{
    [Fact]
    public async Task One_file_with_one_reading_is_one_dataset()
    {
        var first = await KeepAsync(Points(41));
        var made = await RereadAsync(first, new { @decimal = "comma" });
        var again = await RereadAsync(first, new { @decimal = "," });
        var other = await RereadAsync(first, new { @decimal = "comma", missing = new[] { "41234" } });
        var (asked, found, third) = (await ApiServer.JsonAsync(made), await ApiServer.JsonAsync(again),
            await ApiServer.JsonAsync(other));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (made.StatusCode, again.StatusCode));
        Assert.Equal($"/api/v1/datasets/{asked.Text("id")}", again.Headers.Location!.ToString());
        Assert.Equal(asked.Text("id"), found.Text("id"));
        Assert.Equal(3, new[] { first, asked, third }.Select(each => each.Text("id")).Distinct().Count());
        Assert.Equal((first.Text("id"), first.Text("sha256")), (asked.Text("readFrom"), asked.Text("sha256")));
        Assert.Equal("comma", asked.GetProperty("reading").Text("decimal"));
        Assert.False(first.TryGetProperty("readFrom", out _));
        Assert.Equal((1.234, 1234), (Max(first), Max(asked)));
    }

    [Fact]
    public async Task What_is_left_out_is_found_again()
    {
        var first = await KeepAsync(Points(42));
        var asked = await ApiServer.JsonAsync(await RereadAsync(first, new { @decimal = "comma" }));
        var back = await RereadAsync(asked, new { });
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal(first.Text("id"), (await ApiServer.JsonAsync(back)).Text("id"));
    }

    [Fact]
    public async Task A_reading_that_was_sent_with_the_file_is_the_same_as_one_asked_for_later()
    {
        var bytes = Encoding.UTF8.GetBytes(Points(43));
        var later = await ApiServer.JsonAsync(
            await RereadAsync(await KeepAsync(Points(43)), new { @decimal = "comma", missing = new[] { "X", "7" } }));
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var sent = await api.Client.PostAsync("/api/v1/datasets?decimal=comma&missing=7,x", body);
        Assert.Equal((HttpStatusCode.OK, later.Text("id")),
            (sent.StatusCode, (await ApiServer.JsonAsync(sent)).Text("id")));
    }

    [Fact]
    public async Task Deleting_one_leaves_the_file_of_the_other()
    {
        var first = await KeepAsync(Points(44));
        var asked = await ApiServer.JsonAsync(await RereadAsync(first, new { @decimal = "comma" }));
        await api.Client.DeleteAsync($"/api/v1/datasets/{first.Text("id")}");

        var preview = await api.Client.GetAsync($"/api/v1/datasets/{asked.Text("id")}/preview?rows=1");
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        var job = await api.JobAsync(new { datasetId = asked.Text("id"), k = 3 });
        await api.EndAsync(job);
        // Deleted, and made anew from the other: its file is the one that was sent.
        var back = await RereadAsync(asked, new { });
        Assert.Equal(HttpStatusCode.Created, back.StatusCode);
        Assert.Equal(Points(44), await File.ReadAllTextAsync(Path.Combine(
            api.DataFolder, "datasets", (await ApiServer.JsonAsync(back)).Text("id"), "source.csv")));
    }

    [Fact]
    public async Task A_run_reads_its_dataset_as_the_dataset_says()
    {
        var text = Csv.Rows("spend,visits", 60, i => i % 4 == 0 ? $"999,{i % 7}" : $"{(i % 3 * 50) + (i % 5)},{i % 7}");
        var first = await KeepAsync(text);
        Assert.Contains(
            first.GetProperty("issues").EnumerateArray(), issue => issue.Text("code") == "SENTINEL_VALUES");
        var asked = await ApiServer.JsonAsync(await RereadAsync(first, new { missing = new[] { "999" } }));

        var job = await api.JobAsync(new { datasetId = asked.Text("id"), k = 3 });
        await api.EndAsync(job);
        var result = await ApiServer.JsonAsync(await api.Client.GetAsync($"/api/v1/jobs/{job}/result"));
        Assert.Equal((60, 45), ((int)result.GetProperty("rows").Number("read"),
            (int)result.GetProperty("rows").Number("used")));
    }

    [Fact]
    public async Task Another_encoding_reads_what_was_sent()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(1250).GetBytes(Csv.Rows("name,spend", 30, i => $"Kovač {i},{i * 3}"));
        var first = await ApiServer.JsonAsync(await api.UploadAsync(bytes));
        var asked = await ApiServer.JsonAsync(await RereadAsync(first, new { encoding = "cp1250" }));

        async Task<string> FirstCellAsync(JsonElement dataset) => (await api.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/datasets/{dataset.Text("id")}/preview?rows=1")).GetProperty("rows")[0].GetProperty("cells")[0]
            .GetString()!;
        Assert.Equal(("Kovaè 1", "Kovač 1"), (await FirstCellAsync(first), await FirstCellAsync(asked)));
        Assert.Equal("windows-1250", asked.GetProperty("reading").Text("encoding"));
    }

    [Fact]
    public async Task The_longest_reading_is_kept()
    {
        var random = new Random(1);
        string Word() => string.Concat(Enumerable.Range(0, 80).Select(_ => (char)random.Next(0x4E00, 0x9000)));
        string[] words = [.. Enumerable.Range(0, 50).Select(_ => Word())];
        var first = await KeepAsync(Points(50));
        var (made, again) = (await RereadAsync(first, new { missing = words }),
            await RereadAsync(first, new { missing = words }));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (made.StatusCode, again.StatusCode));
        var tooMany = await RereadAsync(first, new { missing = words.Append("x") });
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
    }

    [Theory]
    [InlineData("""{ "delimiter": "tab" }""", 422, "DELIMITER_NOT_FOUND")]
    [InlineData("""{ "headerRow": 99 }""", 422, "HEADER_ROW_NOT_FOUND")]
    [InlineData("""{ "decimal": "comma", "thousands": "," }""", 422, "CONTRADICTORY_READING")]
    [InlineData("""{ "sheet": "A" }""", 422, "SHEET_NOT_FOUND")]
    [InlineData("""{ "encoding": "klingon" }""", 422, "UNKNOWN_ENCODING")]
    [InlineData("""{ "decimal": "dot" }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "headerRow": 101 }""", 400, "MALFORMED_REQUEST")]
    [InlineData("""{ "colour": "red" }""", 400, "MALFORMED_REQUEST")]
    public async Task What_cannot_be_is_refused_and_leaves_nothing(string body, int status, string code)
    {
        var first = await KeepAsync(Points(45));
        var before = (await api.CountAsync("datasets"), api.FileCount());
        var refused = await api.Client.PostAsync($"/api/v1/datasets/{first.Text("id")}:reread",
            new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal((status, code), ((int)refused.StatusCode, (await ApiServer.JsonAsync(refused)).Text("code")));
        Assert.Equal(before, (await api.CountAsync("datasets"), api.FileCount()));
    }

    [Fact]
    public async Task A_dataset_that_is_not_there_cannot_be_read_again()
    {
        var missing = await api.Client.PostAsJsonAsync(
            "/api/v1/datasets/ds_06DJ3NSAYM7BK8QT5G9V1XZC2R:reread", new { });
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/datasets:validate?headerRow=3", "dataset.dialect.headerRow")]
    [InlineData("/validate-file?headerRow=3", "dialect.headerRow")]
    public async Task A_check_reads_as_asked_too(string path, string where)
    {
        var text = "Report\nFor 2026\n" + Points(46);
        var check = await ApiServer.JsonAsync(await api.UploadAsync(Encoding.UTF8.GetBytes(text), "a.csv", path));
        var value = where.Split('.').Aggregate(check, (each, name) => each.GetProperty(name));
        Assert.Equal((true, 3), (check.GetProperty("valid").GetBoolean(), value.GetInt32()));

        var refused = await ApiServer.JsonAsync(await api.UploadAsync(
            Encoding.UTF8.GetBytes(text), "a.csv", path.Replace("headerRow=3", "headerRow=90")));
        Assert.Contains("HEADER_ROW_NOT_FOUND", refused.GetRawText());
        Assert.False(refused.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task The_upload_of_the_seed_takes_a_reading()
    {
        var upload = await ApiServer.JsonAsync(
            await api.UploadAsync(Encoding.UTF8.GetBytes(Points(47)), "a.csv", "/upload?decimal=comma"));
        var dataset = await api.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/datasets/{upload.Text("dataset_id")}");
        Assert.Equal(1234, Max(dataset));
    }

    [Fact]
    public async Task An_archive_with_several_tables_says_which()
    {
        var zip = Packed.Zip(("a/one.csv", Points(48)), ("two.csv", Points(49)));
        var refused = await ApiServer.JsonAsync(await api.UploadAsync(zip, "both.zip"));
        Assert.Equal("SEVERAL_TABLES", refused.Text("code"));
        Assert.Equal(["a/one.csv", "two.csv"],
            refused.GetProperty("errors").EnumerateArray().Select(each => each.Text("value")));
    }

    /// <summary>One column that can be read in two ways, at most 1.234 or 1234.</summary>
    static string Points(int salt) => Csv.Rows("x", 30, i => $"1.{100 + (i * salt % 134)}") + "1.234\n";

    static double Max(JsonElement dataset) => dataset.GetProperty("columns")[0].GetProperty("max").GetDouble();

    async Task<JsonElement> KeepAsync(string text) => await ApiServer.JsonAsync(await api.UploadAsync(text));

    Task<HttpResponseMessage> RereadAsync(JsonElement dataset, object reading) =>
        api.Client.PostAsJsonAsync($"/api/v1/datasets/{dataset.Text("id")}:reread", reading);
}
