using System.Text.Json;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The map: what is drawn, what is chosen, with a mouse and without.</summary>
public sealed class MapPageTests(PageService service) : PageTest(service)
{
    MapPage Map => new(Page);

    [Fact]
    public async Task The_axes_are_the_features_that_separate_most_until_others_are_picked()
    {
        var job = await FinishedRun.OfAsync(Page, Data("customers_3k.csv"));
        var result = await ResultAsync(job);
        var strongest = result.GetProperty("features").EnumerateArray()
            .Select((feature, i) => (Key: $"f{i}", Importance: feature.GetProperty("importance").GetDouble()))
            .OrderByDescending(feature => feature.Importance).Take(2).Select(feature => feature.Key).Order().ToList();

        await Map.OpenAsync(job);

        await Assertions.Expect(Map.Across).ToHaveValueAsync(strongest[0]);
        await Assertions.Expect(Map.Up).ToHaveValueAsync(strongest[1]);
        await Map.Across.SelectOptionAsync("p0");
        await Assertions.Expect(Map.Words).ToContainTextAsync("Across: PC1");
        await Page.ReloadAsync();
        await Assertions.Expect(Map.Across).ToHaveValueAsync("p0");
        AssertNoComplaint();
    }

    [Fact]
    public async Task The_way_without_a_mouse()
    {
        await Map.OpenAsync(await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv")));
        var all = await Map.DrawnAsync();

        await Map.Across.FocusAsync();
        await Page.Keyboard.PressAsync("P");   // to the first of the principal components
        await Assertions.Expect(Map.Across).ToHaveValueAsync("p0");
        await Assertions.Expect(Map.Across).ToBeFocusedAsync();

        await Map.Only(2).FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Map.Only(2)).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(Map.Only(2)).ToBeFocusedAsync();
        Assert.Contains("only=2", Map.Query, StringComparison.Ordinal);
        Assert.Single(await Map.DrawnAsync());
        await Page.Keyboard.PressAsync("Enter");
        Assert.Equal(all, await Map.DrawnAsync());

        await Map.Tick(1).FocusAsync();
        await Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(Map.Tick(1)).Not.ToBeCheckedAsync();
        Assert.Contains("hide=1", Map.Query, StringComparison.Ordinal);
        Assert.Equal(all[1..], await Map.DrawnAsync());

        await Map.View("Two dimensions").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");   // round to the last
        await Assertions.Expect(Map.View("All features")).ToBeCheckedAsync();
        await Assertions.Expect(Map.View("All features")).ToBeFocusedAsync();
        Assert.Contains("view=parallel", Map.Query, StringComparison.Ordinal);
        await Assertions.Expect(Map.Words).ToContainTextAsync("thick one is the mean");
        AssertNoComplaint();
    }

    [Fact]
    public async Task Shift_and_a_click_hides_one_segment()
    {
        await Map.OpenAsync(await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv")));

        await Map.Only(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });

        await Assertions.Expect(Map.Tick(3)).Not.ToBeCheckedAsync();
        Assert.Contains("hide=3", Map.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_box_chooses_the_customers_within_and_lists_them()
    {
        var job = await FinishedRun.OfAsync(Page, Data("customers_3k.csv"));
        await Map.OpenAsync(job);
        await Map.Button("Box").ClickAsync();

        await Map.DragAsync((100, 60), (300, 300));
        await Assertions.Expect(Map.Chosen).ToBeVisibleAsync();

        var chosen = await Map.ChosenCountAsync();
        Assert.Equal(2, Map.Ranges().Count);
        Assert.Equal(await CountAsync(job, Map.Ranges()), chosen);
        await Assertions.Expect(Map.ChosenTables.Last.Locator("tbody tr")).ToHaveCountAsync(Math.Min(50, chosen));
        var bySegment = await Map.ChosenTables.First.Locator("tbody tr td:nth-child(2)").AllInnerTextsAsync();
        Assert.Equal(chosen, bySegment.Sum(text => int.Parse(text.Replace(",", "", StringComparison.Ordinal))));

        await Page.ReloadAsync();
        await Assertions.Expect(Map.Chosen).ToBeVisibleAsync();
        Assert.Equal(chosen, await Map.ChosenCountAsync());
        await Map.Button("Choose nobody").ClickAsync();
        await Assertions.Expect(Map.Chosen).ToHaveCountAsync(0);
        Assert.DoesNotContain("range", Map.Query, StringComparison.Ordinal);
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_lasso_around_everything_chooses_everyone()
    {
        await Map.OpenAsync(await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv")));
        var box = (await Map.Picture.BoundingBoxAsync())!;
        await Map.Button("Lasso").ClickAsync();

        var (right, bottom) = (box.Width - 32, box.Height - 56);   // between the edge of the chart and the points
        await Map.DragAsync((78, 22), (right, 22), (right, bottom), (78, bottom), (78, 25));

        await Assertions.Expect(Map.Chosen).ToHaveTextAsync("200 of 200 customers are chosen.");
        Assert.Contains("lasso=", Map.Query, StringComparison.Ordinal);
        AssertNoComplaint();
    }

    [Fact]
    public async Task Numbers_choose_too_and_hold_in_every_view()
    {
        var job = await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv"));
        await Map.OpenAsync(job);
        await Page.GetByText("Choose by numbers").ClickAsync();

        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Feature" }).SelectOptionAsync("Age");
        await Page.GetByRole(AriaRole.Spinbutton, new() { Name = "From" }).FillAsync("30");
        await Page.GetByRole(AriaRole.Spinbutton, new() { Name = "To" }).FillAsync("40");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Choose", Exact = true }).ClickAsync();

        // awk -F, 'NR > 1 && $3 >= 30 && $3 <= 40' Mall_Customers.csv | wc -l
        await Assertions.Expect(Map.Chosen).ToHaveTextAsync("67 of 200 customers are chosen.");
        await Map.View("All features").CheckAsync();
        await Assertions.Expect(Map.Chosen).ToHaveTextAsync("67 of 200 customers are chosen.");
        AssertNoComplaint();
    }

    [Fact]
    public async Task Dragging_along_an_axis_of_all_features_chooses()
    {
        var job = await FinishedRun.OfAsync(Page, Data("customers_3k.csv"));
        await Map.OpenAsync(job, "?view=parallel");

        await Map.DragAsync((56, 100), (56, 200));
        await Assertions.Expect(Map.Chosen).ToBeVisibleAsync();

        Assert.Equal("f0", Assert.Single(Map.Ranges()).Axis);
        Assert.Equal(await CountAsync(job, Map.Ranges()), await Map.ChosenCountAsync());
        AssertNoComplaint();
    }

    [Fact]
    public async Task The_zoom_stands_in_the_address_and_is_taken_back()
    {
        await Map.OpenAsync(await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv")));
        await Assertions.Expect(Map.Button("Whole map")).ToBeDisabledAsync();

        await Map.Button("Zoom in").ClickAsync();
        Assert.Contains("zoom=20_80_20_80", Map.Query, StringComparison.Ordinal);
        await Map.Button("Whole map").ClickAsync();

        Assert.DoesNotContain("zoom", Map.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customer_stands_beside_the_chart_and_on_a_phone_below_it()
    {
        var job = await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv"));
        await Map.OpenAsync(job);
        var (chart, beside) = (await BoxAsync(Map.Picture), await BoxAsync(Map.Customer));
        Assert.True(beside.X >= chart.X + chart.Width && beside.Y < chart.Y);

        await Page.SetViewportSizeAsync(390, 844);
        await Map.OpenAsync(job);

        (chart, beside) = (await BoxAsync(Map.Picture), await BoxAsync(Map.Customer));
        Assert.True(beside.Y > chart.Y + chart.Height);
        Assert.Equal(390, await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task One_feature_is_a_strip()
    {
        await Map.OpenAsync(await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv"), "Age"));

        await Assertions.Expect(Map.Words).ToContainTextAsync("shifted up and down");
        await Assertions.Expect(Map.Across).ToBeVisibleAsync();
        await Assertions.Expect(Map.Up).ToHaveCountAsync(0);
        await Assertions.Expect(Map.View("All features")).ToHaveCountAsync(0);
        Assert.NotEmpty(await Map.DrawnAsync());
        AssertNoComplaint();
    }

    [Fact]
    public async Task Above_50000_rows_squares_are_counted_at_first()
    {
        var job = await FinishedRun.OfAsync(Page, Some.CustomersFile(Folder, 60_000));
        await Map.OpenAsync(job);

        await Assertions.Expect(Map.Squares).ToBeCheckedAsync();
        await Assertions.Expect(Map.Part).ToContainTextAsync("of 60,000 customers");
        await Assertions.Expect(Map.Words).ToContainTextAsync("the more of the drawn customers");
        await Map.Squares.UncheckAsync();

        Assert.Contains("density=off", Map.Query, StringComparison.Ordinal);
        Assert.Equal(4_992, (await Map.DrawnAsync()).Sum(text => int.Parse(text.Split(' ')[1])));
    }

    [Fact]
    public async Task Without_WebGL_three_dimensions_say_why_and_show_two()
    {
        await OpenWithAsync(Profile, "--disable-3d-apis");
        var job = await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv"));

        await Map.OpenAsync(job, "?view=3d");

        await Assertions.Expect(Page.Locator("main .note")).ToContainTextAsync("WebGL");
        Assert.All(await Map.DrawnAsync(), text => Assert.StartsWith("scatter ", text, StringComparison.Ordinal));
        AssertNoComplaint();
    }

    [Fact]
    public async Task Three_dimensions_are_drawn_turned_and_saved()
    {
        await OpenWithAsync(Profile, ThreeDimensions);
        var job = await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv"));
        await Map.OpenAsync(job);
        Assert.False(await Page.EvaluateAsync<bool>("() => !!document.querySelector('script[src*=echarts-gl]')"));

        await Map.View("Three dimensions").CheckAsync();
        await Assertions.Expect(Map.Depth).ToHaveValueAsync("f2");
        await MapPage.ExpectColoursAsync(Page, segments: 5);

        await Map.Button("Turn left").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        Assert.Contains("turn=18_17", Map.Query, StringComparison.Ordinal);
        await Assertions.Expect(Map.Words).ToContainTextAsync("turned by 17°");
        await Assertions.Expect(Map.Button("Turn left")).ToBeFocusedAsync();
        await Map.DragAsync((120, 250), (220, 250));
        await Assertions.Expect(Map.Words).Not.ToContainTextAsync("turned by 17°");
        Assert.DoesNotContain("turn=18_17", Map.Query, StringComparison.Ordinal);
        await Page.ReloadAsync();
        await MapPage.ExpectColoursAsync(Page, segments: 5);
        await SavedPicture.CheckAsync(Page, Page.Locator("figure.chart"));
        AssertNoComplaint();
    }

    [Theory]
    [InlineData("", ColorScheme.Light, 1280)]
    [InlineData("?range=f0_20_40", ColorScheme.Dark, 1280)]
    [InlineData("?view=parallel", ColorScheme.Light, 390)]
    [InlineData("?view=3d&only=2", ColorScheme.Dark, 390)]
    public async Task The_map_has_no_serious_finding(string query, ColorScheme scheme, int width)
    {
        await OpenAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 844 } });
        await Map.OpenAsync(await FinishedRun.OfAsync(Page, Data("Mall_Customers.csv")), query);

        Assert.Empty(await GraveFindingsAsync());
        Assert.True(await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width);
    }

    static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator element) => (await element.BoundingBoxAsync())!;

    async Task<JsonElement> ResultAsync(string job) =>
        await FinishedRun.JsonAsync(await Page.APIRequest.GetAsync($"/api/v1/jobs/{job}/result"));

    // By the points that the API gives, without the page's own reckoning.
    async Task<int> CountAsync(string job, List<(string Axis, double From, double To)> ranges)
    {
        var path = $"/api/v1/jobs/{job}/files/points.json";
        var points = await FinishedRun.JsonAsync(await Page.APIRequest.GetAsync(path));
        double[] Values(string axis) =>
            [.. points.GetProperty(axis[0] == 'f' ? "values" : "components")[int.Parse(axis[1..])]
                .EnumerateArray().Select(value => value.GetDouble())];
        var columns = ranges.Select(range => (Values: Values(range.Axis), range.From, range.To)).ToList();
        return Enumerable.Range(0, columns[0].Values.Length)
            .Count(i => columns.All(column => column.Values[i] >= column.From && column.Values[i] <= column.To));
    }
}
