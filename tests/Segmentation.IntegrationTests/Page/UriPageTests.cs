using Microsoft.Playwright;
using Segmentation.IntegrationTests.Api;
using Segmentation.IntegrationTests.Spark;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The page of a service that takes data which is on the cluster already.</summary>
[Collection(PageTests.Name)]
public sealed class UriPageTests(PageService browser, LakeServer lake) : IClassFixture<LakeServer>, IAsyncLifetime
{
    // Spark looks at the data, and its first question takes the longest.
    const int ColdSpark = 60_000;

    IBrowserContext _context = null!;
    IPage _page = null!;

    public async Task InitializeAsync()
    {
        _context = await browser.Browser.NewContextAsync(new() { BaseURL = lake.Address.ToString(), Locale = "en-GB" });
        _context.SetDefaultTimeout(60_000);
        _page = await _context.NewPageAsync();
    }

    public async Task DisposeAsync() => await _context.DisposeAsync();

    [Fact]
    public async Task Data_on_the_cluster_is_named_checked_and_run()
    {
        var uri = await lake.WriteAsync(Csv.Shop, "lake", "page.csv");
        await new HomePage(_page).OpenAsync();
        await Place.FillAsync(uri + "x");
        await Place.PressAsync("Enter");
        await Assertions.Expect(_page.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("The cluster finds no file or folder", new() { Timeout = ColdSpark });
        await Place.FillAsync(uri);
        await Place.PressAsync("Enter");

        await Assertions.Expect(new CheckPage(_page).Start).ToBeVisibleAsync(new() { Timeout = ColdSpark });
        var check = await new CheckPage(_page).ShownAsync();
        await Assertions.Expect(_page.GetByText(uri)).ToBeVisibleAsync();
        var job = await check.StartAsync();
        await Assertions.Expect(_page.Locator(".terms"))
            .ToContainTextAsync(lake.Uri("lake") + "/segmentation-job_", new() { Timeout = 120_000 });
        await job.SeeSegmentsAsync();
        await Assertions.Expect(_page.GetByText("are also on the cluster, at")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_nothing_is_allowed_there_is_no_form()
    {
        await _page.GotoAsync(browser.Address.ToString());
        await Assertions.Expect(_page.GetByRole(AriaRole.Region, new() { Name = "Upload a file" })).ToBeVisibleAsync();
        await Assertions.Expect(Place).ToHaveCountAsync(0);
    }

    ILocator Place => _page.Locator("#uri");
}
