using System.Text.Json;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>A view of the results asks for what it shows, and for nothing else.</summary>
public sealed class ResultPartTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task Points_and_bands_are_asked_for_by_the_view_that_shows_them_once()
    {
        var asked = new List<string>();
        Page.Request += (_, request) =>
        {
            if (JobAddress(request.Url) is { } address) lock (asked) asked.Add(address);
        };
        var run = await ResultsOfAsync(Data("Mall_Customers.csv"));

        await ShowAsync(run, "Segments");
        Assert.Equal(["result", "insights"], Asked());
        await ShowAsync(run, "Map");
        Assert.Equal(["result", "insights", "files/points.json"], Asked());
        await ShowAsync(run, "Quality");
        Assert.Equal(["result", "insights", "files/points.json", "silhouette"], Asked());
        await ShowAsync(run, "How many");
        string[] all =
            ["result", "insights", "files/points.json", "silhouette", "k-sweep/5", "k-sweep/7"];   // beside the 6 used
        Assert.Equal(all, Asked());
        foreach (var view in new[] { "Map", "Quality", "Segments", "How many" }) await ShowAsync(run, view);
        Assert.Equal(all, Asked());
        AssertNoComplaint();

        string[] Asked()
        {
            lock (asked) return [.. asked];
        }
    }

    [Fact]
    public async Task The_map_of_10000_customers_has_the_centres_that_the_API_gives()
    {
        var run = await ResultsOfAsync(Some.CustomersFile(Folder, 10_000));
        await ShowAsync(run, "Map");
        await Assertions.Expect(run.Charts.First).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Principal components" }).ClickAsync();
        await Assertions.Expect(Page.Locator(".chart .partial")).ToContainTextAsync("A sample of 4,");
        await Assertions.Expect(Page.Locator(".chart .summary")).ToContainTextAsync("PC2");

        var map = await JsonOfAsync($"/api/v1/jobs/{Job()}/projection");

        var centres = map.GetProperty("centres").EnumerateArray()
            .Select(centre => new[] { centre.GetProperty("x").GetDouble(), centre.GetProperty("y").GetDouble() });
        Assert.Equal(centres, await run.CentresAsync());
        Assert.True(map.GetProperty("sampled").GetBoolean());
        AssertNoComplaint();
    }

    async Task<RunPage> ResultsOfAsync(string file)
    {
        var job = await (await (await new HomePage(Page).OpenAsync()).ChooseAsync(file)).StartAsync();
        await job.FinishedAsync();
        return await job.SeeSegmentsAsync();
    }

    static async Task ShowAsync(RunPage run, string view)
    {
        await run.View(view).ClickAsync();
        await Assertions.Expect(run.View(view)).ToHaveAttributeAsync("aria-current", "page");
    }

    async Task<JsonElement> JsonOfAsync(string path) =>
        (await (await Page.APIRequest.GetAsync(path)).JsonAsync())!.Value;

    string Job() => new Uri(Page.Url).Segments[2].TrimEnd('/');

    // Of a job: what lies below it, without the job itself and its events.
    static string? JobAddress(string url)
    {
        var parts = new Uri(url).AbsolutePath.Split('/', 6);
        return parts is ["", "api", "v1", "jobs", _, var address] && address != "events" ? address : null;
    }
}
