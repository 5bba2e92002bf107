using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>What every view of the results has to do, whatever it shows.</summary>
public sealed class ResultViewTests(PageService service) : PageTest(service)
{
    const int A4 = 794;   // CSS pixels across

    ILocator Figures => Page.Locator("main figure.chart");

    public static TheoryData<string> Views => ResultView.Titles;

    public static TheoryData<string> ViewsWithParts =>
        new(ResultView.All.Where(view => view.Parts.Length > 0).Select(view => view.Title));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_chart_has_words_a_label_and_a_table(string title)
    {
        await OpenAsync(title);

        foreach (var figure in await Figures.AllAsync())
        {
            var name = await figure.Locator("h2, h3, h4").First.InnerTextAsync();
            var words = await figure.Locator(".summary").InnerTextAsync();
            Assert.NotEqual("", words.Trim());
            // A grid of numbers is a table already; any other picture has a label for those who do not see it.
            var picture = figure.Locator("[role=img]");
            if (await picture.CountAsync() > 0)
            {
                var label = Isolated.Bare(await picture.First.GetAttributeAsync("aria-label"));
                Assert.StartsWith(name, label, StringComparison.Ordinal);
            }
            await figure.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
            await Assertions.Expect(figure.Locator("table:visible caption")).Not.ToBeEmptyAsync();
            Assert.True(await figure.Locator("table:visible tbody tr").CountAsync() > 0, name);
            await figure.GetByRole(AriaRole.Button, new() { Name = "Show as chart" }).ClickAsync();
        }
        AssertNoComplaint();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Tab_reaches_every_control_in_the_order_of_the_page_and_the_focus_shows(string title)
    {
        await OpenAsync(title);
        // A group of radio buttons is one stop; what is hidden is none.
        var expected = await Page.EvaluateAsync<int>("""
            () => {
              const all = document.querySelectorAll(
                "main :is(a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex='0'])");
              globalThis.stops = [...all].filter((each) => each.checkVisibility({ visibilityProperty: true })
                && each.tabIndex >= 0 && !(each.type === "radio" && !each.checked));
              stops[0].focus();
              return stops.length;
            }
            """);

        for (var i = 0; i < expected; i++)
        {
            var seen = await Page.EvaluateAsync<string>("""
                (i) => {
                  const own = document.activeElement;
                  const ring = getComputedStyle(own);
                  if (own !== stops[i]) return `stop ${i} is ${own.outerHTML.slice(0, 120)}`;
                  const shows = ring.outlineStyle !== "none" || ring.boxShadow !== "none" || i === 0;
                  return shows ? "" : "no ring: " + own.outerHTML;
                }
                """, i);
            Assert.Equal("", seen);
            await Page.Keyboard.PressAsync("Tab");
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_screen_reader_finds_its_way(string title)
    {
        await OpenAsync(title);

        var levels = await Page.EvaluateAsync<int[]>("""
            () => [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5)")]
              .filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))
            """);
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"{pair}"));
        var tab = Page.GetByRole(AriaRole.Navigation, new() { Name = "Results" })
            .GetByRole(AriaRole.Link, new() { Name = title, Exact = true });
        await Assertions.Expect(tab).ToHaveAttributeAsync("aria-current", "page");
        await Assertions.Expect(Page.Locator("#announcements")).ToHaveAttributeAsync("aria-live", "polite");
        // A snapshot writes a control without a name as its bare role.
        var snapshot = (await Page.Locator("main").AriaSnapshotAsync()).Split('\n').Select(line => line.Trim());
        Assert.DoesNotContain(snapshot, line => Nameless.Contains(line.TrimEnd(':')));
    }

    static readonly string[] Nameless =
        ["- button", "- link", "- slider", "- combobox", "- checkbox", "- radio", "- img", "- table"];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task It_does_not_scroll_sideways(string title)
    {
        await OpenAsync(title);

        foreach (var width in new[] { 1920, 1280, 1000, 768, 390 })
        {
            await Page.SetViewportSizeAsync(width, 800);
            Assert.Equal(width, await WidthAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Printed_it_fits_the_paper_without_controls(string title)
    {
        await OpenAsync(
            title, new() { ViewportSize = new() { Width = A4, Height = 1123 }, ColorScheme = ColorScheme.Dark });
        await Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(A4, await WidthAsync());
        await Assertions.Expect(Page.Locator("nav.sub")).ToBeHiddenAsync();
        Assert.Empty(await Page.Locator("main button:not(.legend *):visible").AllInnerTextsAsync());
        var paper = await Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        Assert.Equal("rgb(255, 255, 255)", paper);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Nothing_moves_by_itself_when_motion_is_reduced(string title)
    {
        await OpenAsync(title, new() { ReducedMotion = ReducedMotion.Reduce });

        Assert.Equal(0, await Page.EvaluateAsync<int>(
            "() => document.getAnimations().filter((each) => each.playState === 'running').length"));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Without_the_chart_library_the_words_and_tables_are_there(string title)
    {
        await Page.RouteAsync("**/vendor/**", route => route.AbortAsync());
        await OpenAsync(title);

        foreach (var figure in await Figures.AllAsync())
        {
            await figure.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
            Assert.True(await figure.Locator("table:visible tbody tr").CountAsync() > 0);
            Assert.NotEqual("", (await figure.Locator(".summary").InnerTextAsync()).Trim());
        }
    }

    [Theory]
    [MemberData(nameof(ViewsWithParts))]
    public async Task A_part_that_does_not_come_is_said_and_can_be_asked_for_again(string title)
    {
        var away = true;
        foreach (var part in ResultView.Of(title).Parts)
            await Page.RouteAsync($"**/api/v1/jobs/*/{part}", route => away ? FailAsync(route) : route.ContinueAsync());
        await Page.GotoAsync(await PathAsync(title));
        await Assertions.Expect(Page.Locator("main").GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();

        away = false;
        await Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).First.ClickAsync();

        await Assertions.Expect(Page.Locator("main").GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Theory]
    [MemberData(nameof(ViewsWithParts))]
    public async Task While_a_part_is_on_its_way_the_page_says_so(string title)
    {
        var arrive = new TaskCompletionSource();
        // A view that is there before its last part has a place for it.
        var waiting = Page.Locator("main .skeleton, main .map-slot.bone");
        await Page.RouteAsync($"**/api/v1/jobs/*/{ResultView.Of(title).Parts[^1]}", async route =>
        {
            await arrive.Task;
            await route.ContinueAsync();
        });
        await Page.GotoAsync(await PathAsync(title));
        await Assertions.Expect(waiting.First).ToBeVisibleAsync();

        arrive.SetResult();

        await Assertions.Expect(waiting).ToHaveCountAsync(0);
        AssertNoComplaint();
    }

    static Task FailAsync(IRoute route) => route.FulfillAsync(new()
    {
        Status = 503,
        ContentType = "application/problem+json",
        Body = """
            {"title":"The database does not answer","detail":"Try again.","status":503,"code":"DATABASE_UNAVAILABLE"}
            """,
    });

    async Task OpenAsync(string title, BrowserNewContextOptions? profile = null)
    {
        if (profile is not null) await OpenAsync(profile);
        await Page.GotoAsync(await PathAsync(title));
        await Assertions.Expect(Page.Locator("main h1")).ToBeVisibleAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(Page.Locator("main .skeleton")).ToHaveCountAsync(0);
    }

    async Task<string> PathAsync(string title) => $"/runs/{await Runs.MallAsync()}{ResultView.Of(title).Path}";

    Task<int> WidthAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
}
