using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Every chart can be saved as a PNG and as an SVG.</summary>
public sealed class SavedPictureTests(PageService service) : PageTest(service)
{
    [Theory]
    [InlineData("", ColorScheme.Light)]
    [InlineData("", ColorScheme.Dark)]
    [InlineData("/k", ColorScheme.Light)]
    [InlineData("/map", ColorScheme.Dark)]
    [InlineData("/map?x=p0&y=p1&density=on", ColorScheme.Light)]
    [InlineData("/map?view=parallel", ColorScheme.Light)]
    [InlineData("/quality", ColorScheme.Light)]
    [InlineData("/animation?step=3", ColorScheme.Light)]
    [InlineData("/animation", ColorScheme.Dark)]
    [InlineData("/data", ColorScheme.Light)]
    [InlineData("/efficiency", ColorScheme.Dark)]
    public async Task Every_chart_of_a_view_comes_in_both_formats(string view, ColorScheme scheme)
    {
        await OpenAsync(new() { ColorScheme = scheme });
        var job = await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv"));
        await Page.GotoAsync($"/runs/{job}{view}");
        await Assertions.Expect(Page.Locator("figure.chart").First).ToBeVisibleAsync();

        foreach (var figure in await Page.Locator("figure.chart").AllAsync())
        {
            var svg = await SavedPicture.CheckAsync(Page, figure);
            Assert.Contains(scheme == ColorScheme.Dark ? "rgb(20, 23, 28)" : "rgb(255, 255, 255)", svg,
                StringComparison.Ordinal);
        }

        AssertNoComplaint();
    }

    [Fact]
    public async Task A_picture_says_of_how_many_and_which_segments()
    {
        var job = await FinishedRun.OfAsync(Page, Some.CustomersFile(Folder, 60_000));
        await Page.GotoAsync($"/runs/{job}/map");
        await Assertions.Expect(Page.Locator("figure.chart canvas").First).ToBeVisibleAsync();

        var svg = await SavedPicture.CheckAsync(Page, Page.Locator("figure.chart"));

        Assert.Contains("A sample of 4,992 of 60,000 customers", svg, StringComparison.Ordinal);
        Assert.Contains(">1 · ", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_from_a_file_are_text_in_a_picture()
    {
        const string Hostile = "<script>alert('1')</script> & \"Age\"";
        var rows = Enumerable.Range(0, 60).Select(i => $"c{i},{i % 3 * 50 + i % 7},{i % 3 * 9 + i % 5}");
        var file = Path.Combine(Folder, "hostile.csv");
        var header = $"customer,\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\",visits";
        await File.WriteAllLinesAsync(file, [header, .. rows]);
        var job = await FinishedRun.OfAsync(Page, file);

        foreach (var view in new[] { "", "/map", "/map?view=parallel" })
        {
            await Page.GotoAsync($"/runs/{job}{view}");
            await Assertions.Expect(Page.Locator("figure.chart").First).ToBeVisibleAsync();
            await SavedPicture.CheckAsync(Page, Page.Locator("figure.chart").First);
        }

        AssertNoComplaint();
    }

    [Fact]
    public async Task A_chart_without_its_library_says_so_and_comes_when_it_is_tried_again()
    {
        var job = await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv"));
        await Page.RouteAsync("**/vendor/echarts-*", route => route.AbortAsync());
        await Page.GotoAsync($"/runs/{job}/map");
        await Assertions.Expect(Page.Locator("figure.chart .chart-state")).ToContainTextAsync("could not be drawn");

        await Page.UnrouteAllAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Assertions.Expect(Page.Locator("figure.chart canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("figure.chart .chart-state")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_map_without_segments_says_why_it_is_empty()
    {
        var job = await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv"), "Age");
        await new MapPage(Page).OpenAsync(job);

        foreach (var tick in await Page.Locator(".segment-list input").AllAsync()) await tick.UncheckAsync();

        await Assertions.Expect(Page.Locator("figure.chart .chart-state")).ToContainTextAsync("No segment is shown");
        await Assertions.Expect(new MapPage(Page).Picture).ToBeHiddenAsync();
        AssertNoComplaint();
    }
}
