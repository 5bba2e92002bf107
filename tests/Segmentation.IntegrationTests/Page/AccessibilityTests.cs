using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

public sealed class AccessibilityTests(PageService service) : PageTest(service)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_has_a_serious_finding(ColorScheme scheme)
    {
        await OpenAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var findings = new List<string>();

        foreach (var path in await PathsAsync())
        {
            await ShowAsync(path);
            findings.AddRange((await GraveFindingsAsync()).Select(found => $"{path}: {found}"));
        }

        Assert.Empty(findings);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    public async Task No_page_scrolls_sideways_on_a_phone(int width)
    {
        await OpenAsync(new() { ViewportSize = new() { Width = width, Height = 700 } });
        var tooWide = new List<string>();

        foreach (var path in await PathsAsync())
        {
            await ShowAsync(path);
            var shown = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (shown > width) tooWide.Add($"{path} is {shown} wide");
        }

        Assert.Empty(tooWide);
    }

    async Task ShowAsync(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.Locator("main h1")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("main .skeleton")).ToHaveCountAsync(0);
    }

    /// <summary>Every page there is, with a finished run behind them, and the one for what is not there.</summary>
    async Task<string[]> PathsAsync()
    {
        var check = await (await new HomePage(Page).OpenAsync()).ChooseAsync(Data("Mall_Customers.csv"));
        var checkPath = Page.Url;
        var job = await check.StartAsync();
        await job.FinishedAsync();
        var id = new Uri(Page.Url).Segments[^1];
        return
        [
            "/", "/new", checkPath, "/monitor", "/queues", "/schedules", "/keys", $"/monitor/{id}",
            .. ResultView.All.Select(view => $"/runs/{id}{view.Path}"), $"/runs/{id}/k?k=3",
            "/about", "/monitor/job_00000000000000000000000000",
        ];
    }
}
