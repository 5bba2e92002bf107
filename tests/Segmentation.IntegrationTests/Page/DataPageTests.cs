using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>How the data of a run looks: rows, values, correlations, columns.</summary>
public sealed class DataPageTests(PageService service) : PageTest(service)
{
    [Fact]
    public async Task Histograms_have_the_numbers_of_the_API_for_all_and_for_each_segment()
    {
        var run = await Runs.OfAsync(Some.Mall);
        var features = (await JsonOfAsync(run, "distributions")).GetProperty("features").EnumerateArray().ToArray();
        await OpenAsync(run);
        foreach (var feature in features)
            Assert.Equal(Bins(feature), (await TableAsync(Text(feature, "name"))).Select(row => row[1..]));

        foreach (var number in (int[])[2, 4])
        {
            await Segment.SelectOptionAsync(number.ToString(CultureInfo.InvariantCulture));

            Assert.Contains($"segment={number}", Page.Url, StringComparison.Ordinal);
            foreach (var feature in features)
                Assert.Equal(Bins(feature, number), (await TableAsync(Text(feature, "name"))).Select(row => row[1..]));
            await Assertions.Expect(Words("Age")).ToContainTextAsync($"In segment {number}: ");
        }

        await Page.ReloadAsync();
        await Assertions.Expect(Segment).ToHaveValueAsync("4");
        await Assertions.Expect(Words("Age")).ToContainTextAsync("In segment 4: ");
        await Segment.SelectOptionAsync("");
        Assert.DoesNotContain("?", Page.Url, StringComparison.Ordinal);
        AssertNoComplaint();
    }

    // By Pearson's formula with exact sums (Python's math.fsum) over Mall_Customers.csv.
    [Fact]
    public async Task Correlations_are_those_of_the_file()
    {
        await OpenAsync(await Runs.OfAsync(Some.Mall));

        var rows = await TableAsync("How the features go together");

        Assert.Equal(
            [["Age", "1.000", "-0.012", "-0.327"],
             ["Annual Income (k$)", "-0.012", "1.000", "0.010"],
             ["Spending Score (1-100)", "-0.327", "0.010", "1.000"]], rows);
        Assert.Equal(
            "Strongest: Age and Spending Score (1-100) (-0.33). Weakest: Annual Income (k$) and Spending Score (1-100) "
            + "(0.01). 0 is none; 1 and -1 are the strongest.",
            await Words("How the features go together").InnerTextAsync());
        AssertNoComplaint();
    }

    [Fact]
    public async Task Rows_that_were_left_out_are_counted_by_reason_as_in_the_list_of_them()
    {
        var run = await Runs.OfAsync(IncompleteFile(), "visits", "spend");
        await OpenAsync(run);

        var rows = await TableAsync("Rows of the file");

        // Three of 63 have no visits, one has a word for spend, one a field too few.
        Assert.Equal(
            [["Left out: not a number in spend", "1", "1.6\u00a0%"],
             ["Left out: too few or too many fields", "1", "1.6\u00a0%"],
             ["Left out: value missing in visits", "3", "4.8\u00a0%"],
             ["Rows read", "63", "100\u00a0%"],
             ["Rows used", "58", "92.1\u00a0%"]], rows.OrderBy(row => row[0], StringComparer.Ordinal));
        Assert.Equal("63 read = 58 used + 5 left out.", await Words("Rows of the file").InnerTextAsync());
        var listed = await Page.APIRequest.GetAsync($"/api/v1/jobs/{run}/files/excluded.csv");
        Assert.Equal(5, (await listed.TextAsync()).TrimEnd('\n').Split('\n').Length - 1);
        var columns = Page.GetByRole(AriaRole.Region, new() { Name = "Every column of the file" });
        await Assertions.Expect(columns.Locator("tr:has-text('visits')")).ToContainTextAsync("3");
        await Assertions.Expect(columns.Locator("tr:has-text('spend')"))
            .ToContainTextAsync("Whole numbers, such as 0.");
        AssertNoComplaint();
    }

    [Fact]
    public async Task Among_many_features_a_part_of_the_name_finds_some_and_stays_in_the_address()
    {
        await OpenAsync(await Runs.OfAsync(WideFile(14)));
        var boxes = Page.Locator(".feature-box:visible");
        await Assertions.Expect(boxes).ToHaveCountAsync(14);

        await Find.FillAsync("WEEK 1");

        await Assertions.Expect(boxes).ToHaveCountAsync(6);   // 1, and 10 to 14
        await Page.ReloadAsync();
        await Assertions.Expect(boxes).ToHaveCountAsync(6);
        await Assertions.Expect(Find).ToHaveValueAsync("WEEK 1");
        await Find.FillAsync("month");
        await Assertions.Expect(Page.GetByText("No feature has “month” in its name.")).ToBeVisibleAsync();
        await Find.FillAsync("");
        Assert.DoesNotContain("?", Page.Url, StringComparison.Ordinal);
        AssertNoComplaint();
    }

    [Fact]
    public async Task One_feature_alone_goes_together_with_none()
    {
        await OpenAsync(await Runs.OfAsync(Some.Mall, "Age"));

        await Assertions.Expect(Page.Locator(".feature-box")).ToHaveCountAsync(1);
        await Assertions.Expect(Figure("How the features go together")).ToContainTextAsync("One feature was compared");
        AssertNoComplaint();
    }

    [Fact]
    public async Task A_run_that_kept_no_histograms_shows_the_rest()
    {
        var run = await Runs.MallAsync();
        await Page.RouteAsync("**/distributions", route => route.FulfillAsync(new()
        {
            Status = 404,
            ContentType = "application/problem+json",
            Body = """{"title":"The file is gone","detail":"It is gone.","status":404,"code":"FILE_NOT_FOUND"}""",
        }));
        await OpenAsync(run);

        await Assertions.Expect(Page.GetByText("This run kept no histograms.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Set up another run" }))
            .ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^/new\\?dataset="));
        await Assertions.Expect(Figure("Rows of the file")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task The_data_has_no_serious_finding(ColorScheme scheme, int width)
    {
        await OpenAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 844 },
        });
        await OpenAsync(await Runs.OfAsync(IncompleteFile(), "visits", "spend"), "?segment=2");

        Assert.Empty(await GraveFindingsAsync());
        Assert.True(await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width);
    }

    ILocator Segment => Page.GetByRole(AriaRole.Combobox, new() { Name = "Customers" });

    ILocator Find => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a feature" });

    ILocator Figure(string title) => Page.Locator("figure.chart").Filter(new()
    {
        Has = Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }),
    });

    ILocator Words(string title) => Figure(title).Locator(".summary");

    async Task OpenAsync(string run, string query = "")
    {
        await Page.GotoAsync($"/runs/{run}/data{query}");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Values of the features" }))
            .ToBeVisibleAsync();
    }

    // The cells of each row.
    async Task<string[][]> TableAsync(string title)
    {
        var figure = Figure(title);
        await figure.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        var rows = await figure.Locator("tbody").EvaluateAsync<string[][]>(
            "(body) => [...body.rows].map((row) => [...row.cells].map((cell) => cell.textContent))");
        await figure.GetByRole(AriaRole.Button, new() { Name = "Show as chart" }).ClickAsync();
        return rows;
    }

    async Task<JsonElement> JsonOfAsync(string run, string part) =>
        await FinishedRun.JsonAsync(await Page.APIRequest.GetAsync($"/api/v1/jobs/{run}/{part}"));

    // Counts of each bin, of all and of a segment: those beyond the axis first and last, where there are some.
    static IEnumerable<string[]> Bins(JsonElement feature, int? segment = null)
    {
        long[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(each => each.GetInt64())];
        var (below, above) = (Numbers(feature.GetProperty("below")), Numbers(feature.GetProperty("above")));
        long[] all = [below.Sum(), .. Numbers(feature.GetProperty("all")), above.Sum()];
        long[]? own = segment is not { } number
            ? null
            : [below[number - 1], .. Numbers(feature.GetProperty("segments")[number - 1]), above[number - 1]];
        for (var b = 0; b < all.Length; b++)
        {
            if (all[b] == 0 && (b == 0 || b == all.Length - 1)) continue;
            yield return own is null ? [Count(all[b])] : [Count(all[b]), Count(own[b])];
        }
    }

    static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    // Two groups of customers, five rows that cannot be used.
    string IncompleteFile()
    {
        var text = new StringBuilder("customer,visits,spend\nc61,3,plenty\n");
        for (var i = 0; i < 58; i++)
            text.Append(
                CultureInfo.InvariantCulture, $"c{i},{1 + (i % 5) + (20 * (i % 2))},{(i % 7) + (90 * (i % 2))}\n");
        text.Append("c58,,4\nc59,,5\nc60,,6\nc62,3\n");
        return Written("incomplete.csv", text);
    }

    string WideFile(int features)
    {
        var numbers = Enumerable.Range(1, features).ToArray();
        var text = new StringBuilder("customer," + string.Join(',', numbers.Select(j => $"Week {j}")) + "\n");
        for (var i = 0; i < 60; i++)
            text.Append($"c{i},").AppendJoin(',', numbers.Select(j => (i * j % 17) + (50 * (i % 2)))).Append('\n');
        return Written("weeks.csv", text);
    }

    string Written(string name, StringBuilder text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
