using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Segmentation.Tests.Input;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Files that are no UTF-8 CSV, sent to the API.</summary>
[Collection(ApiGroup.Name)]
public sealed class FormatTests(ApiServer api)
{
    [Fact]
    public async Task A_workbook_is_kept_beside_its_csv_until_the_dataset_is_deleted()
    {
        var bytes = Book("Kunden");
        var dataset = await ApiServer.JsonAsync(await api.UploadAsync(bytes, "kunden.xlsx"));
        var folder = Path.Combine(api.DataFolder, "datasets", dataset.Text("id"));

        Assert.Equal(("xlsx", "Kunden"), (dataset.GetProperty("format").Text("kind"),
            dataset.GetProperty("format").Text("sheet")));
        var original = dataset.GetProperty("original");
        Assert.Equal(("kunden.xlsx", bytes.Length), (original.Text("name"), (int)original.Number("bytes")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), original.Text("sha256"));
        Assert.Equal(original.Text("sha256"), dataset.Text("sha256"));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(folder, "original")));
        Assert.StartsWith("id,age,spend\n", await File.ReadAllTextAsync(Path.Combine(folder, "source.csv")));

        await api.Client.DeleteAsync($"/api/v1/datasets/{dataset.Text("id")}");
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_csv_in_utf8_is_kept_once()
    {
        var dataset = await ApiServer.JsonAsync(await api.UploadAsync(Csv.Rows("A,B", 11, i => $"{i},{i * i}")));
        var folder = Path.Combine(api.DataFolder, "datasets", dataset.Text("id"));

        Assert.Equal(["source.csv"], Directory.GetFiles(folder).Select(Path.GetFileName));
        Assert.Equal(("csv", "utf-8"), (dataset.GetProperty("format").Text("kind"),
            dataset.GetProperty("format").Text("encoding")));
        Assert.Equal(dataset.Number("bytes"), dataset.GetProperty("original").Number("bytes"));
    }

    [Fact]
    public async Task The_same_file_read_in_two_ways_is_two_datasets_and_in_the_same_way_one()
    {
        var bytes = Workbook.Of(("A", Rows(3)), ("B", Rows(5)));

        var found = await ApiServer.JsonAsync(await api.UploadAsync(bytes, "two.xlsx"));
        var asked = await SendAsync(bytes, ("sheet", "B"));
        var again = await SendAsync(bytes, ("sheet", "B"));

        Assert.Equal(("A", "B"), (SheetOf(found), SheetOf(await ApiServer.JsonAsync(asked))));
        Assert.NotEqual(found.Text("id"), (await ApiServer.JsonAsync(asked)).Text("id"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (asked.StatusCode, again.StatusCode));
        Assert.Equal((await ApiServer.JsonAsync(asked)).Text("id"), (await ApiServer.JsonAsync(again)).Text("id"));
    }

    [Fact]
    public async Task One_name_of_an_encoding_is_as_good_as_another()
    {
        var bytes = Encoding.Latin1.GetBytes(Csv.Shop.Replace("Books", "Bücher"));

        var guessed = await ApiServer.JsonAsync(await api.UploadAsync(bytes));
        var asked = await ApiServer.JsonAsync(await SendAsync(bytes, ("encoding", "cp1252")));
        var other = await ApiServer.JsonAsync(await SendAsync(bytes, ("encoding", "Windows-1252")));

        Assert.True(guessed.GetProperty("format").GetProperty("encodingGuessed").GetBoolean());
        Assert.Contains(
            guessed.GetProperty("issues").EnumerateArray(), issue => issue.Text("code") == "ENCODING_GUESSED");
        Assert.False(asked.GetProperty("format").GetProperty("encodingGuessed").GetBoolean());
        Assert.Equal(asked.Text("id"), other.Text("id"));
        Assert.NotEqual(guessed.Text("id"), asked.Text("id"));
    }

    [Fact]
    public async Task A_job_runs_on_what_was_packed()
    {
        var text = Csv.Rows("Name,Age,Spend", 30, i => $"Jörg {i},{(i % 3 * 20) + (i % 4)},{(i % 3 * 500) + (i % 7)}");
        var dataset = await ApiServer.JsonAsync(await api.UploadAsync(Packed.Gzip(text), "shop.csv.gz"));

        var job = await api.JobAsync(new { datasetId = dataset.Text("id"), k = 3 });
        await api.EndAsync(job);

        var assigned = await api.Client.GetStringAsync($"/api/v1/jobs/{job}/files/assignments.csv");
        Assert.Equal(31, assigned.Trim().Split('\n').Length);
        Assert.Contains("Jörg 29", assigned);
        Assert.Equal("gzip", dataset.GetProperty("format").Text("packing"));
    }

    [Fact]
    public async Task A_check_says_what_the_file_is_and_keeps_nothing()
    {
        var before = (await api.CountAsync("datasets"), api.FileCount());
        var check = await ApiServer.JsonAsync(
            await api.UploadAsync(Book("Check"), "kunden.xlsx", "/api/v1/datasets:validate"));

        Assert.Equal("Check", SheetOf(check.GetProperty("dataset")));
        Assert.Equal("31", check.GetProperty("preview").GetProperty("rows")[0].GetProperty("cells")[1].GetString());
        Assert.Equal(before, (await api.CountAsync("datasets"), api.FileCount()));
    }

    [Fact]
    public async Task Bytes_without_a_form_take_the_reading_from_the_address()
    {
        using var body = new ByteArrayContent(Workbook.Of(("A", Rows(7)), ("B b", Rows(9))));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var response = await api.Client.PostAsync("/api/v1/datasets?fileName=x.xlsx&sheet=B%20b", body);

        Assert.Equal("B b", SheetOf(await ApiServer.JsonAsync(response)));
    }

    [Fact]
    public async Task The_addresses_of_the_seed_take_a_workbook_too()
    {
        var upload = await ApiServer.JsonAsync(await api.UploadAsync(Book("Seed"), "kunden.xlsx", "/upload"));
        var check = await ApiServer.JsonAsync(await api.UploadAsync(Book("Seed"), "kunden.xlsx", "/validate-file"));

        Assert.EndsWith("_kunden.xlsx", upload.Text("filename"));
        Assert.Equal((true, 24), (check.GetProperty("valid").GetBoolean(), (int)check.Number("rows")));
    }

    static byte[] Book(string sheet) => Workbook.Of((sheet, Rows(sheet.Length)));

    static object?[][] Rows(int salt) =>
    [
        ["id", "age", "spend"],
        .. Enumerable.Range(0, 24).Select(i => new object?[] { $"K{i}", 31 + (i % 5 * 3), (i * salt % 7) + 0.5 }),
    ];

    static string SheetOf(JsonElement dataset) => dataset.GetProperty("format").Text("sheet");

    async Task<HttpResponseMessage> SendAsync(byte[] bytes, (string Name, string Value) field)
    {
        // The field comes after the file: the order does not matter.
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(bytes), "file", "customers.bin" },
            { new StringContent(field.Value), field.Name },
        };
        return await api.Client.PostAsync("/api/v1/datasets", form);
    }
}
