using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Reasons to be careful with a result, and what is done about them at one click.</summary>
public sealed class DoubtPageTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task One_click_runs_it_again_with_what_is_advised()
    {
        await RunAsync(Data("advice/swamped.csv"));
        var doubts = Page.Locator(".doubts");
        await Assertions.Expect(doubts)
            .ToContainTextAsync("noise0, noise1, noise2, noise3, noise4 and noise5 say nearly");
        await Assertions.Expect(Page.Locator(".headline")).ToContainTextAsync("No clear groups");

        await doubts.GetByRole(AriaRole.Button, new() { Name = "Run again with noise0 alone of these" }).ClickAsync();

        await Page.WaitForURLAsync("**/monitor/*");
        var job = new JobPage(Page);
        await job.FinishedAsync();
        await job.SeeSegmentsAsync();
        await Assertions.Expect(Page.Locator("thead th")).ToHaveTextAsync(["Segment", "real", "noise0"]);
        await Assertions.Expect(doubts.Locator("[data-code=NEAR_COPIES]")).ToHaveCountAsync(0);
        AssertNoComplaint();
    }

    [Fact]
    public async Task Doubts_about_the_number_of_segments_stand_beside_its_curves()
    {
        await RunAsync(Data("advice/domin.csv"));
        var button = Page.GetByRole(AriaRole.Button, new() { Name = "Try up to k = 20" });
        await Assertions.Expect(button).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "How many" }).ClickAsync();
        await Assertions.Expect(Page.Locator("figure").First).ToContainTextAsync("Four measures of every k");
        await button.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Page.WaitForURLAsync("**/monitor/*");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("2 to 20");
        AssertNoComplaint();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_list_has_no_serious_finding_and_fits_a_phone(ColorScheme scheme)
    {
        await OpenAsync(new()
        {
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = 390, Height = 800 },
        });
        await RunAsync(Data("advice/dupcols.csv"));
        await Assertions.Expect(Page.Locator(".doubts [data-code=NEAR_COPIES]")).ToHaveCountAsync(1);

        Assert.Empty(await GraveFindingsAsync());
        Assert.Equal(390, await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    async Task RunAsync(string file)
    {
        var job = await (await (await new HomePage(Page).OpenAsync()).ChooseAsync(file)).StartAsync();
        await job.FinishedAsync();
        await job.SeeSegmentsAsync();
    }
}
