using System.Net;

namespace Segmentation.IntegrationTests.Api;

/// <summary>Input that looks bad and is not: it is taken, and what was done with it is said.</summary>
[Collection(ApiGroup.Name)]
public sealed class AcceptedInputTests(ApiServer api)
{
    [Fact]
    public async Task A_row_with_too_few_fields_is_excluded_and_listed()
    {
        var job = await api.SucceededAsync(Csv.Shop + "C13,20\n");

        var rows = (await api.GetAsync($"/api/v1/jobs/{job}/segments")).GetProperty("rows");
        Assert.Equal((13, 12, 1), ((int)rows.Number("read"), (int)rows.Number("used"), (int)rows.Number("excluded")));
        var excluded = await api.GetAsync($"/api/v1/jobs/{job}/files/excluded.json");
        Assert.Equal("RAGGED_ROW", excluded[0].Text("code"));
        Assert.Equal(14, excluded[0].Number("line"));
    }

    [Fact]
    public async Task A_constant_column_among_others_is_left_out_and_said()
    {
        var dataset = await ApiServer.JsonAsync(
            await api.UploadAsync(Csv.Rows("Age,Spend,Version", 12, i => $"{20 + (i * i % 17)},{100 * (i % 5)},3")));

        var column = dataset.GetProperty("columns")[2];
        Assert.Equal(("ignored", "CONSTANT"), (column.Text("role"), column.Text("reason")));
        Assert.Equal(["Age", "Spend"], dataset.GetProperty("suggested").GetProperty("features").EnumerateArray()
            .Select(name => name.GetString()));
    }

    [Fact]
    public async Task A_file_of_100_columns_with_5_numeric_ones_is_segmented_by_the_5()
    {
        var header = string.Join(',', Enumerable.Range(1, 100).Select(j => j <= 5 ? $"n{j}" : $"t{j}"));
        var csv = Csv.Rows(header, 30, i => string.Join(
            ',', Enumerable.Range(1, 100).Select(j => j <= 5 ? $"{(i % 3 * 100) + (i * j % 11)}.5" : $"word {i}-{j}")));

        var job = await api.SucceededAsync(csv, new { k = 3 });

        var features = (await api.GetAsync($"/api/v1/jobs/{job}/segments")).GetProperty("features");
        Assert.Equal(["n1", "n2", "n3", "n4", "n5"], features.EnumerateArray().Select(feature => feature.Text("name")));
    }

    [Theory]
    [InlineData("../../etc/passwd.csv", "passwd.csv")]
    [InlineData(@"C:\Users\me\customers.csv", "customers.csv")]
    [InlineData("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv")]
    public async Task A_file_name_is_shown_without_its_path_and_never_used_as_one(string sent, string shown)
    {
        // Bytes of its own: known bytes keep their first name.
        var csv = Csv.Shop + $"C99,{sent.Length},700,9,{sent.Length},Books,North\n";

        var dataset = await ApiServer.JsonAsync(await api.UploadAsync(csv, sent));

        Assert.Equal(shown, dataset.Text("fileName"));
        Assert.True(File.Exists(Path.Combine(api.DataFolder, "datasets", dataset.Text("id"), "source.csv")));
    }

    [Fact]
    public async Task Script_and_formulas_come_back_as_text_and_a_formula_is_defused_in_the_download()
    {
        var csv = Csv.Rows("Name,<script>alert(1)</script>,Spend", 12, i =>
            $"\"=HYPERLINK(\"\"http://x/{i}\"\")\",{i % 4},{-5 * (i % 3)}");
        var job = await api.SucceededAsync(csv, new { k = 3 });

        var safe = await api.Client.GetAsync($"/api/v1/jobs/{job}/files/assignments.csv");
        var raw = await api.Client.GetAsync($"/api/v1/jobs/{job}/files/assignments.csv?safe=false");

        Assert.Equal("true", safe.Header("X-Csv-Formula-Safe"));
        Assert.Contains("\"'=HYPERLINK(\"\"http://x/1\"\")\",1,-5", await safe.Content.ReadAsStringAsync());
        Assert.Equal("false", raw.Header("X-Csv-Formula-Safe"));
        Assert.Contains("\"=HYPERLINK(\"\"http://x/1\"\")\",1,-5", await raw.Content.ReadAsStringAsync());
        Assert.NotEqual(safe.Header("ETag"), raw.Header("ETag"));
    }

    [Fact]
    public async Task Canceling_twice_is_202_and_changes_nothing_the_second_time()
    {
        await api.RunSqlAsync("UPDATE queues SET paused_at = now()");
        try
        {
            var job = await api.JobAsync(new { datasetId = await api.DatasetAsync(Csv.Shop) });

            var first = await api.Client.PostAsync($"/api/v1/jobs/{job}:cancel", null);
            var second = await api.Client.PostAsync($"/api/v1/jobs/{job}:cancel", null);

            Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
            Assert.Equal("canceled", (await ApiServer.JsonAsync(first)).Text("state"));
            Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        }
        finally
        {
            await api.RunSqlAsync("UPDATE queues SET paused_at = NULL");
        }
    }
}
