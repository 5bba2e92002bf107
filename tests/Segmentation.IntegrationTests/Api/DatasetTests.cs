using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Segmentation.IntegrationTests.Api;

[Collection(ApiGroup.Name)]
public sealed class DatasetTests(ApiServer api)
{
    [Fact]
    public async Task A_new_file_is_201_and_the_same_bytes_again_200_with_the_same_id()
    {
        var csv = Csv.Shop + $"C98,31,{Random.Shared.Next(1_000_000)},5,1,Books,North\n";

        var first = await api.UploadAsync(csv);
        var again = await api.UploadAsync(csv, "other name.csv");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var (one, two) = (await ApiServer.JsonAsync(first), await ApiServer.JsonAsync(again));
        Assert.Equal(one.Text("id"), two.Text("id"));
        Assert.Equal($"/api/v1/datasets/{one.Text("id")}", first.Headers.Location?.ToString());
        Assert.Equal((13, "id"), ((int)one.Number("rows"), one.GetProperty("columns")[0].Text("role")));
    }

    [Fact]
    public async Task Bytes_without_a_form_are_taken_too_with_their_name_in_the_address()
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Csv.Shop.Replace("C01", "C00")));
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");

        var response = await api.Client.PostAsync("/api/v1/datasets?fileName=raw.csv", body);

        Assert.Equal("raw.csv", (await ApiServer.JsonAsync(response)).Text("fileName"));
    }

    [Fact]
    public async Task Columns_have_histograms_before_a_run_and_an_ETag()
    {
        var dataset = await api.DatasetAsync(Csv.Mall);
        var path = $"/api/v1/datasets/{dataset}/distributions";

        var view = await api.GetAsync(path);
        var job = await api.SucceededAsync(Csv.Mall, new { k = 5 });
        var run = await api.GetAsync($"/api/v1/jobs/{job}/distributions");

        var age = view.GetProperty("columns").EnumerateArray().Single(each => each.Text("name") == "Age");
        var ofRun = run.GetProperty("features").EnumerateArray().Single(each => each.Text("name") == "Age");
        Assert.Equal(200, view.Number("rows"));
        Assert.Equal(ofRun.GetProperty("edges").ToString(), age.GetProperty("edges").ToString());
        Assert.Equal(ofRun.GetProperty("all").ToString(), age.GetProperty("all").ToString());
        var etag = (await api.Client.GetAsync(path)).Headers.ETag!;
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(etag);
        Assert.Equal(HttpStatusCode.NotModified, (await api.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Histograms_are_counted_once()
    {
        var dataset = await api.DatasetAsync(Csv.Mall + "201,Male,33,44,55\n");
        var path = $"/api/v1/datasets/{dataset}/distributions";
        var csv = Path.Combine(api.DataFolder, "datasets", dataset, "source.csv");

        var counted = await api.GetAsync(path);
        File.Move(csv, csv + ".away");   // whoever counts again finds nothing
        var kept = await api.GetAsync(path);

        Assert.Equal(201, counted.Number("rows"));
        Assert.Equal(counted.GetRawText(), kept.GetRawText());
    }

    [Fact]
    public async Task The_preview_has_the_first_rows_and_the_issues_their_counts()
    {
        var dataset = await api.DatasetAsync(Csv.Shop + "C13,20\nC14,21\n");

        var preview = await api.GetAsync($"/api/v1/datasets/{dataset}/preview?rows=2");
        var issues = await api.GetAsync($"/api/v1/datasets/{dataset}/issues?severity=warning");

        Assert.Equal("C02", preview.GetProperty("rows")[1].GetProperty("cells")[0].GetString());
        var ragged = Assert.Single(
            issues.GetProperty("issues").EnumerateArray(), issue => issue.Text("code") == "RAGGED_ROW");
        Assert.Equal((2, 14), ((int)ragged.Number("count"), (int)ragged.Number("row")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_the_services_fault_not_the_senders()
    {
        var uploads = Path.Combine(api.DataFolder, "uploads");
        if (Directory.Exists(uploads)) Directory.Delete(uploads, recursive: true);
        Directory.CreateDirectory(api.DataFolder);
        await File.WriteAllTextAsync(uploads, "");
        try
        {
            await (await api.UploadAsync(Csv.Shop)).ProblemAsync(503, "STORAGE_UNAVAILABLE");
            await (await api.Client.PostAsync("/api/v1/datasets", new StringContent(Csv.Shop, null, "text/csv")))
                .ProblemAsync(503, "STORAGE_UNAVAILABLE");
        }
        finally
        {
            File.Delete(uploads);
        }
    }

    [Fact]
    public async Task A_check_keeps_nothing_and_says_what_the_file_would_be()
    {
        var before = (await api.CountAsync("datasets"), api.FileCount());

        var good = await ApiServer.JsonAsync(
            await api.UploadAsync(Csv.Rows("A,B", 9, i => $"{i},{i * i}"), path: "/api/v1/datasets:validate"));
        var bad = await ApiServer.JsonAsync(await api.UploadAsync("A,B\n", path: "/api/v1/datasets:validate"));

        Assert.Equal(
            (true, 9), (good.GetProperty("valid").GetBoolean(), (int)good.GetProperty("dataset").Number("rows")));
        Assert.Equal(
            (false, "NO_DATA_ROWS"), (bad.GetProperty("valid").GetBoolean(), bad.GetProperty("problem").Text("code")));
        Assert.Equal(before, (await api.CountAsync("datasets"), api.FileCount()));
    }

    [Fact]
    public async Task A_deleted_dataset_is_gone_and_its_finished_job_stays()
    {
        var job = await api.SucceededAsync(Csv.Rows("A,B", 15, i => $"{i % 5},{i}"), new { k = 2 });
        var dataset = (await api.GetAsync($"/api/v1/jobs/{job}")).Text("datasetId");

        Assert.Equal(
            HttpStatusCode.NoContent, (await api.Client.DeleteAsync($"/api/v1/datasets/{dataset}")).StatusCode);

        await (await api.Client.GetAsync($"/api/v1/datasets/{dataset}")).ProblemAsync(410, "DELETED");
        await (await api.StartAsync(new { datasetId = dataset })).ProblemAsync(410, "DELETED");
        Assert.Equal(2, (await api.GetAsync($"/api/v1/jobs/{job}/segments")).Number("k"));
        Assert.False(Directory.Exists(Path.Combine(api.DataFolder, "datasets", dataset)));
    }

    [Fact]
    public async Task The_list_goes_on_by_token_and_by_the_link()
    {
        await api.DatasetAsync(Csv.Rows("A,B", 7, i => $"{i},{i * 3}"));
        var newest = await api.DatasetAsync(Csv.Rows("A,B", 8, i => $"{i},{i * 3}"));

        var response = await api.Client.GetAsync("/api/v1/datasets?pageSize=1");
        var page = await ApiServer.JsonAsync(response);
        var next = await api.GetAsync(response.Header("Link")!.Split('<', '>')[1]);

        Assert.Equal(newest, page.GetProperty("datasets")[0].Text("id"));
        Assert.NotEqual(newest, next.GetProperty("datasets")[0].Text("id"));
    }
}
