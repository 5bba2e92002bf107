using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Segmentation.Tests.Input;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Bad input and where it ends: one row a case. Whatever is refused leaves no row and no file.</summary>
[Collection(ApiGroup.Name)]
public sealed class BadInputTests(ApiServer api)
{
    const string Upload = "upload";
    const string Start = "job start";
    const string Request = "request";

    /// <param name="EndsAt">Upload, request, job start, or the stage in which the job fails.</param>
    /// <param name="Sentence">Stands in the detail.</param>
    /// <param name="Kept">Datasets that remain: a file that is good stays although its job is refused.</param>
    /// <param name="Send">Gives the answer that is looked at; for a stage, the finished job.</param>
    sealed record Case(
        string EndsAt, int Status, string Code, string Sentence, int Kept,
        Func<ApiServer, Task<HttpResponseMessage>> Send);

    static readonly Dictionary<string, Case> Table = new()
    {
        ["no file"] = new(Upload, 400, "NO_FILE", "No file provided", 0, a => a.Client.PostAsync(
            "/api/v1/datasets", new MultipartFormDataContent { { new StringContent("x"), "note" } })),
        ["no body"] = new(
            Upload, 400, "NO_FILE", "No file provided", 0, a => a.Client.PostAsync("/api/v1/datasets", null)),
        ["a form that ends early"] = new(
            Upload, 400, "MALFORMED_REQUEST", "ends early", 0, a => a.Client.PostAsync("/api/v1/datasets", Broken())),
        ["XML in place of a file"] = new(Upload, 415, "UNSUPPORTED_MEDIA_TYPE", "text/csv", 0, a =>
            a.Client.PostAsync("/api/v1/datasets", new StringContent("<a/>", Encoding.UTF8, "application/xml"))),
        ["JSON that names nothing"] = new(Upload, 400, "MALFORMED_REQUEST", "needs uri", 0, a =>
            a.Client.PostAsJsonAsync("/api/v1/datasets", new { })),
        ["an empty file"] = new(Upload, 422, "EMPTY_FILE", "no bytes", 0, a => a.UploadAsync("")),
        ["only a header"] = new(Upload, 422, "NO_DATA_ROWS", "no ", 0, a => a.UploadAsync("Age,Spend\n")),
        ["two rows"] = new(Upload, 422, "TOO_FEW_ROWS", "2", 0, a => a.UploadAsync("Age,Spend\n1,2\n3,4\n")),
        ["only text"] = new(Upload, 422, "NO_NUMERIC_FEATURES", "column", 0, a =>
            a.UploadAsync(Csv.Rows("Name,Town", 10, i => $"Person {(char)('a' + i)},Town {(char)('k' - i)}"))),
        ["only constant columns"] = new(
            Upload, 422, "NO_NUMERIC_FEATURES", "column", 0, a => a.UploadAsync(Csv.Rows("A,B", 10, _ => "5,7"))),
        ["a picture named .csv"] = new(
            Upload, 422, "NOT_TEXT", "PNG picture", 0, a => a.UploadAsync(Png(), "customers.csv")),
        ["an unclosed quote"] = new(Upload, 422, "UNCLOSED_QUOTE", "line 4", 0, a =>
            a.UploadAsync("Name,Age,Spend\na,1,2\nb,2,3\n\"c,3,4\nd,4,5\ne,5,6\n")),
        ["an unknown encoding"] = new(Upload, 422, "UNKNOWN_ENCODING", "windows-1250", 0, a =>
            a.UploadAsync(Csv.Shop, path: "/api/v1/datasets?encoding=klingon")),
        ["the sheet of a text"] = new(Upload, 422, "SHEET_NOT_FOUND", "no sheets", 0, a =>
            a.UploadAsync(Csv.Shop, path: "/api/v1/datasets?sheet=Customers")),
        ["an archive of several tables"] = new(Upload, 422, "SEVERAL_TABLES", "\"a.csv\", \"b.csv\"", 0, a =>
            a.UploadAsync(Packed.Zip(("a.csv", Csv.Shop), ("b.csv", Csv.Shop)), "shop.zip")),
        ["an archive without the entry"] = new(Upload, 422, "ENTRY_NOT_FOUND", "\"a.csv\"", 0, a =>
            a.UploadAsync(Packed.Zip(("a.csv", Csv.Shop)), path: "/api/v1/datasets?entry=b.csv")),
        ["an archive that is cut off"] = new(Upload, 422, "BROKEN_FILE", "cut off", 0, a =>
            a.UploadAsync(Packed.Zip(("a.csv", Csv.Shop))[..100], "shop.zip")),
        ["an archive that grows a thousandfold"] = new(Upload, 413, "UNPACKED_TOO_LARGE", "100 times", 0, a =>
            a.UploadAsync(Packed.Zip(("a.csv", new string('1', 5 << 20))), "shop.zip")),
        ["a workbook without a table"] = new(Upload, 422, "NO_TABLE", "No sheet", 0, a =>
            a.UploadAsync(Workbook.Of(("Empty", [])), "shop.xlsx")),
        ["bytes without sense"] = new(Upload, 422, "NOT_TEXT", "no text", 0, a =>
            a.UploadAsync([.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 7_919 % 251))])),
        ["purchases of too few customers"] = new(
            Upload, 422, "TOO_FEW_CUSTOMERS", "8 customers", 0, a => a.UploadAsync(Csv.Purchases)),
        ["broken JSON"] = new(Request, 400, "MALFORMED_REQUEST", "line 2", 0, a =>
            a.Client.PostAsync("/api/v1/jobs", Json("{\n\"datasetId\": oops"))),
        ["an unknown setting"] = new(Request, 400, "MALFORMED_REQUEST", "«feature»", 0, a =>
            a.StartAsync(new { datasetId = "ds_x", feature = "Age" })),
        ["a setting of the wrong kind"] = new(Request, 400, "MALFORMED_REQUEST", "/seed", 0, a =>
            a.StartAsync(new { datasetId = "ds_x", seed = "many" })),
        ["a dataset that was left out"] = new(
            Request, 400, "MALFORMED_REQUEST", "datasetId", 0, a => a.StartAsync(new { k = 3 })),
        ["a job body that is no JSON"] = new(Request, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json", 0, a =>
            a.Client.PostAsync("/api/v1/jobs", new StringContent("k=5"))),
        ["a parameter of the wrong kind"] = new(
            Request, 400, "MALFORMED_REQUEST", "pageSize", 0, a => a.Client.GetAsync("/api/v1/jobs?pageSize=many")),
        ["a negative page size"] = new(
            Request, 400, "MALFORMED_REQUEST", "pageSize", 0, a => a.Client.GetAsync("/api/v1/jobs?pageSize=-1")),
        ["a page token of somebody else"] = new(
            Request, 400, "MALFORMED_REQUEST", "page token", 0, a => a.Client.GetAsync("/api/v1/jobs?pageToken=abc")),
        ["an unknown state"] = new(
            Request, 400, "MALFORMED_REQUEST", "queued, running", 0, a => a.Client.GetAsync("/api/v1/jobs?state=lost")),
        ["a state that is a number"] = new(
            Request, 400, "MALFORMED_REQUEST", "queued, running", 0, a => a.Client.GetAsync("/api/v1/jobs?state=1")),
        ["an unknown path"] = new(
            Request, 404, "NOT_FOUND", "/api/v1/nothing", 0, a => a.Client.GetAsync("/api/v1/nothing")),
        ["a wrong method"] = new(
            Request, 405, "METHOD_NOT_ALLOWED", "GET", 0, a => a.Client.PutAsync("/api/v1/limits", null)),
        ["an unknown dataset"] = new(Request, 404, "DATASET_NOT_FOUND", "ds_06DJ3NSAYM7BK8QT5G9V1XZC2R", 0, a =>
            a.Client.GetAsync("/api/v1/datasets/ds_06DJ3NSAYM7BK8QT5G9V1XZC2R")),
        ["an unknown job"] = new(Request, 404, "JOB_NOT_FOUND", "job_06DJ3NSAYM7BK8QT5G9V1XZC2R", 0, a =>
            a.Client.GetAsync("/api/v1/jobs/job_06DJ3NSAYM7BK8QT5G9V1XZC2R")),
        ["a job id that is none"] = new(
            Request, 404, "JOB_NOT_FOUND", "no job", 0, a => a.Client.GetAsync("/api/v1/jobs/..%2Fetc/result")),
        ["a result of an unknown job"] = new(
            Request, 404, "JOB_NOT_FOUND", "no job", 0, a => a.Client.GetAsync("/api/v1/jobs/job_x/segments")),
        ["a job on an unknown dataset"] = new(Start, 404, "DATASET_NOT_FOUND", "ds_06DJ3NSAYM7BK8QT5G9V1XZC2R", 0, a =>
            a.StartAsync(new { datasetId = "ds_06DJ3NSAYM7BK8QT5G9V1XZC2R" })),
        ["k under 2"] = new(Start, 422, "INVALID_SETTING", "2 to 50", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), k = 1 })),
        ["k over 50"] = new(Start, 422, "K_TOO_LARGE", "2 to 50", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), k = 51 })),
        ["k over the rows less one"] = new(Start, 422, "K_TOO_LARGE", "at most 11", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), k = 12 })),
        ["a range of k the wrong way round"] = new(Start, 422, "INVALID_SETTING", "kRange", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), kRange = new[] { 5, 3 } })),
        ["a name of 201 characters"] = new(Start, 422, "INVALID_SETTING", "at most 200", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), name = new string('a', 201) })),
        ["a feature that is not there"] = new(Start, 422, "COLUMN_NOT_FOUND", "«Income»", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), features = new[] { "Income" } })),
        ["a feature that is text"] = new(Start, 422, "COLUMN_NOT_NUMERIC", "«Region»", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), features = new[] { "Region" } })),
        ["every column ignored"] = new(Start, 422, "NO_NUMERIC_FEATURES", "role feature", 1, async a =>
            await a.StartAsync(new
            {
                datasetId = await a.DatasetAsync(Csv.Shop),
                roles = Ignored("Age", "Spend", "Recency", "Frequency"),
            })),
        ["MLlib with the engine local"] = new(
            Start, 422, "INVALID_SETTING", "engine spark or auto", 1, async a => await a.StartAsync(
                new { datasetId = await a.DatasetAsync(Csv.Shop), engine = "local", clusterer = "mllib" })),
        ["MLlib without a cluster"] = new(Start, 503, "ENGINE_UNAVAILABLE", "mllib", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), clusterer = "mllib" })),
        ["an unknown clusterer"] = new(Start, 400, "MALFORMED_REQUEST", "clusterer", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), clusterer = "dbscan" })),
        ["Spark without a cluster"] = new(Start, 503, "ENGINE_UNAVAILABLE", "Spark", 1, async a =>
            await a.StartAsync(new { datasetId = await a.DatasetAsync(Csv.Shop), engine = "spark" })),
        ["k over the different rows less one"] = new("cluster", 422, "K_TOO_LARGE", "3", 1, async a =>
            await EndedAsync(a, Csv.Rows("A,B", 20, i => $"{i % 4},{i % 4 * 2}"), 5)),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_refused_where_the_table_says(string name)
    {
        var row = Table[name];
        await ClearAsync();

        var response = await row.Send(api);

        var problem = row.EndsAt is Upload or Start or Request
            ? await response.ProblemAsync(row.Status, row.Code)
            : await FailedIn(row, response);
        Assert.Contains(row.Sentence, problem.Text("detail"));
        Assert.Equal(row.Kept, await api.CountAsync("datasets"));
        Assert.Equal(row.Kept, api.FileCount());
    }

    [Fact]
    public async Task A_code_of_the_table_has_a_page_that_explains_it()
    {
        foreach (var code in Table.Values.Select(row => row.Code).Distinct())
        {
            var page = await api.Client.GetAsync("/problems/" + code.ToLowerInvariant().Replace('_', '-'));
            Assert.True(page.IsSuccessStatusCode, code);
            Assert.Contains(code, await page.Content.ReadAsStringAsync());
        }
    }

    static async Task<JsonElement> FailedIn(Case row, HttpResponseMessage response)
    {
        var job = await ApiServer.JsonAsync(response);
        Assert.Equal("failed", job.Text("state"));
        Assert.Equal(row.EndsAt, job.Text("stage"));
        Assert.Equal(row.Code, job.GetProperty("problem").Text("code"));
        Assert.Equal(row.Status, job.GetProperty("problem").GetProperty("status").GetInt32());
        JsonReading.AssertNothingInternal(job.ToString());
        return job.GetProperty("problem");
    }

    static async Task<HttpResponseMessage> EndedAsync(ApiServer api, string csv, int k)
    {
        var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(csv), k });
        await api.EndAsync(job);
        return await api.Client.GetAsync($"/api/v1/jobs/{job}");
    }

    async Task ClearAsync()
    {
        await api.RunSqlAsync("DELETE FROM jobs");
        await api.RunSqlAsync("DELETE FROM datasets");
        if (Directory.Exists(api.DataFolder)) Directory.Delete(api.DataFolder, recursive: true);
    }

    static Dictionary<string, string> Ignored(params string[] columns) =>
        columns.ToDictionary(column => column, _ => "ignored");

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    static StringContent Broken()
    {
        var content = new StringContent(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nA,B\n1,2\n");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        return content;
    }

    static byte[] Png() => [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 1, 0, 8,
        6, 0, 0, 0];
}
