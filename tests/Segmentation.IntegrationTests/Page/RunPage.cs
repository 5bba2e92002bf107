using System.Globalization;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The results of a run.</summary>
sealed class RunPage(IPage page)
{
    public ILocator Segments { get; } = page.Locator("article.segment");

    public ILocator Headline { get; } = page.Locator(".headline");

    public ILocator Download { get; } = page.GetByRole(AriaRole.Link, new() { Name = "Download customers" });

    public ILocator Charts { get; } = page.Locator(".chart-body canvas");

    public ILocator ShowAsTable { get; } = page.GetByRole(AriaRole.Button, new() { Name = "Show as table" });

    public ILocator View(string name) => page.GetByRole(AriaRole.Navigation, new() { Name = "Results" }).GetByText(name, new() { Exact = true });

    public async Task<RunPage> ShownAsync()
    {
        await Assertions.Expect(Segments.First).ToBeVisibleAsync();
        return this;
    }

    /// <summary>The number of segments in the headline.</summary>
    public async Task<int> NumberOfSegmentsAsync() =>
        int.Parse(await page.Locator("[data-fact=segments]").InnerTextAsync(), CultureInfo.InvariantCulture);

    public async Task<string[]> DownloadLinesAsync()
    {
        var download = await page.RunAndWaitForDownloadAsync(() => Download.ClickAsync());
        return (await File.ReadAllTextAsync(await download.PathAsync())).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
