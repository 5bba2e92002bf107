using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Segmentation.IntegrationTests.Page;

/// <summary>The page in a browser of another language, with a file that has a name from right to left.</summary>
public sealed partial class LanguageTests(PageService service) : PageTest(service)
{
    const string Age = "גיל";

    protected override BrowserNewContextOptions Profile => new()
    {
        ViewportSize = new() { Width = 1280, Height = 900 },
        Locale = "de-DE",
    };

    public static TheoryData<string> Views => ResultView.Titles;

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_German_browser_shows_numbers_in_the_language_of_the_page(string title)
    {
        await OpenAsync(title);
        await ShowTablesAsync();

        var texts = (await Page.Locator("main").InnerTextAsync()).Split('\n');

        Assert.All(texts, text => Assert.DoesNotMatch(GermanNumber(), text));
        Assert.All(texts, text => Assert.DoesNotMatch(BarePercent(), text));
        // Rows a second, as they happen to be measured, may look like a year.
        if (title != "Efficiency") Assert.All(texts, text => Assert.DoesNotMatch(YearWithMark(), text));
        AssertNoComplaint();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Names_from_right_to_left_stand_apart_from_the_words_around_them(string title)
    {
        await OpenAsync(title);
        await ShowTablesAsync();

        var outside = await Page.EvaluateAsync<string[]>("""
            (age) => {
              const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
              const found = [];
              while (walker.nextNode()) {
                const { data, parentElement } = walker.currentNode;
                if (data.includes(age) && !parentElement.closest("bdi, option")) found.push(data);
              }
              return found;
            }
            """, Age);
        Assert.Empty(outside);
    }

    [Fact]
    public async Task The_segments_have_one_way_to_write_customers_and_years()
    {
        await OpenAsync("Segments");

        await Assertions.Expect(new RunPage(Page).Headline).ToContainTextAsync("segments of 1,437 customers");
        var cards = await Page.Locator("article.segment").AllInnerTextsAsync();
        Assert.All(cards, card => Assert.DoesNotMatch(GermanNumber(), card));
        Assert.Matches("Year of birth averages 19[0-9]{2}", string.Join('\n', cards));
    }

    [Fact]
    public async Task Cards_and_tables_have_such_names_in_bdi()
    {
        await OpenAsync("Segments");

        await Assertions.Expect(Page.Locator("article.segment li bdi").Filter(new() { HasText = Age }).First)
            .ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("table.heat thead bdi").Filter(new() { HasText = Age }))
            .ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Labels_isolate_such_names_by_the_marks_of_Unicode()
    {
        await OpenAsync("Data");

        var labels = await Page.Locator("main [role=img]").EvaluateAllAsync<string[]>(
            "(all) => all.map((each) => each.getAttribute('aria-label'))");
        Assert.Contains(labels, label => label.Contains(Age));
        Assert.All(labels.Where(label => label.Contains(Age)), label => Assert.Contains($"\u2068{Age}\u2069", label));
    }

    async Task OpenAsync(string title)
    {
        var id = await Runs.OfAsync(CustomersFile(), Age, "Year of birth", "Spend");
        await Page.GotoAsync($"/runs/{id}{ResultView.Of(title).Path}");
        await Assertions.Expect(Page.Locator("main h1")).ToBeVisibleAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    // A button that was pressed has another name.
    async Task ShowTablesAsync()
    {
        var tables = Page.GetByRole(AriaRole.Button, new() { Name = "Show as table" });
        while (await tables.CountAsync() > 0) await tables.First.ClickAsync();
    }

    // Three groups far apart.
    string CustomersFile()
    {
        var path = Path.Combine(Folder, "right_to_left.csv");
        if (File.Exists(path)) return path;
        var text = new StringBuilder($"customer,{Age},Year of birth,Spend\n");
        for (var i = 0; i < 1_437; i++)
        {
            var group = i % 3;
            text.Append(CultureInfo.InvariantCulture, $"c{i},{25.5 + (20 * group) + (i * 7 % 60 / 10.0)},")
                .Append(CultureInfo.InvariantCulture, $"{1990 - (group == 0 ? 20 : 0) - (i * 11 % 6)},")
                .Append(CultureInfo.InvariantCulture, $"{120.5 + (90 * (group % 2)) + (i * 13 % 97 / 10.0)}\n");
        }
        File.WriteAllText(path, text.ToString());
        return path;
    }

    // 1.437 may be a number between 1 and 2; 38,9 and 1.437,5 are German.
    [GeneratedRegex(@"[0-9],[0-9]{1,2}(?![0-9])|[0-9]\.[0-9]{3}[.,][0-9]", RegexOptions.None, 1000)]
    private static partial Regex GermanNumber();

    [GeneratedRegex("[0-9]%", RegexOptions.None, 1000)]
    private static partial Regex BarePercent();

    [GeneratedRegex("(?<![0-9,.])1,9[0-9]{2}(?![0-9,])", RegexOptions.None, 1000)]
    private static partial Regex YearWithMark();
}
