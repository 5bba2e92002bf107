using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>What to do, the quality, what it took and the checks of a run.</summary>
public sealed class ChecksPageTests(PageService service) : PageTest(service)
{
    static readonly string[] Views = ["", "/quality", "/efficiency", "/checks"];

    [Fact]
    public async Task Each_card_says_what_to_do_with_a_number_in_each_sentence()
    {
        await RunAsync(Data("Mall_Customers.csv"));

        var texts = await Page.Locator("article.segment .todo").AllInnerTextsAsync();

        Assert.Equal(await Page.Locator("article.segment").CountAsync(), texts.Count);
        Assert.All(texts, text => Assert.Matches("^What to do\n+[^{}]+\n+[^{}]*[0-9][^{}]*$", text));
        Assert.Contains(texts, text => text.Contains("Offer the best you have") && text.Contains("(all 61.5)"));
        AssertNoComplaint();
    }

    [Fact]
    public async Task The_quality_has_distances_and_the_least_sure_customers()
    {
        var run = await RunAsync(Data("Mall_Customers.csv"));
        await Page.GotoAsync(run + "/quality");
        var distances = Figure("How far apart the centres are");
        await Assertions.Expect(distances.Locator(".summary")).ToContainTextAsync(" are nearest: ");
        var segments = await Page.Locator("table.distances tbody tr").CountAsync();

        await distances.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();

        await Assertions.Expect(distances.Locator("tbody tr"))
            .ToHaveCountAsync(segments * (segments - 1) / 2 + segments);
        var stability = Page.Locator("section[aria-labelledby=stability]");
        await Assertions.Expect(stability.Locator("tbody tr")).ToHaveCountAsync(segments);
        await Assertions.Expect(stability).ToContainTextAsync("20 fits to rows drawn anew");
        await Assertions.Expect(stability).ToContainTextAsync("This does not say whether they are groups");
        var least = Page.GetByRole(AriaRole.Region, new() { Name = "The 10 customers with the lowest silhouettes" });
        await Assertions.Expect(least.Locator("tbody tr")).ToHaveCountAsync(10);
        await Assertions.Expect(least.Locator("tbody th").First).ToContainTextAsync("Customer ");
        AssertNoComplaint();
    }

    [Fact]
    public async Task The_efficiency_has_times_by_stage_and_by_k_and_says_that_memory_is_estimated()
    {
        var run = await RunAsync(Some.CustomersFile(Folder, 310));
        await Page.GotoAsync(run + "/efficiency");
        await Assertions.Expect(Figure("Time per stage").Locator(".times > span.number")).ToHaveCountAsync(8);
        await Assertions.Expect(Figure("Time and iterations by k").Locator("canvas")).ToBeVisibleAsync();

        await Figure("Time and iterations by k")
            .GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();

        await Assertions.Expect(Figure("Time and iterations by k").Locator("tbody tr")).ToHaveCountAsync(9);
        await Assertions.Expect(Page.Locator(".scores")).ToContainTextAsync("about 150 MB");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("The peak is not measured.");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("Only the local engine ran this file");
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_second_run_by_keyboard_makes_the_bytes_comparable()
    {
        var run = await RunAsync(Some.CustomersFile(Folder, 320));
        await Page.GotoAsync(run + "/checks");
        await Assertions.Expect(Page.Locator("article.check")).ToHaveCountAsync(13);
        await Assertions.Expect(Check("same-bytes")).ToContainTextAsync("Not checked");

        await Check("same-bytes").GetByRole(AriaRole.Button, new() { Name = "Run again" }).FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Page.WaitForURLAsync("**/monitor/*");
        await new JobPage(Page).FinishedAsync();
        await Page.GotoAsync(run + "/checks");
        await Assertions.Expect(Check("same-bytes").Locator(".chip")).ToHaveTextAsync("Pass");
        await Assertions.Expect(Check("same-bytes").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        var statuses = await Page.Locator("article.check .chip").AllInnerTextsAsync();
        Assert.Equal(1, statuses.Count(status => status == "Not checked"));
        await Assertions.Expect(Page.Locator(".headline")).ToContainTextAsync("13 checks: ");
        AssertNoComplaint();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_view_has_a_serious_finding(ColorScheme scheme)
    {
        await OpenAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var run = await RunAsync(Data("Mall_Customers.csv"));
        var findings = new List<string>();

        foreach (var view in Views)
        {
            await ShowAsync(run + view);
            findings.AddRange((await GraveFindingsAsync()).Select(found => $"{view}: {found}"));
        }

        Assert.Empty(findings);
    }

    [Fact]
    public async Task No_view_scrolls_sideways_on_a_phone()
    {
        await OpenAsync(new() { ViewportSize = new() { Width = 390, Height = 800 } });
        var run = await RunAsync(Data("customers_3k.csv"));

        foreach (var view in Views)
        {
            await ShowAsync(run + view);
            Assert.Equal(390, await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        }
    }

    [Fact]
    public async Task Cards_are_printed_whole_with_their_thresholds()
    {
        var run = await RunAsync(Data("Mall_Customers.csv"));
        await Page.EmulateMediaAsync(new() { Media = Media.Print });
        await ShowAsync(run + "/checks");

        await Assertions.Expect(Page.Locator("article.check").First).ToHaveCSSAsync("break-inside", "avoid");
        await Assertions.Expect(Page.Locator(".check-threshold").First).ToBeVisibleAsync();
        await ShowAsync(run);
        await Assertions.Expect(Page.Locator("article.segment .todo").First).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("article.segment").First).ToHaveCSSAsync("break-inside", "avoid");
    }

    ILocator Figure(string title) =>
        Page.Locator("figure", new() { Has = Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }) });

    ILocator Check(string id) => Page.Locator($"article.check[aria-labelledby=check-{id}]");

    async Task ShowAsync(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.Locator("main h1")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("main .skeleton")).ToHaveCountAsync(0);
    }

    /// <returns>Address of the results.</returns>
    async Task<string> RunAsync(string file)
    {
        var job = await (await (await new HomePage(Page).OpenAsync()).ChooseAsync(file)).StartAsync();
        await job.FinishedAsync();
        await job.SeeSegmentsAsync();
        return new Uri(Page.Url).AbsolutePath;
    }
}
