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

    public ILocator Customer { get; } = page.Locator(".customer h3");

    public ILocator View(string name) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Results" }).GetByText(name, new() { Exact = true });

    public async Task<RunPage> ShownAsync()
    {
        await Assertions.Expect(Segments.First).ToBeVisibleAsync();
        return this;
    }

    /// <summary>The number of segments in the headline.</summary>
    public async Task<int> NumberOfSegmentsAsync() =>
        int.Parse(await page.Locator("[data-fact=segments]").InnerTextAsync(), CultureInfo.InvariantCulture);

    /// <summary>Clicks the first customer of the first segment on the map.</summary>
    public async Task ClickAPointAsync()
    {
        await Charts.First.ScrollIntoViewIfNeededAsync();
        var at = await page.EvaluateAsync<float[]>("""
            () => {
              const body = document.querySelector(".chart-body");
              const chart = echarts.getInstanceByDom(body);
              const [x, y] = chart.convertToPixel({ seriesIndex: 0 }, chart.getOption().series[0].data[0].slice(0, 2));
              const box = body.getBoundingClientRect();
              return [box.x + x, box.y + y];
            }
            """);
        await page.Mouse.ClickAsync(at[0], at[1]);
    }

    /// <summary>Where the map shows the centres: a pair of coordinates a segment.</summary>
    public Task<double[][]> CentresAsync() => page.EvaluateAsync<double[][]>("""
        () => echarts.getInstanceByDom(document.querySelector(".chart-body")).getOption().series
          .filter((each) => each.markPoint)
          .map((each) => each.markPoint.data[0].coord)
        """);

    public async Task<string[]> DownloadLinesAsync()
    {
        var download = await page.RunAndWaitForDownloadAsync(() => Download.ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
