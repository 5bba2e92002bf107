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

        foreach (var view in new[] { "How many", "Data and run", "Segments" }) await ShowAsync(run, view);
        Assert.Equal(["result"], Asked());
        await ShowAsync(run, "Map");
        Assert.Equal(["result", "files/points.json"], Asked());
        await ShowAsync(run, "Quality");
        Assert.Equal(["result", "files/points.json", "silhouette"], Asked());
        foreach (var view in new[] { "Map", "Quality", "Segments" }) await ShowAsync(run, view);
        Assert.Equal(["result", "files/points.json", "silhouette"], Asked());
        AssertNoComplaint();

        string[] Asked()
        {
            lock (asked) return [.. asked];
        }
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

    // Of a job: what lies below it, without the job itself and its events.
    static string? JobAddress(string url)
    {
        var parts = new Uri(url).AbsolutePath.Split('/', 6);
        return parts is ["", "api", "v1", "jobs", _, var address] && address != "events" ? address : null;
    }
}
