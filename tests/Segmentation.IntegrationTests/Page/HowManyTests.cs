using System.Text.Json;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>What another number of segments would give. The numbers are those of scikit-learn
/// (<c>mall_customers_3d.json</c>).</summary>
public sealed class HowManyTests(PageService service) : PageTest(service)
{
    ILocator Slider => Page.GetByRole(AriaRole.Slider, new() { Name = "Number of segments" });

    ILocator Words => Page.Locator(".what-if-words");

    ILocator Sizes => Page.Locator(".sizes li .end");

    ILocator Cells => Page.Locator(".heat tbody tr");

    [Fact]
    public async Task The_keyboard_moves_the_slider_and_all_follows()
    {
        await ShowAsync();
        await Assertions.Expect(Words).ToHaveTextAsync(
            "6 segments, as used: silhouette 0.4274, Calinski–Harabasz 135.1, Davies–Bouldin 0.8277; "
            + "the smallest segment has 21 customers (11\u00a0%).");
        await Assertions.Expect(Sizes).ToHaveTextAsync(
            ["45 · 22.5\u00a0%", "39 · 19.5\u00a0%", "38 · 19\u00a0%",
             "33 · 16.5\u00a0%", "24 · 12\u00a0%", "21 · 10.5\u00a0%"]);

        await Slider.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");

        await Assertions.Expect(Words).ToContainTextAsync(
            "With 5 segments instead of 6: silhouette 0.4166, down from 0.4274 (worse); "
            + "Calinski–Harabasz 125.1, down from 135.1 (worse); Davies–Bouldin 0.8746, up from 0.8277 (worse); "
            + "the smallest segment has 20 customers (10\u00a0%); with 6 it has 21 (11\u00a0%).");
        await Assertions.Expect(Sizes).ToHaveTextAsync(
            ["54 · 27\u00a0%", "47 · 23.5\u00a0%", "40 · 20\u00a0%", "39 · 19.5\u00a0%", "20 · 10\u00a0%"]);
        await Assertions.Expect(Cells).ToHaveCountAsync(6);   // and all customers
        await Assertions.Expect(Slider).ToHaveAttributeAsync(
            "aria-valuetext", "5 segments: silhouette 0.4166, smallest 10\u00a0%");
        Assert.Equal("?k=5", new Uri(Page.Url).Query);
        Assert.Equal("20 39 40 47 54", await DrawnAsync());
        await Assertions.Expect(Page.Locator("#announcements")).ToContainTextAsync("With 5 segments instead of 6");

        await Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(Sizes).ToHaveTextAsync(["103 · 51.5\u00a0%", "97 · 48.5\u00a0%"]);
        await Page.Keyboard.PressAsync("End");
        await Assertions.Expect(Sizes).ToHaveCountAsync(10);
        Assert.Equal("?k=10", new Uri(Page.Url).Query);
        AssertNoComplaint();
    }

    [Fact]
    public async Task The_buttons_take_one_step_and_lead_back()
    {
        await ShowAsync("?k=9");
        await Assertions.Expect(Sizes).ToHaveCountAsync(9);
        var more = Page.GetByRole(AriaRole.Button, new() { Name = "More segments" });

        await more.ClickAsync();
        await Assertions.Expect(Sizes).ToHaveCountAsync(10);
        await Assertions.Expect(more).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(more).ToBeFocusedAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Fewer segments" }).ClickAsync();
        await Assertions.Expect(Sizes).ToHaveCountAsync(9);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Back to 6" }).ClickAsync();

        await Assertions.Expect(Words).ToContainTextAsync("6 segments, as used");
        await Assertions.Expect(Slider).ToBeFocusedAsync();
        Assert.Equal("", new Uri(Page.Url).Query);
        AssertNoComplaint();
    }

    [Fact]
    public async Task The_address_has_the_k_and_the_axes()
    {
        await ShowAsync("?k=3&x=f0&y=p1");
        await Assertions.Expect(Words).ToContainTextAsync("With 3 segments instead of 6");
        await Assertions.Expect(Page.Locator("#what-if-y")).ToHaveValueAsync("p1");

        await Page.Locator("#what-if-x").SelectOptionAsync("p0");

        Assert.Equal("?k=3&x=p0&y=p1", new Uri(Page.Url).Query);
        await Assertions.Expect(Page.Locator(".what-if .summary").First).ToContainTextAsync("Across: PC1");
        Assert.Equal("41 68 91", await DrawnAsync());
        AssertNoComplaint();
    }

    [Fact]
    public async Task Segments_keep_their_look_while_k_changes()
    {
        await ShowAsync();
        var used = await LooksAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "More segments" }).ClickAsync();
        await Assertions.Expect(Sizes).ToHaveCountAsync(7);

        var looks = await LooksAsync();
        Assert.Equal(used.Order(), used.Intersect(looks).Order());
        Assert.Equal(7, looks.Distinct().Count());
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_run_with_one_k_says_that_there_is_nothing_to_compare()
    {
        var job = await GivenAsync(4);

        await Page.GotoAsync($"/runs/{job}/k");

        await Assertions.Expect(Page.GetByText("This run tried one k")).ToBeVisibleAsync();
        await Assertions.Expect(Slider).ToHaveCountAsync(0);
        AssertNoComplaint();
    }

    [Fact]
    public async Task An_answer_that_fails_is_said_and_can_be_asked_for_again()
    {
        await ShowAsync("?k=6");
        await Page.RouteAsync("**/k-sweep/3", route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = JsonSerializer.Serialize(new { title = "The database is not reachable", status = 503 }),
        }));
        await Slider.FocusAsync();
        foreach (var _ in "...") await Page.Keyboard.PressAsync("ArrowLeft");
        var problem = Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(problem).ToContainTextAsync("The database is not reachable");
        await Assertions.Expect(Words).ToBeHiddenAsync();
        await Assertions.Expect(Sizes.First).ToBeHiddenAsync();

        await Page.UnrouteAsync("**/k-sweep/3");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Assertions.Expect(Words).ToContainTextAsync("With 3 segments instead of 6");
        await Assertions.Expect(Sizes).ToHaveCountAsync(3);
        await Assertions.Expect(problem).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task On_a_phone_nothing_is_too_wide_and_axe_finds_nothing_serious(ColorScheme scheme)
    {
        await OpenAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = scheme });
        await ShowAsync("?k=7");
        await Assertions.Expect(Sizes).ToHaveCountAsync(7);

        Assert.Equal(390, await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(await GraveFindingsAsync());
        AssertNoComplaint();
    }

    /// <summary>How many a run finds in the visitors of a shopping centre; the map is drawn.</summary>
    async Task ShowAsync(string query = "")
    {
        var job = await (await (await new HomePage(Page).OpenAsync()).ChooseAsync(Some.Mall)).StartAsync();
        await job.FinishedAsync();
        await Page.GotoAsync($"/runs/{Job()}/k{query}");
        await Assertions.Expect(Page.Locator(".map-slot canvas")).ToBeVisibleAsync();
    }

    /// <returns>A finished run on the same file with this k.</returns>
    async Task<string> GivenAsync(int k)
    {
        await new HomePage(Page).OpenAsync();
        var form = Page.APIRequest.CreateFormData().Append("file", new FilePayload
        {
            Name = "mall.csv",
            MimeType = "text/csv",
            Buffer = await File.ReadAllBytesAsync(Some.Mall),
        });
        var dataset = await IdAsync(await Page.APIRequest.PostAsync("/api/v1/datasets", new() { Multipart = form }));
        var job = await IdAsync(await Page.APIRequest.PostAsync(
            "/api/v1/jobs", new() { DataObject = new { datasetId = dataset, k } }));
        await Page.APIRequest.GetAsync(
            $"/api/v1/jobs/{job}", new() { Headers = new Dictionary<string, string> { ["Prefer"] = "wait=20" } });
        return job;
    }

    static async Task<string> IdAsync(IAPIResponse response) =>
        (await response.JsonAsync())!.Value.GetProperty("id").GetString()!;

    /// <summary>How many points the map draws of each segment, ascending.</summary>
    Task<string> DrawnAsync() => Page.EvaluateAsync<string>("""
        () => echarts.getInstanceByDom(document.querySelector(".map-slot .chart-body")).getOption().series
          .filter((each) => each.markPoint).map((each) => each.data.length).sort((a, b) => a - b).join(" ")
        """);

    /// <summary>Colour and outline of each segment in the list of sizes.</summary>
    Task<string[]> LooksAsync() => Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll(".sizes .marker path")]
          .map((path) => getComputedStyle(path).fill + path.getAttribute("d"))
        """);

    string Job() => new Uri(Page.Url).Segments[2].TrimEnd('/');
}
