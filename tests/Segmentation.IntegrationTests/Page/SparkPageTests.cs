using Microsoft.Playwright;
using Segmentation.IntegrationTests.Api;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The page of a service whose worker has a second engine.</summary>
[Collection(PageTests.Name)]
public sealed class SparkPageTests(PageService browser, TwoEngineServer api)
    : IClassFixture<TwoEngineServer>, IAsyncLifetime
{
    IBrowserContext _context = null!;
    IPage _page = null!;

    public async Task InitializeAsync()
    {
        _context = await browser.Browser.NewContextAsync(new() { BaseURL = api.Address.ToString(), Locale = "en-GB" });
        _context.SetDefaultTimeout(15_000);
        _page = await _context.NewPageAsync();
    }

    public async Task DisposeAsync() => await _context.DisposeAsync();

    [Fact]
    public async Task A_job_is_started_on_Spark_and_leads_to_Sparks_own_page()
    {
        var check = await OpenAsync();
        await Engine.SelectOptionAsync("spark");
        await _page.GetByText("Advanced").ClickAsync();
        await Clusterer.SelectOptionAsync("mllib");

        var job = await check.StartAsync();

        await job.FinishedAsync();
        await AssertToldAsync();
        await Assertions.Expect(_page.Locator(".terms")).ToContainTextAsync("KMeans of Spark’s MLlib");
        var run = await job.SeeSegmentsAsync();
        await run.View("Data").ClickAsync();
        await AssertToldAsync();
        await _page.GotoAsync("/monitor");
        await Assertions.Expect(_page.Locator("tr[data-job] th").First).ToContainTextAsync("on Spark");
    }

    [Fact]
    public async Task With_the_local_engine_there_is_no_clusterer_of_Spark()
    {
        await OpenAsync();

        await Engine.SelectOptionAsync("local");

        await Assertions.Expect(Clusterer.Locator("option[value=mllib]")).ToBeDisabledAsync();
        await Engine.SelectOptionAsync("auto");
        await Assertions.Expect(Clusterer.Locator("option[value=mllib]")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Where_there_is_no_Spark_it_cannot_be_taken_and_the_reason_stands_there()
    {
        await using var context = await browser.Browser.NewContextAsync(new() { BaseURL = browser.Address.ToString() });
        var page = await context.NewPageAsync();
        await (await new HomePage(page).OpenAsync()).ChooseAsync(Some.Mall);

        await Assertions.Expect(page.Locator("#engine option[value=spark]")).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator("#engine-help")).ToHaveTextAsync(
            "No worker is configured for a Spark cluster.");
        await Assertions.Expect(page.Locator("#clusterer option[value=mllib]")).ToBeDisabledAsync();
    }

    ILocator Engine => _page.Locator("#engine");

    ILocator Clusterer => _page.Locator("#clusterer");

    async Task<CheckPage> OpenAsync() =>
        await (await new HomePage(_page).OpenAsync()).ChooseAsync(Some.Mall);

    async Task AssertToldAsync()
    {
        await Assertions.Expect(_page.GetByText("Spark: asked for")).ToBeVisibleAsync();
        var link = _page.GetByRole(AriaRole.Link, new() { Name = "Spark’s own page" });
        await Assertions.Expect(link).ToHaveAttributeAsync("href", TwoEngineServer.Ui);
        await Assertions.Expect(link).ToHaveAttributeAsync("rel", "noopener noreferrer");
    }
}
