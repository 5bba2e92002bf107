using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The map of a run.</summary>
sealed partial class MapPage(IPage page)
{
    public ILocator Picture { get; } = page.Locator("figure.chart .chart-body");

    public ILocator Words { get; } = page.Locator("figure.chart .summary");

    public ILocator Part { get; } = page.Locator("figure.chart .partial");

    public ILocator Across { get; } = Picker(page, "Across");

    public ILocator Up { get; } = Picker(page, "Up");

    public ILocator Depth { get; } = Picker(page, "Depth");

    public ILocator Customer { get; } = page.GetByRole(AriaRole.Region, new() { Name = "Customer", Exact = true });

    public ILocator Chosen { get; } = page.Locator("[data-fact=chosen]");

    public ILocator ChosenTables { get; } =
        page.GetByRole(AriaRole.Region, new() { Name = "Chosen customers" }).Locator("table");

    public ILocator Squares { get; } = page.GetByRole(AriaRole.Checkbox, new() { Name = "Count in squares" });

    public ILocator View(string name) => page.GetByRole(AriaRole.Radio, new() { Name = name });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>The button of a segment that shows it alone.</summary>
    public ILocator Only(int number) =>
        page.Locator(".segment-list").GetByRole(AriaRole.Button, new() { NameRegex = new($"^{number} · ") });

    public ILocator Tick(int number) => page.GetByLabel($"Show segment {number}", new() { Exact = true });

    public string Query => new Uri(page.Url).Query;

    public async Task<MapPage> OpenAsync(string job, string query = "")
    {
        await page.GotoAsync($"/runs/{job}/map{query}");
        await Assertions.Expect(Picture.Locator("canvas").First).ToBeVisibleAsync();
        return this;
    }

    /// <summary>Drags the mouse over the picture, along pixels from its upper left corner.</summary>
    public async Task DragAsync(params (float X, float Y)[] way)
    {
        await Picture.EvaluateAsync("picture => picture.scrollIntoView({ block: 'center' })");
        var box = (await Picture.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + way[0].X, box.Y + way[0].Y);
        await page.Mouse.DownAsync();
        foreach (var (x, y) in way[1..]) await page.Mouse.MoveAsync(box.X + x, box.Y + y, new() { Steps = 6 });
        await page.Mouse.UpAsync();
    }

    /// <summary>Waits until the picture in three dimensions shows its segments; drawn by the processor, that takes a
    /// while.</summary>
    public static Task ExpectColoursAsync(IPage page, int segments) => page.WaitForFunctionAsync(
        ColoursOfSegments, segments, new() { PollingInterval = 500, Timeout = 60_000 });

    /// <summary>How many customers the words say are chosen.</summary>
    public async Task<int> ChosenCountAsync()
    {
        var words = await Chosen.InnerTextAsync();
        return int.Parse(words.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>The ranges of the address: axis, from, to.</summary>
    public List<(string Axis, double From, double To)> Ranges() =>
        [.. Range().Matches(Query).Select(match =>
            (match.Groups[1].Value, Number(match.Groups[2]), Number(match.Groups[3])))];

    /// <summary>The names of the series drawn that have points.</summary>
    public Task<string[]> DrawnAsync() => page.EvaluateAsync<string[]>("""
        () => echarts.getInstanceByDom(document.querySelector(".chart-body")).getOption().series
          .filter((each) => each.name && each.data.length > 0)
          .map((each) => `${each.type} ${each.data.length}`)
        """);

    // Whether so many of the colours of the segments are on at least 20 pixels of the picture each.
    const string ColoursOfSegments = """
        (expected) => {
          const chart = globalThis.echarts?.getInstanceByDom(document.querySelector(".chart-body"));
          const clouds = chart?.getOption().series.filter((each) => each.type === "scatter3D" && each.name) ?? [];
          if (clouds.length === 0) return false;
          const canvas = chart.renderToCanvas({ pixelRatio: 1 });
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = clouds.filter(({ itemStyle }) => {
            const colour = itemStyle.color.match(/\d+/g).map(Number);
            let pixels = 0;
            for (let i = 0; i < data.length; i += 4)
              if (colour.every((part, j) => Math.abs(data[i + j] - part) < 12)) pixels++;
            return pixels >= 20;
          });
          return found.length >= expected;
        }
        """;

    static ILocator Picker(IPage page, string name) =>
        page.GetByRole(AriaRole.Combobox, new() { Name = name, Exact = true });

    static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"([fp]\d+)_(-?[\d.]+)_(-?[\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex Range();
}
