using System.Text.Json;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>A run made without the page: by the API that the page uses.</summary>
static class FinishedRun
{
    const int MostWaits = 6;
    static readonly Dictionary<string, string> Waiting = new() { ["Prefer"] = "wait=20" };

    /// <summary>Uploads the file and runs it to its end.</summary>
    /// <param name="features">The columns compared; the suggested ones when there are none.</param>
    /// <returns>The id of the job.</returns>
    public static async Task<string> OfAsync(IPage page, string file, params string[] features)
    {
        var data = page.Context.APIRequest.CreateFormData();
        var bytes = await File.ReadAllBytesAsync(file);
        data.Set("file", new FilePayload { Name = Path.GetFileName(file), MimeType = "text/csv", Buffer = bytes });
        var dataset = await JsonAsync(await page.APIRequest.PostAsync("/api/v1/datasets", new() { Multipart = data }));
        var body = features.Length == 0
            ? (object)new { datasetId = Id(dataset) }
            : new { datasetId = Id(dataset), features };
        var id = Id(await JsonAsync(await page.APIRequest.PostAsync("/api/v1/jobs", new() { DataObject = body })));
        for (var i = 0; i < MostWaits; i++)
        {
            var options = new APIRequestContextOptions { Headers = Waiting };
            var job = await JsonAsync(await page.APIRequest.GetAsync($"/api/v1/jobs/{id}", options));
            if (job.GetProperty("state").GetString() == "succeeded") return id;
        }

        throw new InvalidOperationException($"The job {id} did not succeed.");
    }

    public static async Task<JsonElement> JsonAsync(IAPIResponse response)
    {
        Assert.True(response.Ok, await response.TextAsync());
        return (await response.JsonAsync())!.Value;
    }

    static string Id(JsonElement created) => created.GetProperty("id").GetString()!;
}
