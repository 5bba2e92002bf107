using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

public sealed class LostStreamTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task Without_the_stream_the_page_polls_and_says_so()
    {
        await Page.RouteAsync("**/events", route => route.AbortAsync());
        var check = await (await new HomePage(Page).OpenAsync()).ChooseAsync(Some.LargeFile(Folder));

        var job = await check.StartAsync();

        await Assertions.Expect(job.Lost).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".connection")).ToContainTextAsync("checking every 2 s");
        await job.FinishedAsync();
        await Assertions.Expect(job.Lost).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task When_the_stream_is_back_the_page_is_live_again()
    {
        await Page.RouteAsync("**/api/v1/events", route => route.AbortAsync());
        await new HomePage(Page).OpenAsync();
        await Assertions.Expect(Page.Locator("[data-live=polling]")).ToBeVisibleAsync();

        await Page.UnrouteAsync("**/api/v1/events");

        await Assertions.Expect(Page.Locator("[data-live=live]")).ToBeVisibleAsync();
    }
}
